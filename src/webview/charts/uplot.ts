import type uPlot from 'uplot';

type UPlot = typeof uPlot;

let loading: Promise<UPlot> | undefined;

/** The only file that loads uPlot, when the first chart is shown: it is a sixth of the panel's script. */
export function loadUPlot(): Promise<UPlot> {
  loading ??= load();
  return loading;
}

async function load(): Promise<UPlot> {
  repairLanguage();
  return (await import('uplot')).default;
}

/**
 * As it loads, uPlot makes a NumberFormat of the browser's language, and fails where Intl does not know it: a Chromium
 * started with LANG=C says "en-US@posix".
 */
function repairLanguage(): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
}
