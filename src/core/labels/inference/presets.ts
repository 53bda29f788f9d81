import { IGNORED_CODE } from '../../inspection/layers.js';
import { type ClassSpec, makeClassSpec } from '../classSpec.js';
import { classOf } from '../codes.js';
import { colourKey, unmatchedPixels } from '../colourCode.js';
import { PRESET_LIST } from '../presets/registry.js';
import type { Preset } from '../presets/types.js';
import type { LabelSurvey } from '../survey.js';
import { outside } from './outside.js';
import type { InferenceContext, InferenceRule, Proposed } from './types.js';

/** Fewer classes than this prove nothing by their colours: black, red and white are in many lists. */
const TELLING_CLASSES = 3;

/** Datasets with as many classes as the prediction that explain every pixel. */
export const presets: InferenceRule = (survey, context) => {
  const byColour = survey.array.colour !== undefined && survey.values === null;
  const found: [Preset, Proposed][] = [];
  for (const preset of candidates(context)) {
    const proposal = (byColour ? fromColours : fromValues)(survey, context, preset);
    if (proposal) {
      found.push([preset, proposal]);
    }
  }
  const distinct = withoutTwins(found, context.path, byColour);
  const several = distinct.filter(({ certain }) => certain).length > 1;
  return distinct.map(proposal => (several ? { ...proposal, certain: false } : proposal));
};

/** Datasets with as many classes; where a file name leaves no doubt, only those it names. */
function candidates({ numClasses, path }: InferenceContext): Preset[] {
  const fitting = PRESET_LIST.filter(({ count }) => count === numClasses);
  const named = fitting.filter(({ fileName }) => fileName?.test(path));
  return named.length > 0 ? named : fitting;
}

function fromColours(survey: LabelSurvey, { spec, numClasses, path }: InferenceContext, preset: Preset) {
  const key = colourKey(makeClassSpec({ preset: preset.id }), numClasses);
  const known = colourKey(spec, numClasses);
  if (unmatchedPixels(survey, key) > 0 || (known.codes.size > 0 && unmatchedPixels(survey, known) === 0)) {
    return null;
  }
  const colours = [...(survey.colours as ReadonlyMap<number, number>).keys()];
  const classes = new Set(colours.map(packed => key.codes.get(packed)).filter(code => code !== IGNORED_CODE));
  const evidence = [`all ${colours.length} colours are those of ${preset.title}`, ...pathEvidence(preset, path)];
  const certain = known.codes.size === 0 && classes.size >= TELLING_CLASSES;
  return classes.size > 1 || evidence.length > 1 ? proposal(preset, evidence, certain) : null;
}

function fromValues(survey: LabelSurvey, { spec, numClasses, path }: InferenceContext, preset: Preset) {
  const { values } = survey;
  const its = makeClassSpec({ preset: preset.id });
  if (!values || outside(values, its, numClasses) > 0) {
    return null;
  }
  const changes = [...values.keys()].some(value => classOf(value, its) !== classOf(value, spec));
  if (!changes && spec.names.length > 0) {
    return null;
  }
  const named = preset.fileName?.test(path) ?? false;
  const inPath = preset.path.test(path);
  const painted = samePalette(survey, preset, its);
  const mends = changes && outside(values, spec, numClasses) > 0;
  if (!named && !inPath && !painted && !(mends && preset.remap)) {
    return null;
  }
  const evidence = pathEvidence(preset, path);
  if (painted) {
    evidence.push(`the palette has the colours of ${preset.title}`);
  }
  if (mends) {
    evidence.push(`only so every value is one of the ${numClasses} classes or ignored`);
  }
  return proposal(preset, evidence, named || (inPath && (mends || painted)));
}

function proposal(preset: Preset, evidence: string[], certain: boolean): Proposed {
  return { options: { preset: preset.id }, title: preset.title, evidence, certain };
}

function pathEvidence(preset: Preset, path: string): string[] {
  const match = preset.fileName?.exec(path) ?? preset.path.exec(path);
  return match ? [`the path has "${match[0]}"`] : [];
}

/** Whether a palette picture paints at least a few classes, and all it has, in the colours of a dataset. */
function samePalette({ array: { palette }, values }: LabelSurvey, preset: Preset, spec: ClassSpec): boolean {
  let same = 0;
  for (const stored of values?.keys() ?? []) {
    const color = preset.colors[classOf(stored, spec) ?? -1];
    if (palette && color) {
      if (color.some((sample, k) => palette[3 * stored + k] !== sample)) {
        return false;
      }
      same++;
    }
  }
  return same >= TELLING_CLASSES;
}

/** Of datasets that read alike (Potsdam and Vaihingen) the one its path names, else the first. */
function withoutTwins(found: [Preset, Proposed][], path: string, byColour: boolean): Proposed[] {
  const alike = (a: Preset, b: Preset) =>
    a.colors === b.colors && a.names === b.names && (byColour || a.remap === b.remap);
  return found
    .filter(([preset]) => {
      const twins = found.map(([other]) => other).filter(other => alike(other, preset));
      return preset === (twins.find(twin => twin.path.test(path)) ?? twins[0]);
    })
    .map(([, proposed]) => proposed);
}
