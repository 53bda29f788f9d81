import type { LayerScale } from '../../core/analysis/layer.js';
import { CORRECT, ERROR_KINDS } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_NAN } from '../../core/inspection/layers.js';
import { type Child, h, onChange, replace } from '../dom.js';
import { formatCount, formatNumber, formatShare } from '../format.js';
import { kindOf, nameOf, requestOf, type ViewLayer } from '../layers.js';
import { className, layerTitle } from '../layerTitle.js';
import { ready, type State, shownLayer, slice, splitLayer } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { css, ERROR_COLORS, INFINITE_COLOR, NAN_COLOR, OUTCOME_COLORS, type Rgb } from '../viewer/colors.js';
import { countErrors, visibleKinds } from '../viewer/errors.js';
import { type Coloured, colouredLayer } from '../viewer/paints.js';
import { ERROR_PATTERNS, PATTERNS, type Pattern, patternTile } from '../viewer/patterns.js';
import type { Scene } from '../viewer/scene.js';
import { ramp } from './colourMenu.js';
import type { TipLine } from './tooltip.js';

const SWATCH = 12;

export interface LegendView extends View {
  /** The scene is made after the state changed. */
  showScene(scene: Scene | null, state: State): void;
}

/** What the colours mean, with units, range and counts; of both layers in a split. */
export function createLegend(context: Context): LegendView {
  const element = h('div', { class: 'legend', role: 'group', 'aria-label': strings.legend });
  const { layers, tooltip } = context;

  const show = onChange((scene: Scene | null, snapshot: ReturnType<typeof ready>, state: State | null) => {
    if (!snapshot || !state || !scene) {
      replace(element, h('span', { class: 'skeleton wide' }));
      return;
    }
    const split = splitLayer(state);
    const parts = [shownLayer(state), split]
      .filter(layer => layer !== null)
      .map(layer => entriesOf(layer, scene, state));
    const titles = [shownLayer(state), split].map(layer => layer && layerTitle(layer, snapshot.report));
    replace(
      element,
      ...(split === null
        ? parts[0]!
        : parts.map((part, index) =>
            h('span', { class: 'legend-part' }, h('span', { class: 'legend-title' }, titles[index]!), ...part),
          )),
    );
  });

  function entriesOf(layer: ViewLayer, scene: Scene, state: State): Child[] {
    const coloured = colouredLayer(state, layers, layer);
    if (coloured) {
      return [scaleEntry(coloured, layer, state), ...specialEntries(coloured, layer, scene)];
    }
    switch (nameOf(layer)) {
      case 'errors':
        return errorEntries(scene, state);
      case 'outcome':
        return outcomeEntries();
      case 'none':
        return [];
      default:
        return [h('span', { class: 'legend-note' }, strings.classColours), ignoredEntry(layer, scene)];
    }
  }

  function errorEntries({ label, prediction, focus, background }: Scene, { ui, snapshot }: State): Child[] {
    if (!label || !prediction || snapshot?.state !== 'ready') {
      return [];
    }
    const counts = countErrors(label, prediction, focus, background);
    const all = counts.reduce((sum, count) => sum + count, 0);
    const names = ui.isolated.map(id => className(snapshot.report, id));
    const hints =
      names.length > 0
        ? strings.errorKindHints.focus(strings.and(names))
        : strings.errorKindHints[background >= 0 ? 'background' : 'noBackground'];
    return visibleKinds(counts, focus !== null, background).map(kind => {
      const id = ERROR_KINDS[kind]!;
      const count = counts[kind]!;
      const entry = h(
        'span',
        { class: 'legend-entry', tabindex: 0, 'data-kind': id, 'data-count': count },
        swatch(ERROR_COLORS[kind] ?? null, PATTERNS[ERROR_PATTERNS[kind]!]!, kind === CORRECT),
        strings.errorKinds[id],
        h('span', { class: 'legend-number' }, all > 0 ? formatShare(count / all) : strings.none),
      );
      tooltip.describe(entry, () => ({
        title: strings.errorKinds[id],
        lines: [
          { text: strings.pixelUnit(formatCount(count)), kind: 'value' },
          { text: hints[id] },
          { text: strings.shareOfShown },
        ],
      }));
      return entry;
    });
  }

  /** `0 ▁▂▃▅▇ 6.9 nats`, with the middle where it is not half of the largest. */
  function scaleEntry({ info, encoding, map, scale }: Coloured, layer: ViewLayer, state: State): HTMLElement {
    const largest = info.range?.[1] ?? 0;
    const at = (position: number) => formatNumber(Number((scale.shareAt(position) * largest).toPrecision(4)));
    const { scaling } = state.ui;
    const bar = ramp(map);
    const middle = encoding === 'signed' ? '0' : scaling === 'linear' ? null : at(0.5);
    const low = encoding === 'loss' && scaling === 'log' ? `≤ ${at(1e-9)}` : at(0);
    const unit = info.unit ? strings.units[info.unit] : '';
    const high = unit ? `${at(1)}\u00a0${unit}` : at(1);
    const entry = h(
      'span',
      { class: 'legend-entry', tabindex: 0, 'data-layer': layer, 'data-range': largest, 'data-scaling': scaling },
      low,
      h(
        'span',
        { class: 'gradient', role: 'img', 'aria-label': strings.scaleBar(low, high, strings.scaleNotes[scaling]) },
        bar,
        middle && h('span', { class: 'gradient-middle' }, middle),
      ),
      high,
    );
    const answer = layers.scale(slice(state, requestOf(layer)!));
    tooltip.describe(entry, () => ({
      title: layerTitle(layer, ready(state)?.report ?? null),
      lines: [
        ...(info.unit ? [{ text: strings.unitNames[info.unit] }] : []),
        ...(answer ? statistics(answer) : []),
        { name: strings.scaling, text: strings.scaleNotes[scaling] },
      ],
    }));
    return entry;
  }

  function specialEntries({ codes }: Coloured, layer: ViewLayer, scene: Scene): Child[] {
    const special = (
      [
        [LOSS_CODE_INFINITE, INFINITE_COLOR, strings.infiniteSwatch],
        [LOSS_CODE_NAN, NAN_COLOR, strings.nanSwatch],
      ] as const
    ).filter(([code]) => codes.includes(code));
    return [
      ignoredEntry(layer, scene),
      ...special.map(([, color, text]) => h('span', { class: 'legend-entry' }, swatch(color, 'none', false), text)),
    ];
  }

  return {
    element,
    update: () => {},
    showScene: (scene, state) => show(scene, ready(state), scene ? state : null),
  };
}

function statistics(scale: LayerScale): TipLine[] {
  return (['min', 'p50', 'mean', 'p99', 'max'] as const).map(name => ({
    name: strings.statistics[name],
    text: formatNumber(scale[name]),
  }));
}

function ignoredEntry(layer: ViewLayer, { label }: Scene): Child {
  return kindOf(layer).hatched && label?.includes(IGNORED_CODE)
    ? h('span', { class: 'legend-entry' }, swatch(null, 'hatch', false), strings.errorKinds.ignored)
    : null;
}

function outcomeEntries(): Child[] {
  return OUTCOME_COLORS.map((color, code) => {
    const bare = color === null;
    const mark = code === 0 ? swatch(null, 'hatch', false) : swatch(color, 'none', bare);
    return h('span', { class: 'legend-entry' }, mark, strings.outcomes[code]!);
  });
}

/** Drawn with the same tiles as the overlay, so that legend and picture cannot differ. */
function swatch(color: Rgb | null, pattern: Pattern, empty: boolean): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const canvas = h('canvas', {
    class: `swatch${empty ? ' swatch-empty' : ''}`,
    width: Math.round(SWATCH * ratio),
    height: Math.round(SWATCH * ratio),
    'aria-hidden': 'true',
  });
  const context = canvas.getContext('2d')!;
  if (color && pattern !== 'hatch') {
    context.fillStyle = css(color);
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  if (pattern !== 'none') {
    context.fillStyle = context.createPattern(patternTile(pattern, ratio), 'repeat')!;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return canvas;
}
