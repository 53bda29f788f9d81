import type { LayerParams, LayerRequest } from '../core/analysis/layer.js';
import type { LossTerm } from '../core/analysis/settings.js';

/** A layer with its parameters, as text: `errors`, `probability:3`, `gradient:dice:magnitude`. */
export type ViewLayer = string;

export interface LayerChoice {
  name: LayerName;
  /** Of which loss; layers without that parameter leave it at the default. */
  term: LossTerm;
  /** Of which class; 'magnitude': over all of them. */
  channel: number | 'magnitude';
}

/** What a user can choose besides the layer's name. */
export type Parameter = 'term' | 'channel' | 'class';

export interface LayerKind {
  /** The codes it is drawn from; null: made in the panel from label and prediction, or nothing at all. */
  request(choice: LayerChoice): LayerRequest | null;
  parameters: readonly Parameter[];
  needs: 'nothing' | 'probabilities' | 'other prediction';
  /** Ignored pixels are hatched: the layer says nothing about them. */
  hatched: boolean;
}

const fixed = (request: LayerRequest | null, needs: LayerKind['needs'], hatched: boolean): LayerKind => ({
  request: () => request,
  parameters: [],
  needs,
  hatched,
});
const loss = (term: LossTerm) => fixed({ id: 'loss', term }, 'probabilities', true);

/** Every layer, in the order of the menu. A new one is a line here and a name in strings.ts. */
export const LAYERS = {
  errors: fixed(null, 'nothing', true),
  crossEntropy: loss('crossEntropy'),
  focal: loss('focal'),
  dice: loss('dice'),
  total: loss('total'),
  gradient: {
    request: ({ term, channel }) => ({ id: 'gradient', term, channel }),
    parameters: ['term', 'channel'],
    needs: 'probabilities',
    hatched: false,
  },
  prediction: fixed({ id: 'prediction' }, 'nothing', false),
  label: fixed({ id: 'label' }, 'nothing', true),
  probability: {
    request: ({ channel }) => ({ id: 'probability', class: channel === 'magnitude' ? 0 : channel }),
    parameters: ['class'],
    needs: 'probabilities',
    hatched: false,
  },
  confidence: fixed({ id: 'confidence' }, 'probabilities', false),
  margin: fixed({ id: 'margin' }, 'probabilities', false),
  entropy: fixed({ id: 'entropy' }, 'probabilities', false),
  boundaryDistance: fixed({ id: 'boundaryDistance' }, 'nothing', true),
  otherPrediction: fixed({ id: 'otherPrediction' }, 'other prediction', false),
  outcome: fixed({ id: 'outcome' }, 'other prediction', true),
  difference: fixed({ id: 'difference', term: 'crossEntropy' }, 'other prediction', true),
  none: fixed(null, 'nothing', false),
} as const satisfies Record<string, LayerKind>;

export type LayerName = keyof typeof LAYERS;
export const LAYER_NAMES = Object.keys(LAYERS) as LayerName[];
export const TERMS = ['total', 'crossEntropy', 'focal', 'dice'] as const satisfies readonly LossTerm[];

export const kindOf = (layer: ViewLayer): LayerKind => LAYERS[parseLayer(layer).name];
export const nameOf = (layer: ViewLayer): LayerName => parseLayer(layer).name;

/** Reads a layer's text; parameters that make no sense become the default, an unknown layer `errors`. */
export function parseLayer(layer: ViewLayer): LayerChoice {
  const [first, ...rest] = layer.split(':');
  const name = LAYER_NAMES.find(known => known === first) ?? 'errors';
  const { parameters }: LayerKind = LAYERS[name];
  const choice: LayerChoice = { name, term: 'total', channel: parameters.includes('class') ? 0 : 'magnitude' };
  for (const [index, parameter] of parameters.entries()) {
    const text = rest[index] ?? '';
    if (parameter === 'term') {
      choice.term = TERMS.find(term => term === text) ?? choice.term;
    } else if (/^\d{1,5}$/.test(text)) {
      choice.channel = Number(text);
    }
  }
  return choice;
}

/** The text of a choice, without the parameters its layer does not have. */
export function layerText(choice: LayerChoice): ViewLayer {
  const values = LAYERS[choice.name].parameters.map(parameter => (parameter === 'term' ? choice.term : choice.channel));
  return [choice.name, ...values].join(':');
}

/** The codes that a layer is drawn from. */
export function requestOf(layer: ViewLayer): LayerRequest | null {
  const choice = parseLayer(layer);
  const { request }: LayerKind = LAYERS[choice.name];
  return request(choice);
}

/** The layer that is drawn from such codes; null where they only pick pixels out. */
export function layerOf(request: LayerRequest): ViewLayer | null {
  switch (request.id) {
    case 'loss':
      return (LAYER_NAMES as readonly string[]).includes(request.term) ? request.term : null;
    case 'gradient':
      return layerText({ name: 'gradient', term: request.term, channel: request.channel });
    case 'probability':
      return layerText({ name: 'probability', term: 'total', channel: request.class });
    case 'piece':
    case 'regions':
      return null;
    default:
      return request.id;
  }
}

/** One name for one array of codes, to store it by. */
export function codesKey({ layer, sample, axis = 'sample', settings = {}, comparison }: LayerParams): string {
  return JSON.stringify([layer, sample, axis, settings, comparison]);
}
