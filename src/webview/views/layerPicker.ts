import type { Report } from '../../core/inspection/report.js';
import { h, onChange } from '../dom.js';
import {
  LAYER_NAMES,
  LAYERS,
  type LayerChoice,
  type LayerKind,
  type LayerName,
  layerText,
  parseLayer,
  TERMS,
  type ViewLayer,
} from '../layers.js';
import { isAvailable, ready, type State } from '../state.js';
import { strings } from '../strings.js';
import { dropdown, type Option } from '../toolkit.js';

export interface LayerPicker {
  element: HTMLElement;
  show(state: State, layer: ViewLayer): void;
  disable(disabled: boolean): void;
}

/** A list of layers, and beside it a list for each parameter that the chosen one has. */
export function createLayerPicker(label: string, name: string, choose: (layer: ViewLayer) => void): LayerPicker {
  let choice: LayerChoice = parseLayer('errors');
  /** The parameters last chosen for each layer: going back to it finds them. */
  const remembered = new Map<LayerName, LayerChoice>();
  const change = (part: Partial<LayerChoice>) => choose(layerText({ ...choice, ...part }));

  const names = dropdown<LayerName>(label, name, value =>
    choose(layerText(remembered.get(value) ?? parseLayer(value))),
  );
  const terms = dropdown<(typeof TERMS)[number]>(strings.layerTerm, `${name}Term`, term => change({ term }));
  const classes = dropdown<string>(strings.layerChannel, `${name}Class`, text =>
    change({ channel: text === 'magnitude' ? text : Number(text) }),
  );
  const element = h('span', { class: 'layer-picker' }, names.element, terms.element, classes.element);

  const showNames = onChange((available: string, isMask: boolean, value: LayerName) => {
    names.show(nameOptions(available.split(' '), isMask, value), value);
  });
  const showTerms = onChange((shown: boolean, term: LayerChoice['term']) => {
    terms.element.hidden = !shown;
    terms.show(
      TERMS.map(value => ({ value, text: strings.layerTerms[value] })),
      TERMS.find(value => value === term) ?? 'total',
    );
  });
  const showClasses = onChange((report: Report | null, shown: boolean, all: boolean, channel: string) => {
    classes.element.hidden = !shown;
    const rows = report?.classes.map(row => ({ value: String(row.id), text: row.name })) ?? [];
    classes.show(all ? [{ value: 'magnitude', text: strings.magnitude }, ...rows] : rows, channel);
  });

  return {
    element,
    show(state, layer) {
      choice = parseLayer(layer);
      remembered.set(choice.name, choice);
      const report = ready(state)?.report ?? null;
      const { parameters }: LayerKind = LAYERS[choice.name];
      const available = report ? LAYER_NAMES.filter(each => isAvailable(state, each)) : LAYER_NAMES;
      showNames(available.join(' '), report?.settings.reading.kind === 'mask', choice.name);
      showTerms(parameters.includes('term'), choice.term);
      const ofClass = parameters.includes('class') || parameters.includes('channel');
      showClasses(report, ofClass, parameters.includes('channel'), String(choice.channel));
    },
    disable(disabled) {
      for (const list of [names, terms, classes]) {
        list.disable(disabled);
      }
    },
  };
}

/** Missing loss layers stay in the list: they say what it takes to have them. */
function nameOptions(available: readonly string[], isMask: boolean, shown: LayerName): Option<LayerName>[] {
  return LAYER_NAMES.flatMap(value => {
    const { needs }: LayerKind = LAYERS[value];
    const missing = !available.includes(value);
    if (missing && needs === 'other prediction' && value !== shown) {
      return [];
    }
    const text = strings.layers[value];
    const why = isMask && needs === 'probabilities' ? strings.layerNeedsLogits : strings.layerUnavailable;
    return [{ value, text: missing ? why(text) : text, disabled: missing }];
  });
}
