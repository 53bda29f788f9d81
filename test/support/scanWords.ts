import type { ScanWords } from '../../src/extension/problems/scans/words.js';

/** Sentences about scans, short enough to compare. */
export const PLAIN_WORDS: ScanWords = {
  said: sentence => sentence,
  displayName: uri => uri.slice('file:///w/'.length),
  partner: (role, of) => `${role} of ${of}`,
  classIou: (classes, bound) => `IoU below ${bound}: ${classes.join(', ')}`,
  loss: (value, bound) => `loss ${value} above ${bound}`,
  lossShare: (share, bound, pairs) => `share ${share} of ${pairs} above ${bound}`,
  collapsed: (count, pairs, message) => `${count} of ${pairs}: ${message}`,
  noLabel: (count, dataset, example) => `${dataset}: ${count} without label, ${example}`,
  noPrediction: (count, dataset, example) => `${dataset}: ${count} without prediction, ${example}`,
  ambiguous: (count, dataset, example) => `${dataset}: ${count} ambiguous, ${example}`,
  incomplete: (model, missing, of, example) => `${model} lacks ${missing} of ${of}, ${example}`,
  example: 'example',
};
