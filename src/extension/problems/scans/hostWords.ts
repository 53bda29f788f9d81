import { l10n } from 'vscode';
import { displayName } from '../../files/workspaceFiles.js';
import { said } from '../../said.js';
import type { ScanWords } from './words.js';

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const count = (value: number) => value.toLocaleString();

/** The sentences of entries about scans, in the language of VS Code. */
export const HOST_WORDS: ScanWords = {
  said,
  displayName,
  partner(role, of) {
    if (role === 'label') {
      return l10n.t('The label that {0} is judged by', of);
    }
    return l10n.t('The prediction that is judged by {0}', of);
  },
  classIou: (classes, bound) => l10n.t('IoU below {0}: {1}.', bound, classes.join(', ')),
  loss: (value, bound) => l10n.t('The total loss is {0}, above {1}.', value.toPrecision(4), bound),
  lossShare: (share, bound, pairs) =>
    l10n.t(
      '{0} of the loss of all {1} pairs comes from this one, more than {2}.',
      percent(share),
      count(pairs),
      percent(bound),
    ),
  collapsed: (some, pairs, message) =>
    l10n.t('{0} of {1} pairs, the first of them: {2}', count(some), count(pairs), message),
  noLabel: (some, dataset, example) =>
    l10n.t('{0}: predictions without a label: {1}, such as {2}.', dataset, count(some), example),
  noPrediction: (some, dataset, example) =>
    l10n.t('{0}: labels without a prediction: {1}, such as {2}.', dataset, count(some), example),
  ambiguous: (some, dataset, example) =>
    l10n.t(
      '{0}: predictions that several labels fit equally well: {1}, such as {2}; nothing is guessed.',
      dataset,
      count(some),
      example,
    ),
  incomplete: (model, missing, of, example) =>
    l10n.t(
      '{0} has no prediction for {1} of {2} labels that other models have, such as {3}.',
      model,
      count(missing),
      count(of),
      example,
    ),
  get example() {
    return l10n.t('One of them');
  },
};
