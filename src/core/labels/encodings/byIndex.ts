import type { ClassSpec } from '../classSpec.js';
import { type CodeTable, valueCodes } from '../codes.js';
import { describeValues } from '../describe.js';
import { describeRemap } from '../remap.js';
import { depthOf, type LabelSurvey, packColour } from '../survey.js';
import type { LabelEncoding } from './types.js';

export const needsIds = ({ values, array }: LabelSurvey) =>
  values ? null : `is a colour picture (${array.colour?.toUpperCase()}) whose R, G and B differ, so it stores no ids`;

/** The stored value is the id: greyscale PNG, .npy, … */
export const index: LabelEncoding = {
  id: 'index',
  title: 'the stored value is the id',
  unfit: needsIds,
  read(survey, spec, numClasses) {
    const found = describeValues(survey.values as ReadonlyMap<number, number>);
    const what = `${survey.array.dtype} ${found}: ${readAs(spec)}`;
    return { ...ids(survey, spec, numClasses), evidence: [what] };
  },
};

/** The index of a palette picture is the id, and the palette's colours are its classes' where no others are known. */
export const palette: LabelEncoding = {
  id: 'palette',
  title: 'the palette index is the id',
  unfit: survey => (survey.array.palette ? needsIds(survey) : 'has no palette'),
  read(survey, spec, numClasses) {
    const found = describeValues(survey.values as ReadonlyMap<number, number>);
    const what = `palette picture, ${found}: by index, not by colour, ${readAs(spec)}`;
    return { ...ids(survey, spec, numClasses), evidence: [what] };
  },
};

/** A colour picture with R=G=B: the grey value is the id. */
export const grey: LabelEncoding = {
  id: 'grey',
  title: 'a colour picture with R=G=B: the grey value is the id',
  unfit: survey => (survey.array.colour ? needsIds(survey) : 'has a single channel, not R=G=B'),
  read(survey, spec, numClasses) {
    const found = describeValues(survey.values as ReadonlyMap<number, number>);
    const colour = survey.array.colour?.toUpperCase();
    return { ...ids(survey, spec, numClasses), evidence: [`${colour} with R=G=B, ${found}: ${readAs(spec)}`] };
  },
};

export function readAs({ remap, reduceZeroLabel }: ClassSpec): string {
  if (remap) {
    return `mapped to classes (${describeRemap(remap)})`;
  }
  return reduceZeroLabel ? '0 is ignored, every other value lowered by one' : 'read as ids';
}

/** Codes by stored value; by packed grey where the array has colours. */
function ids(survey: LabelSurvey, spec: ClassSpec, numClasses: number): CodeTable {
  const table = valueCodes(survey.values as ReadonlyMap<number, number>, spec, numClasses, survey.name);
  return greyCodes(survey, table);
}

/** A table by stored value as one by what the array stores. */
export function greyCodes({ array }: LabelSurvey, table: CodeTable): CodeTable {
  if (!array.colour) {
    return table;
  }
  const depth = depthOf(array);
  const codes = [...table.codes].map(([v, code]) => [packColour([v, v, v], depth), code] as const);
  return { ...table, codes: new Map(codes) };
}
