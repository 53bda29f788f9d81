import type uPlot from 'uplot';
import { h, onChange } from '../dom.js';
import { visibleOn } from './ink.js';
import { type ChartTheme, onThemeChange, readTheme } from './theme.js';
import { loadUPlot } from './uplot.js';

export interface ChartAxis {
  title: string;
  min: number;
  max: number;
  format(value: number): string;
  /** Where ticks stand; chosen by the chart unless given. */
  ticks?: number[];
}

export interface ChartSeries {
  name: string;
  /** A colour of the data; null: that of the text. */
  color: readonly [number, number, number] | null;
  /** One value an x; NaN leaves a gap. */
  values: ArrayLike<number>;
  kind: 'line' | 'dashes' | 'bars' | 'dots';
  /** Stands back behind the others. */
  faded?: boolean;
}

export interface ChartSpec {
  x: ChartAxis;
  y: ChartAxis;
  /** Rising. */
  xs: ArrayLike<number>;
  series: readonly ChartSeries[];
  /** Vertical lines. */
  marks?: readonly { x: number; title: string }[];
}

export interface ChartOptions {
  /** What the chart is, for those who do not see it. */
  label: string;
  name: string;
  /** What is at a place, in words. */
  say(index: number): string;
  /** The pointer or the arrows are at this place; null: they have left. */
  point?(index: number | null): void;
  /** A place was clicked, or Enter pressed at it. */
  pick?(index: number): void;
}

export interface Chart {
  element: HTMLElement;
  show(spec: ChartSpec): void;
}

const FADED = 0.22;
const STEPS_WITH_SHIFT = 10;
/** CSS pixels that the words of a tick need. */
const TICK_ROOM = 40;

/**
 * A chart with a crosshair. To the keyboard and to screen readers it is a slider along x that says what is at its
 * place. Colours and fonts are the theme's.
 */
export function createChart({ label, name, say, point, pick }: ChartOptions): Chart {
  const element = h('div', {
    class: 'chart',
    role: 'slider',
    tabindex: 0,
    'aria-label': label,
    'data-chart': name,
    'aria-valuemin': 0,
    'aria-valuenow': 0,
  });
  let spec: ChartSpec | null = null;
  let plot: uPlot | null = null;
  let library: typeof uPlot | null = null;

  const pointed = onChange((index: number | null) => {
    if (index !== null) {
      element.setAttribute('aria-valuenow', String(index));
      element.setAttribute('aria-valuetext', say(index));
    }
    point?.(index);
  });

  function build(): void {
    const { clientWidth: width, clientHeight: height } = element;
    const focused = plot?.cursor.idx ?? null;
    plot?.destroy();
    plot = null;
    if (!spec || !library || width === 0 || height === 0 || spec.xs.length === 0) {
      return;
    }
    const options = optionsOf(library, spec, readTheme(), width, height);
    options.hooks = {
      ...options.hooks,
      setCursor: [({ cursor }) => pointed(cursor.left != null && cursor.left >= 0 ? (cursor.idx ?? null) : null)],
    };
    plot = new library(options, dataOf(spec), element);
    plot.over.addEventListener('click', () => {
      const { idx } = plot?.cursor ?? {};
      if (typeof idx === 'number') {
        pick?.(idx);
      }
    });
    element.setAttribute('aria-valuemax', String(spec.xs.length - 1));
    if (focused !== null && document.activeElement === element) {
      moveTo(focused);
    }
  }

  /** The crosshair without a pointer. */
  function moveTo(index: number): void {
    if (plot && spec) {
      const x = spec.xs[Math.max(0, Math.min(spec.xs.length - 1, index))]!;
      plot.setCursor({ left: plot.valToPos(x, 'x'), top: 0 });
    }
  }

  element.addEventListener('keydown', event => {
    if (!spec || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const at = plot?.cursor.idx ?? 0;
    const step = event.shiftKey ? STEPS_WITH_SHIFT : 1;
    const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: spec.xs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      moveTo(to);
    } else if ((event.key === 'Enter' || event.key === ' ') && plot?.cursor.idx != null) {
      event.preventDefault();
      pick?.(plot.cursor.idx);
    }
  });
  element.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }));
  new ResizeObserver(build).observe(element);
  onThemeChange(build);

  return {
    element,
    show(next) {
      spec = next;
      if (library) {
        build();
      } else {
        void loadUPlot().then(loaded => {
          library = loaded;
          build();
        });
      }
    },
  };
}

function dataOf({ xs, series }: ChartSpec): uPlot.AlignedData {
  const gaps = (values: ArrayLike<number>) =>
    Array.from(values, value => (Number.isFinite(value) ? value : null)) as (number | null)[];
  return [Array.from(xs), ...series.map(({ values }) => gaps(values))];
}

function optionsOf(
  library: typeof uPlot,
  spec: ChartSpec,
  theme: ChartTheme,
  width: number,
  height: number,
): uPlot.Options {
  const { x, y, series, marks = [] } = spec;
  const scale = ({ min, max }: ChartAxis): uPlot.Scale => ({ time: false, range: [min, max] });
  return {
    width,
    height,
    pxAlign: true,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { x: scale(x), y: scale(y) },
    axes: [axis(x, theme, { size: 24, space: 48 }), axis(y, theme, { size: 48, space: 24 })],
    series: [{}, ...series.map(one => seriesOf(library, one, theme))],
    hooks: { drawAxes: [plot => drawMarks(plot, marks, theme)] },
  };
}

function axis(
  { title, format, ticks }: ChartAxis,
  theme: ChartTheme,
  { size, space }: { size: number; space: number },
): uPlot.Axis {
  const line = { stroke: theme.grid, width: 1 };
  return {
    label: title,
    labelSize: 16,
    labelGap: 0,
    labelFont: theme.font,
    font: theme.font,
    stroke: theme.muted,
    size,
    space,
    gap: 4,
    grid: line,
    ticks: { ...line, size: 4 },
    // Ticks of one's own are all drawn; where there is no room, only some say what they are.
    values: ({ bbox }, values) => {
      const room = bbox.width / (window.devicePixelRatio || 1) / values.length;
      const every = ticks && room > 0 ? Math.ceil(TICK_ROOM / room) : 1;
      return values.map((value, k) => (k % every === 0 ? format(value) : ''));
    },
    ...(ticks && { splits: ticks }),
  };
}

function seriesOf(library: typeof uPlot, { name, color, kind, faded }: ChartSeries, theme: ChartTheme): uPlot.Series {
  const stroke = color ? visibleOn(color, theme.background) : theme.foreground;
  const common: uPlot.Series = { label: name, stroke, width: 1.5, points: { show: false }, alpha: faded ? FADED : 1 };
  switch (kind) {
    case 'line':
      return common;
    case 'dashes':
      return { ...common, width: 1, dash: [4, 4] };
    case 'bars':
      return {
        ...common,
        width: 0,
        fill: stroke,
        paths: library.paths.bars!({ size: [1, Number.POSITIVE_INFINITY], gap: 1 }),
      };
    case 'dots':
      return {
        ...common,
        width: 0,
        paths: () => null,
        points: { show: true, size: 6, fill: stroke, stroke, width: 0 },
      };
  }
}

function drawMarks(plot: uPlot, marks: NonNullable<ChartSpec['marks']>, theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.strokeStyle = theme.foreground;
  ctx.fillStyle = theme.foreground;
  ctx.lineWidth = ratio;
  ctx.font = theme.font.replace(/^\d+px/, size => `${Number.parseInt(size, 10) * ratio}px`);
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  for (const { x, title } of marks) {
    const left = Math.round(plot.valToPos(x, 'x', true)) + ratio / 2;
    ctx.setLineDash([2 * ratio, 2 * ratio]);
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    ctx.stroke();
    const { width } = ctx.measureText(title);
    const gap = 4 * ratio;
    ctx.fillText(title, left + gap + width > bbox.left + bbox.width ? left - gap - width : left + gap, bbox.top);
  }
  ctx.restore();
}
