/** The tab of the findings. */
export const findings = {
  show: 'Show',
  showHint: 'Show it in the picture and the tables',
  fix: (setting: string, value: string) => `Set ${setting} to ${value}`,
  docs: (code: string) => `What ${code} means`,
  numbers: 'Numbers',
  looking: 'Looking at the numbers',
  none: 'Nothing odd found in this pair.',
};
