import type { ClassRow, Totals } from '../inspection/report.js';
import { type DatasetReport, worstFirst } from './datasetReport.js';
import { checkpoints, histogram } from './html/charts.js';
import { comparison } from './html/comparison.js';
import { count, share, show, table, text } from './html/markup.js';
import type { ScanReport } from './scanResult.js';
import { TERM_TITLES, TERMS, type Term } from './terms.js';

/** Pairs listed; the whole list is in the JSON and CSV. */
const LISTED = 50;

/** The report as one file that needs nothing else: no script, no link to anywhere. */
export function htmlReport({ reports, comparisons, checkpoints: series, unmatched }: ScanReport): string {
  const missing = unmatched.filter(one => one.predictions.length + one.labels.length + one.ambiguous.length > 0);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Segmentation loss report</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Segmentation loss report</h1>
${reports.map(datasetSection).join('\n')}
${section(
  'Models compared',
  comparisons.map((one, k) => comparison(one, k === 0)),
)}
${section('Along the training', series.map(checkpoints))}
${missing.map(one => `<p>${text(one.dataset)}: ${one.predictions.length} predictions without a label, ${one.labels.length} labels without a prediction, ${one.ambiguous.length} that fit several labels.</p>`).join('\n')}
</body>
</html>
`;
}

function section(title: string, parts: readonly string[]): string {
  return parts.length > 0 ? `<section><h2>${title}</h2>${parts.join('\n')}</section>` : '';
}

function datasetSection(report: DatasetReport): string {
  const { dataset, model, pairs, failed, pooled, findings, conventions, classes, confusion, perPair } = report;
  const title = model ? `${dataset}, ${model}` : dataset;
  const parts = [`<h2>${text(title)}</h2>`, `<p>${count(pairs)} pairs, ${count(failed.length)} not evaluated.</p>`];
  if (pooled) {
    parts.push(
      table(
        ['', 'All pixels as one', 'Mean of pairs', 'Smallest', 'Median', 'Largest'],
        TERMS.map(term => [TERM_TITLES[term], show(pooled[term as keyof Totals]), ...spread(perPair[term])]),
      ),
      '<h3>Findings</h3>',
      findings.length === 0
        ? '<p>None.</p>'
        : `<ul>${findings.map(one => `<li><b>${one.severity}</b> <code>${text(one.code)}</code> ${text(one.message)} ${text(one.hint)}</li>`).join('')}</ul>`,
      '<h3>Distribution</h3>',
      histogram(report, pooled.total === null ? 'meanIoU' : 'total'),
      '<h3>Classes</h3>',
      classTable(classes),
      '<h3>Confusion</h3>',
      confusionTable(classes, confusion),
      '<h3>What other libraries would print</h3>',
      table(
        ['Convention', 'Value', 'Definition'],
        conventions.map(one => [one.title, show(one.value), one.definition]),
      ),
      '<h3>Worst pairs</h3>',
      worst(report, pooled.total === null ? 'meanIoU' : 'total'),
    );
  }
  if (failed.length > 0) {
    parts.push(
      '<h3>Not evaluated</h3>',
      table(
        ['Prediction', 'Code', 'Why'],
        failed.slice(0, LISTED).map(one => [one.prediction, one.code, `${one.message} ${one.hint}`]),
      ),
    );
  }
  return `<section>${parts.join('\n')}</section>`;
}

function spread({ mean, quantiles }: DatasetReport['perPair'][Term]): string[] {
  return [show(mean), show(quantiles?.[0] ?? null), show(quantiles?.[2] ?? null), show(quantiles?.[4] ?? null)];
}

function classTable(classes: readonly ClassRow[]): string {
  const rows = classes.map(row => [
    row.name,
    row.absent ? 'absent' : count(row.pixels),
    share(row.pixelShare),
    share(row.crossEntropyShare),
    show(row.crossEntropy),
    show(row.dice),
    show(row.iou),
    show(row.precision),
    show(row.recall),
  ]);
  return table(['Class', 'Pixels', 'Share', 'Loss share', 'CE', 'Dice', 'IoU', 'Precision', 'Recall'], rows);
}

/** Rows label, columns prediction, as shares of the row; larger shares are darker. */
function confusionTable(classes: readonly ClassRow[], confusion: readonly number[][]): string {
  const head = `<tr><th></th>${classes.map(row => `<th class="turned"><span>${text(row.name)}</span></th>`).join('')}</tr>`;
  const rows = confusion.map((row, k) => {
    const all = row.reduce((sum, pixels) => sum + pixels, 0);
    const cells = row.map(pixels => {
      const part = all > 0 ? pixels / all : 0;
      const level = Math.round(part * 10);
      return `<td class="heat${level}" title="${count(pixels)} pixels">${part >= 0.005 ? Math.round(part * 100) : ''}</td>`;
    });
    return `<tr><th>${text(classes[k].name)}</th>${cells.join('')}</tr>`;
  });
  return `<table class="confusion">${head}${rows.join('')}</table><p>Percent of each label's pixels, by prediction.</p>`;
}

function worst({ all }: DatasetReport, term: Term): string {
  const rows = worstFirst(all, term)
    .slice(0, LISTED)
    .map(pair => [pair.prediction, ...TERMS.map(one => show(pair.totals[one]))]);
  return table(['Prediction', ...TERMS.map(one => TERM_TITLES[one])], rows);
}

const HEAT = Array.from({ length: 11 }, (_, k) => {
  const ink = k > 5 ? '#fff' : 'inherit';
  return `.heat${k}{background:rgba(31,92,153,${(k / 10).toFixed(1)});color:${ink}}`;
}).join('');

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:32px auto;max-width:1100px;padding:0 16px;color:#1f2328;background:#fff}
h1{font-size:22px}h2{font-size:18px;margin-top:40px}h3{font-size:14px;margin-top:24px}summary{cursor:pointer;font-weight:600;margin-top:24px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:4px 10px;text-align:left;vertical-align:top;border-bottom:1px solid #d8dee4}
.n{text-align:right}th{font-weight:600}.confusion td{min-width:24px;padding:2px 4px;text-align:center;border:0}
.turned{height:110px;vertical-align:bottom;padding:2px}.turned span{writing-mode:vertical-rl;transform:rotate(180deg)}
.wide{overflow-x:auto}.small{display:flex;flex-wrap:wrap;gap:16px}figure{margin:0}figcaption{font-size:12px;max-width:200px}
rect,circle{fill:#1f5c99}path{fill:none;stroke:#1f5c99;stroke-width:1.5}${HEAT}`;
