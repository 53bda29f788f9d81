import { InspectionError } from '../errors.js';
import type { ClassOptions } from '../inspection/job.js';
import type { Steps } from '../inspection/steps.js';
import { type ClassSpec, ignoreText, makeClassSpec, type NamedClassList } from './classSpec.js';
import { classOf } from './codes.js';
import { colourKey, unmatchedPixels } from './colourCode.js';
import { encodingOf } from './encodings/registry.js';
import type { EncodingId, PresetId } from './ids.js';
import { type LabelProposal, proposalsFor } from './inference/propose.js';
import { labelMapOf, type StoredLabel } from './labelMap.js';
import type { Rgb } from './palette.js';
import { presetOf } from './presets/registry.js';
import type { LabelSurvey } from './survey.js';

/** How a label was read, for the report. */
export interface LabelReadingReport {
  encoding: EncodingId;
  /** The dataset whose classes and values were taken, asked for or found; null: none. */
  preset: PresetId | null;
  /** Values that are not counted, after remap and zero reduction. */
  ignoreValues: number[];
  /** Plain sentences: what the label holds and what was made of it. */
  evidence: string[];
  /** The reading that nobody asked for, taken since the content leaves no doubt, for the user to confirm once. */
  taken: LabelProposal | null;
}

/** What a label is read with. */
export interface LabelContext {
  options: ClassOptions;
  /** The class list found beside the data. */
  file?: NamedClassList;
  numClasses: number;
  /** Path of the label, as far as known. */
  path: string;
}

export interface ReadLabel {
  label: StoredLabel;
  spec: ClassSpec;
  reading: LabelReadingReport;
  /** Other readings that fit, for the user to confirm. */
  proposals: LabelProposal[];
}

/**
 * Reads a surveyed label: as asked, else as its content says where only one reading fits (see inference/), else by
 * index. Throws label-encoding and what the encodings throw; the error has the proposals that would mend it.
 */
export function* readLabel(survey: LabelSurvey, context: LabelContext): Steps<ReadLabel> {
  const { options, file, numClasses } = context;
  const stated = makeClassSpec(options, file);
  const { applied, proposals } = proposalsFor(survey, { spec: stated, options, numClasses, path: context.path });
  const { preset, ...settings } = applied?.options ?? {};
  const spec = applied ? makeClassSpec({ ...options, ...settings }, file, preset && presetOf(preset)) : stated;
  try {
    const encoding = encodingOf(spec.encoding ?? ownEncoding(survey, spec, numClasses));
    const unfit = encoding.unfit(survey);
    if (unfit) {
      throw new InspectionError(
        'label-encoding',
        `${survey.name} ${unfit}; it cannot be read as "${encoding.id}" (${encoding.title}).`,
        'Set another label encoding (segmentationLoss.label.encoding, --encoding), or leave it to the content (auto).',
      );
    }
    const { evidence, ...table } = encoding.read(survey, spec, numClasses);
    const label = yield* labelMapOf(survey, table);
    const reading = {
      encoding: encoding.id,
      preset: spec.preset,
      ignoreValues: [...spec.ignoreValues],
      evidence: [
        ...evidence,
        ...ignoredInWords(spec, encoding.id),
        ...(applied?.evidence.length ? [`taken for ${applied.title}: ${applied.evidence.join(', ')}`] : []),
      ],
      taken: applied && takenAs(applied, survey, evidence),
    };
    return { label, spec: withPaletteColours(spec, survey, numClasses), reading, proposals };
  } catch (error) {
    throw InspectionError.is(error) && proposals.length > 0 ? withProposals(error, proposals) : error;
  }
}

/** What was taken, with the evidence of the encoding where it is all there is, and the way back. */
function takenAs(applied: LabelProposal, { array }: LabelSurvey, evidence: string[]): LabelProposal {
  const value = array.palette ? 'palette' : 'index';
  return {
    ...applied,
    evidence: applied.evidence.length > 0 ? applied.evidence : evidence,
    taken: true,
    ...(!array.colour && { otherwise: { setting: 'segmentationLoss.label.encoding', value } }),
  };
}

/** What the array itself says: colours by class colour, or as ids where they are grey and no class's. */
export function ownEncoding(survey: LabelSurvey, spec: ClassSpec, numClasses: number): EncodingId {
  if (!survey.array.colour) {
    return survey.array.palette ? 'palette' : 'index';
  }
  return survey.values && unmatchedPixels(survey, colourKey(spec, numClasses)) > 0 ? 'grey' : 'rgb';
}

function ignoredInWords(spec: ClassSpec, encoding: EncodingId): string[] {
  const name = spec.ignoreName ? ` (${spec.ignoreName})` : '';
  const verb = spec.ignoreValues.length === 1 ? 'is' : 'are';
  return encoding === 'rgb' || encoding === 'binary255' ? [] : [`${ignoreText(spec)}${name} ${verb} ignored`];
}

/** The colours of a palette picture are its classes' where no others are known. */
function withPaletteColours(spec: ClassSpec, { array: { palette } }: LabelSurvey, numClasses: number): ClassSpec {
  if (spec.colors.length > 0 || !palette || isGreyRamp(palette)) {
    return spec;
  }
  const colors: (Rgb | undefined)[] = [];
  for (let stored = 0; 3 * stored + 2 < palette.length; stored++) {
    const id = classOf(stored, spec);
    if (id !== null && id >= 0 && id < numClasses && !colors[id]) {
      colors[id] = [palette[3 * stored], palette[3 * stored + 1], palette[3 * stored + 2]];
    }
  }
  return { ...spec, colors };
}

/** Some writers store (k, k, k) for index k: no colours anyone can tell apart. */
function isGreyRamp(palette: Uint8Array): boolean {
  return palette.every((sample, k) => sample === palette[k - (k % 3)]);
}

function withProposals(error: InspectionError, proposals: LabelProposal[]): InspectionError {
  const presets = proposals.map(({ options }) => options.preset).filter(id => id !== undefined);
  const hint = presets.length > 0 ? `If it is ${presets.join(' or ')}, say so (--preset). ${error.hint}` : error.hint;
  return new InspectionError(error.code, error.message, hint, { cause: error.cause, proposals });
}
