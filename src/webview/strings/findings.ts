import { evidence } from './evidence.js';

/** The tab of the findings. */
export const findings = {
  show: 'Show',
  showHint: 'Show it in the picture and the tables',
  fix: (setting: string, value: string) => `Set ${setting} to ${value}`,
  docs: (code: string) => `What ${code} means`,
  numbers: 'Numbers',
  evidence,
  looking: 'Looking at the numbers',
  offer: {
    question: (title: string) => `Read the label so: ${title}?`,
    taken: (title: string) => `The label is read so: ${title}.`,
    evidence: (sentences: readonly string[]) =>
      sentences.map(one => `${one[0]?.toUpperCase()}${one.slice(1)}.`).join(' '),
    apply: 'Read it so',
    keep: 'Keep it so',
    otherwise: 'Read stored values as ids',
    sets: (settings: readonly [name: string, value: string][]) =>
      `Sets ${settings.map(([name, value]) => `${name} to ${value}`).join(' and ')} in the settings of this folder`,
    decline: 'No',
    declineHint: 'Is not offered again for the labels of this folder',
    hide: 'Hide',
    hideHint: 'It stays so and is not asked again for the labels of this folder',
  },
  none: 'Nothing odd found in this pair.',
};
