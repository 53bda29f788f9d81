import { CORRECT, ERROR_KINDS } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_NAN } from '../../core/inspection/layers.js';
import { h, onChange, replace } from '../dom.js';
import { formatCount, formatNumber, formatShare } from '../format.js';
import { ready, type State, shownLayer } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { css, ERROR_COLORS, INFINITE_COLOR, type LossLayer, lossColor, NAN_COLOR, type Rgb } from '../viewer/colors.js';
import { countErrors, visibleKinds } from '../viewer/errors.js';
import { ERROR_PATTERNS, PATTERNS, type Pattern, patternTile } from '../viewer/patterns.js';
import type { Scene } from '../viewer/scene.js';

const SWATCH = 12;
const STOPS = 16;

export interface LegendView extends View {
  /** The scene is made after the state changed. */
  showScene(scene: Scene | null, state: State): void;
}

/** What the colours mean, with units and counts. */
export function createLegend(context: Context): LegendView {
  const element = h('div', { class: 'legend', role: 'group', 'aria-label': strings.legend });

  const show = onChange((scene: Scene | null, snapshot: ReturnType<typeof ready>, isolated: number | null, shown) => {
    if (!snapshot) {
      replace(element, h('span', { class: 'skeleton wide' }));
    } else if (shown === 'errors') {
      const name = snapshot.report.classes.find(row => row.id === isolated)?.name ?? null;
      replace(element, ...errorEntries(scene, name));
    } else if (shown === 'crossEntropy' || shown === 'focal') {
      replace(element, ...lossEntries(shown));
    } else {
      replace(element, ...(shown === 'none' ? [] : classEntries()));
    }
  });

  function errorEntries(scene: Scene | null, name: string | null) {
    if (!scene?.label || !scene.prediction) {
      return [h('span', { class: 'skeleton wide' })];
    }
    const { label, prediction, focus, background } = scene;
    const counts = countErrors(label, prediction, focus, background);
    const all = counts.reduce((sum, count) => sum + count, 0);
    const hints = name
      ? strings.errorKindHints.focus(name)
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
      context.tooltip.describe(entry, () => ({
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

  function lossEntries(layer: LossLayer) {
    const range = context.layers.info(layer)?.range;
    const codes = context.layers.codes(layer);
    const bar = h('span', { class: 'gradient', role: 'img', 'aria-label': strings.lossScale });
    const stops = Array.from({ length: STOPS + 1 }, (_, stop) => css(lossColor(layer, stop / STOPS)));
    bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(', ')})`;
    const entries = [
      h(
        'span',
        { class: 'legend-entry', 'data-layer': layer },
        '0',
        bar,
        `${range ? formatNumber(range[1]) : strings.none}\u00a0${strings.nats}`,
      ),
      h('span', { class: 'legend-note' }, strings.lossScale),
    ];
    if (context.layers.codes('label')?.includes(IGNORED_CODE)) {
      entries.push(h('span', { class: 'legend-entry' }, swatch(null, 'hatch', false), strings.errorKinds.ignored));
    }
    for (const [code, color, text] of [
      [LOSS_CODE_INFINITE, INFINITE_COLOR, strings.infiniteSwatch],
      [LOSS_CODE_NAN, NAN_COLOR, strings.nanSwatch],
    ] as const) {
      if (codes?.includes(code)) {
        entries.push(h('span', { class: 'legend-entry' }, swatch(color, 'none', false), text));
      }
    }
    return entries;
  }

  function classEntries() {
    const hasIgnored = context.layers.codes('label')?.includes(IGNORED_CODE) ?? false;
    return [
      h('span', { class: 'legend-note' }, strings.classColours),
      hasIgnored && h('span', { class: 'legend-entry' }, swatch(null, 'hatch', false), strings.errorKinds.ignored),
    ];
  }

  return {
    element,
    update: () => {},
    showScene: (scene, state) => show(scene, ready(state), state.ui.isolated, shownLayer(state)),
  };
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
