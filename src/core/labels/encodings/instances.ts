import { valueCodes } from '../codes.js';
import { describeValues } from '../describe.js';
import type { EncodingId } from '../ids.js';
import type { LabelSurvey } from '../survey.js';
import { greyCodes, needsIds, readAs } from './byIndex.js';
import type { LabelEncoding } from './types.js';

/** Class and number of the instance in one value: the number is dropped, and the class read as any stored id is. */
function instances(id: EncodingId, title: string, words: string, idOf: (stored: number) => number): LabelEncoding {
  return {
    id,
    title,
    idOf,
    unfit: needsIds,
    read(survey, spec, numClasses) {
      const values = survey.values as ReadonlyMap<number, number>;
      const ids = idCounts(survey, idOf);
      const table = valueCodes(ids, spec, numClasses, survey.name);
      const codes = new Map(
        [...values.keys()].map(stored => [stored, table.codes.get(idOf(stored)) as number] as const),
      );
      const found = `${survey.array.dtype}, ${values.size} different values: ${words}`;
      const evidence = [`${found}, ${describeValues(ids)}: ${readAs(spec)}`];
      return { ...greyCodes(survey, { ...table, codes }), evidence };
    },
  };
}

/** Pixels by class id, in increasing order. */
export function idCounts({ values }: LabelSurvey, idOf: (stored: number) => number): Map<number, number> {
  const ids = new Map<number, number>();
  for (const [stored, count] of values ?? []) {
    ids.set(idOf(stored), (ids.get(idOf(stored)) ?? 0) + count);
  }
  return new Map([...ids].sort(([a], [b]) => a - b));
}

/** Mapillary Vistas' instances, and 8-bit ids that were widened to 16 bits: the upper byte is the class. */
export const instance256: LabelEncoding = instances(
  'instance256',
  'class × 256 + instance',
  'class × 256 + instance',
  stored => Math.floor(stored / 256),
);

/** Cityscapes' *_instanceIds.png: below 1000 the id itself (json2instanceImg.py of cityscapesScripts). */
export const instance1000: LabelEncoding = instances(
  'instance1000',
  'class × 1000 + instance',
  'class × 1000 + instance, or below 1000 the class',
  stored => (stored < 1000 ? stored : Math.floor(stored / 1000)),
);
