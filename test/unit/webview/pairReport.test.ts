import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Report } from '../../../src/core/inspection/report.js';
import { type PairReport, pairReportHtml } from '../../../src/webview/report/pairReport.js';
import { analyse, ask, jobOf } from '../../support/analysedFixture.js';
import { inspectJson } from '../../support/cli.js';
import { ROOT } from '../../support/shared.js';
import { report } from './snapshots.js';

const street = (...path: string[]) => join(ROOT, 'samples', 'street', ...path);

const made = (change: Partial<PairReport> = {}): PairReport => ({
  pair: { prediction: 'a/p.npy', label: 'a/l.png', image: null },
  report: report(),
  turned: [],
  picture: null,
  ledger: null,
  findings: [],
  dialects: null,
  comparison: null,
  when: 'today',
  language: 'en',
  ...change,
});

/** The numbers of a page, in full precision, in their order. */
const numbersIn = (html: string) => [...html.matchAll(/<data value="([^"]*)"/g)].map(found => found[1]);
const sectionOf = (html: string, title: string) => {
  const from = html.indexOf(`<h2>${title}</h2>`);
  assert.ok(from > 0, title);
  return html.slice(from, html.indexOf('</section>', from));
};

describe('the report of one pair as a file', () => {
  it('lets nothing of the data become markup', () => {
    const nasty = '</td><script>alert(1)</script><img src=x onerror="y">\'&';
    const evil = report();
    evil.classes[0]!.name = nasty;
    const html = pairReportHtml(
      made({
        pair: { prediction: `p/${nasty}.npy`, label: nasty, image: nasty },
        report: evil,
        turned: [nasty],
        findings: [{ code: nasty, severity: 'warning', message: nasty, hint: nasty, role: 'label' }],
        picture: {
          png: `"${nasty}`,
          width: 2,
          height: 1,
          legend: { title: nasty, kinds: [{ name: nasty, color: [1, 2, 3] }], scale: { colors: [], text: nasty } },
        },
        dialects: {
          base: { key: nasty, library: nasty, losses: [nasty], value: 1, raised: null, differs: [] },
          rows: [
            {
              key: 'k',
              library: 'l',
              losses: ['x'],
              value: null,
              raised: { error: nasty, message: nasty },
              differs: null,
            },
          ],
          of: 1,
        },
        when: nasty,
        language: `"><script>`,
      }),
    );
    assert.ok(!/<script|<img src=x|onerror="/i.test(html));
    assert.equal(html.match(/<img /g)?.length, 1);
    assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  });

  it('needs nothing else: no script, no link, no address', () => {
    const html = pairReportHtml(made());
    assert.ok(html.includes("default-src 'none'"));
    assert.ok(!/<(script|link|iframe|a|form)\b/.test(html));
    assert.ok(!/(src|href)="(?!data:)/.test(html));
    assert.ok(!/https?:/.test(html));
  });

  it('says NaN and absent as such', () => {
    const odd = report();
    odd.totals.crossEntropy = 'nan';
    const html = pairReportHtml(made({ report: odd }));
    assert.match(sectionOf(html, 'Numbers'), /<data value="nan" title="nan">NaN<\/data>/);
    assert.match(sectionOf(html, 'Classes'), /absent/);
  });

  it('has the numbers of the command line, digit by digit', async () => {
    const ref = (name: string) => ({ name: street(name), path: street(name) });
    const [prediction, label] = [ref('predictions_a/crossing.npy'), ref('labels/crossing.png')];
    const options = { classesFile: ref('classes.json') };
    const pair = await analyse(jobOf(prediction, label, options));
    const other = await analyse(jobOf(ref('predictions_b/crossing.npy'), label, options));
    const wanted: Report = await inspectJson([
      prediction.path,
      ...['--label', label.path, '--classes', street('classes.json'), '--boundary-width', '3'],
    ]);
    const { ledger } = await ask(pair, 'ledger', { boundaryWidth: 3 });
    const answer = await ask(pair, 'compare', {}, { other: async () => other });
    const html = pairReportHtml(
      made({
        report: pair.report,
        ledger,
        comparison: { prediction: 'b.npy', answer },
        findings: pair.report.findings,
      }),
    );
    const totals = wanted.totals;
    const order = [
      'total',
      'crossEntropy',
      'focal',
      'dice',
      'fScore',
      'meanIoU',
      'meanIoUOrigin',
      'pixelAccuracy',
    ] as const;
    assert.deepEqual(
      numbersIn(sectionOf(html, 'Numbers')),
      order.map(name => String(totals[name])),
    );
    const classes = numbersIn(sectionOf(html, 'Classes'));
    for (const row of wanted.classes.filter(one => !one.absent)) {
      for (const value of [row.pixels, row.crossEntropy, row.focal, row.dice, row.fScore, row.iou, row.recall]) {
        assert.ok(classes.includes(String(value)), `${row.name}: ${value}`);
      }
    }
    const pieces = numbersIn(sectionOf(html, 'Where the total comes from'));
    for (const { value } of (wanted.ledger?.byError ?? []).filter(one => one.value !== 0)) {
      assert.ok(
        pieces.some(one => Math.abs(Number(one) - value) <= 1e-9),
        `ledger ${value}`,
      );
    }
    const compared = numbersIn(sectionOf(html, 'Compared with another prediction'));
    assert.ok(compared.includes(String(other.report.totals.total)));
    for (const { code } of pair.report.findings) {
      assert.ok(html.includes(`<code>${code}</code>`), code);
    }
  }).timeout(60_000);
});
