import type { ClassRow, ReportNumber } from '../inspection/report.js';
import type { DatasetReport } from './datasetReport.js';
import { grouped } from './grouped.js';
import { TERMS, type Term } from './terms.js';

/** Models that are stages of one training: "epoch_10", "epoch_20", … */
export interface CheckpointSeries {
  dataset: string;
  /** The models' common name, with # in the place of the number: "epoch_#". */
  name: string;
  points: { model: string; number: number; pairs: number }[];
  /** Per term its value over all pixels at each point; null where there is none. */
  terms: Record<Term, (ReportNumber | null)[]>;
  /** Per class; null where the class is absent, or another one has its place in the list. */
  classes: (Pick<ClassRow, 'id' | 'name' | 'color'> & {
    iou: (ReportNumber | null)[];
    dice: (ReportNumber | null)[];
    crossEntropy: (ReportNumber | null)[];
  })[];
}

/** Words that a number after them makes a checkpoint: two are enough. Of other names three in a row are. */
const STAGE = /(^|[^a-z])(epochs?|ep|e|iter(ation)?s?|it|steps?|global_?step|ckpt|checkpoint)[ _=.-]*$/i;

/** The series among the models of each dataset, in the order of their names. */
export function checkpointSeries(reports: readonly DatasetReport[]): CheckpointSeries[] {
  return [...grouped(reports, report => report.dataset)].flatMap(([dataset, own]) =>
    seriesOf(own.map(one => one.model)).map(({ name, models }) => curves(dataset, name, models, own)),
  );
}

interface Stage {
  model: string;
  number: number;
}

/**
 * Names that are equal but for one number. Where a name may belong to several series ("fold_0/epoch_10"), the one whose
 * number follows a word such as epoch has it, else the longest.
 */
export function seriesOf(models: readonly string[]): { name: string; models: Stage[] }[] {
  const groups = new Map<string, Map<number, string>>();
  for (const model of models) {
    for (const { index, 0: digits } of model.matchAll(/\d+/g)) {
      const name = `${model.slice(0, index)}#${model.slice(index + digits.length)}`;
      const group = groups.get(name) ?? new Map<number, string>();
      // The same number written in two ways is no stage of its own.
      group.set(Number(digits), group.get(Number(digits)) ?? model);
      groups.set(name, group);
    }
  }
  const isStage = (name: string) => STAGE.test(name.slice(0, name.indexOf('#')));
  const candidates = [...groups]
    .filter(([name, group]) => group.size >= (isStage(name) ? 2 : 3))
    .sort(([a, one], [b, two]) => Number(isStage(b)) - Number(isStage(a)) || two.size - one.size || (a < b ? -1 : 1));
  const taken = new Set<string>();
  const found: { name: string; models: Stage[] }[] = [];
  for (const [name, group] of candidates) {
    const free = [...group].filter(([, model]) => !taken.has(model));
    if (free.length >= 2) {
      const stages = free.map(([number, model]) => ({ number, model })).sort((a, b) => a.number - b.number);
      found.push({ name, models: stages });
      for (const [, model] of free) {
        taken.add(model);
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function curves(
  dataset: string,
  name: string,
  models: readonly Stage[],
  reports: readonly DatasetReport[],
): CheckpointSeries {
  const at = models.map(({ model }) => reports.find(one => one.model === model) as DatasetReport);
  const listed = at.find(one => one.classes.length > 0)?.classes ?? [];
  const along = (id: number, key: 'iou' | 'dice' | 'crossEntropy') =>
    at.map(({ classes }) => {
      const row = classes[id];
      return row?.name === listed[id].name && !row.absent ? row[key] : null;
    });
  return {
    dataset,
    name,
    points: models.map(({ model, number }, k) => ({ model, number, pairs: at[k].all.length })),
    terms: Object.fromEntries(TERMS.map(term => [term, at.map(({ pooled }) => pooled?.[term] ?? null)])) as Record<
      Term,
      (ReportNumber | null)[]
    >,
    classes: listed.map(({ id, name, color }) => ({
      id,
      name,
      color,
      iou: along(id, 'iou'),
      dice: along(id, 'dice'),
      crossEntropy: along(id, 'crossEntropy'),
    })),
  };
}
