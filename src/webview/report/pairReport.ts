import type { CompareAnswer } from '../../core/analysis/compare.js';
import type { DialectsAnswer } from '../../core/analysis/dialects.js';
import type { Report } from '../../core/inspection/report.js';
import type { Ledger } from '../../core/ledger/ledger.js';
import type { PairNames } from '../../shared/protocol.js';
import { factsOf } from '../facts.js';
import { stem } from '../format.js';
import { strings } from '../strings.js';
import type { ShownFinding } from '../views/findings/findingList.js';
import { type Markup, paragraph, section, text } from './markup.js';
import { definitionList, numberTable } from './numbers.js';
import { type Legend, pictureSection } from './picture.js';
import { classSection, comparisonSection, dialectSection, findingSection, ledgerSection } from './sections.js';
import { STYLE } from './style.js';

/** Everything that a report of one pair shows. What is null or empty is left out. */
export interface PairReport {
  pair: PairNames;
  /** As shown, also under what was turned. */
  report: Report;
  /** What was turned, in sentences. */
  turned: readonly string[];
  /** The picture as the panel shows it. */
  picture: { png: string; width: number; height: number; legend: Legend } | null;
  ledger: Ledger | null;
  findings: readonly ShownFinding[];
  dialects: DialectsAnswer | null;
  comparison: { prediction: string; answer: CompareAnswer } | null;
  /** For people, in the language of the panel. */
  when: string;
  language: string;
}

/** The report as one file that opens anywhere: no script, no link, and nothing of the data can become markup. */
export function pairReportHtml(all: PairReport): string {
  const words = strings.pairReport;
  const { pair, report, turned, when, language } = all;
  const title = words.title(stem(pair.prediction));
  const files = [
    [words.prediction, pair.prediction],
    [words.label, pair.label],
    [words.image, pair.image],
  ].filter((entry): entry is [string, string] => entry[1] !== null);
  const parts: Markup[] = [
    section(
      words.numbers,
      numberTable(report),
      turned.length > 0 ? paragraph(words.turned) : null,
      ...turned.map(paragraph),
    ),
    pictureSection(all.picture),
    classSection(report),
    findingSection(all.findings),
    ledgerSection(all.ledger, report),
    comparisonSection(all.comparison, pair, report),
    dialectSection(all.dialects),
    section(words.definitions, definitionList(report)),
  ];
  return `<!DOCTYPE html>
<html lang="${text(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<dl class="files">${files.map(([name, path]) => `<div><dt>${text(name)}</dt><dd>${text(path)}</dd></div>`).join('')}</dl>
<p>${factsOf(report).map(text).join(' · ')}</p>
${parts.filter(Boolean).join('\n')}
<footer><p>${text(words.fullPrecision)}</p><p>${text(words.made(when))}</p></footer>
</main>
</body>
</html>
`;
}
