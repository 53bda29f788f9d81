import type { Report } from '../core/inspection/report.js';
import { LAYERS, type LayerKind, parseLayer, type ViewLayer } from './layers.js';
import { strings } from './strings.js';

/** A layer's name with its parameters: "Gradient · Dice · pole". */
export function layerTitle(layer: ViewLayer, report: Report | null): string {
  const choice = parseLayer(layer);
  const { parameters }: LayerKind = LAYERS[choice.name];
  const of = parameters.map(parameter => {
    if (parameter === 'term') {
      return strings.layerTerms[choice.term];
    }
    const { channel } = choice;
    return channel === 'magnitude' ? strings.magnitude : className(report, channel);
  });
  return strings.layerOf(strings.layers[choice.name], ...of);
}

/** The name of a class, or its id where it has none. */
export function className(report: Report | null, id: number): string {
  return report?.classes.find(row => row.id === id)?.name ?? String(id);
}
