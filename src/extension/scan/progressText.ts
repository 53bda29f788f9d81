import { l10n } from 'vscode';
import type { ScansProgress } from './types.js';

/** "1,204 of 5,000 pairs, 3 failed, 96 a second, 40 s left" */
export function progressText({ phase, done, of, failed, rate, secondsLeft }: ScansProgress): string {
  if (phase === 'finding') {
    return l10n.t('Looking for datasets…');
  }
  const number = (value: number) => value.toLocaleString();
  const parts = [l10n.t('{0} of {1} pairs', number(done), number(of))];
  if (failed > 0) {
    parts.push(l10n.t('{0} not evaluated', number(failed)));
  }
  if (phase === 'paused') {
    parts.push(l10n.t('paused'));
  } else if (rate !== null && secondsLeft !== null) {
    parts.push(l10n.t('{0} a second', rate < 10 ? rate.toFixed(1) : number(Math.round(rate))));
    parts.push(timeLeft(secondsLeft));
  }
  return parts.join(', ');
}

function timeLeft(seconds: number): string {
  if (seconds < 90) {
    return l10n.t('{0} s left', Math.ceil(seconds));
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) {
    return l10n.t('{0} min left', minutes);
  }
  return l10n.t('{0} h left', (minutes / 60).toFixed(1));
}
