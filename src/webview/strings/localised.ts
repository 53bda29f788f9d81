import type { Words } from '../arrayEditor/words.js';
import type { Strings } from '../strings.js';
import type { DatasetReportWords } from './datasetReport.js';

/** What is shown in one language other than English: a string for each of the English ones. */
export interface Catalogue {
  panel: Strings;
  arrayEditor: Words;
  datasetReport: DatasetReportWords;
  /** Translates what worker and host say: findings, failures, reasons. */
  said: (sentence: string) => string;
}

/** Where the script of a language, loaded before ours, leaves its strings. */
const page = globalThis as { segmentationLossStrings?: Catalogue };

/** Called by the script of a language, `strings/zh-cn/main.ts`. */
export function speak(catalogue: Catalogue): void {
  page.segmentationLossStrings = catalogue;
}

/** The strings of one part in the language of the page, English where no other was loaded. */
export function localised<Part extends Exclude<keyof Catalogue, 'said'>>(
  part: Part,
  english: Catalogue[Part],
): Catalogue[Part] {
  return page.segmentationLossStrings?.[part] ?? english;
}

/** A sentence that worker or host made, in the language of the page. */
export function said(sentence: string): string {
  return page.segmentationLossStrings?.said(sentence) ?? sentence;
}
