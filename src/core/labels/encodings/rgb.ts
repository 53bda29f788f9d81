import { InspectionError } from '../../errors.js';
import { colourCode } from '../colourCode.js';
import { type LabelSurvey, packColour } from '../survey.js';
import type { LabelEncoding } from './types.js';

/** Each class has a colour; also for the colours of a palette whose indices mean nothing. */
export const rgb: LabelEncoding = {
  id: 'rgb',
  title: 'each class has a colour',
  unfit: ({ array }) => (array.colour || array.palette ? null : 'has a single channel and no palette, so no colours'),
  read(survey, spec, numClasses) {
    if (survey.array.colour) {
      return colourCode(survey, spec, numClasses);
    }
    const { colours, colourOfIndex } = paletteColours(survey);
    const table = colourCode({ ...survey, colours, otherColours: 0 }, spec, numClasses);
    const codes = [...colourOfIndex].map(([index, colour]) => [index, table.codes.get(colour) as number] as const);
    return { ...table, codes: new Map(codes) };
  },
};

/** The colours a palette picture shows. Throws label-encoding for an index the palette does not have. */
function paletteColours({ array, values, name }: LabelSurvey) {
  const palette = array.palette as Uint8Array;
  const colours = new Map<number, number>();
  const colourOfIndex = new Map<number, number>();
  for (const [index, count] of values as ReadonlyMap<number, number>) {
    if (3 * index + 2 >= palette.length) {
      throw new InspectionError(
        'label-encoding',
        `${name} has the index ${index}, for which its palette of ${palette.length / 3} colours has none.`,
        'Read the label by index (--encoding palette).',
      );
    }
    const colour = packColour([palette[3 * index], palette[3 * index + 1], palette[3 * index + 2]], 256);
    colours.set(colour, (colours.get(colour) ?? 0) + count);
    colourOfIndex.set(index, colour);
  }
  return { colours, colourOfIndex };
}
