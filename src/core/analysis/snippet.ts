import type { Analysed } from './analysed.js';
import type { Answerer } from './asking.js';
import type { WhatIfSettings } from './settings.js';
import { script } from './snippet/script.js';
import { evaluateTotal } from './total/evaluate.js';

export interface SnippetParams {
  settings?: WhatIfSettings;
}

/** A Python script that loads the same files with the same mapping and asserts the total with PyTorch. */
export interface SnippetAnswer {
  code: string;
  /** What it leaves out, in plain sentences. */
  notes: string[];
}

/** The script that reproduces the displayed total. */
export const snippet: Answerer<'snippet'> = async (pair, { settings = {} }, { checkpoint }) => {
  pair.needProbabilities();
  const total = await evaluateTotal(pair, settings, checkpoint);
  return { code: script(pair, total), notes: notesOf(pair) };
};

/** What a reader of the script should know. */
function notesOf({ job, view, label }: Analysed): string[] {
  const notes: string[] = [];
  if (!job.prediction.path || !job.label.path) {
    notes.push('The files are not on this machine: put their paths where PREDICTION and LABEL are set.');
  }
  if (view.height !== label.height || view.width !== label.width) {
    notes.push('The logits are resized to the label as in the report: bilinear, align_corners=True.');
  }
  if (/\.(png|bmp|gif|tiff?)$/i.test(job.label.name)) {
    notes.push('The label is read with Pillow.');
  }
  return notes;
}
