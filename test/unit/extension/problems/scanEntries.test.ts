import assert from 'node:assert/strict';
import type { DigestedOutcome } from '../../../../src/core/dataset/digest.js';
import type { Finding } from '../../../../src/core/inspection/report.js';
import { datasetEntries, MOST_ENTRIES } from '../../../../src/extension/problems/scans/datasetEntries.js';
import { lossSums, pairEntries } from '../../../../src/extension/problems/scans/pairEntries.js';
import type { ScannedDataset, ScannedPair } from '../../../../src/extension/scan/types.js';
import { DEFAULT_DIAGNOSTICS, type DiagnosticsSettings } from '../../../../src/extension/settings/diagnostics.js';
import { digested, failed } from '../../../support/scansFixture.js';
import { PLAIN_WORDS } from '../../../support/scanWords.js';

const finding = (code: string, changes: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'warning',
  message: `${code} is so.`,
  hint: 'Do this.',
  role: 'label',
  ...changes,
});

function withFindings(...findings: Finding[]): DigestedOutcome {
  const outcome = digested();
  return 'ok' in outcome ? { ...outcome, ok: { ...outcome.ok, findings } } : outcome;
}

function pairOf(name: string, outcome: DigestedOutcome | null, model = ''): ScannedPair {
  const folder = model || 'predictions';
  return {
    key: `${model}\n${name}`,
    datasetId: 'd',
    model,
    name: `${folder}/${name}.npy`,
    prediction: `file:///w/${folder}/${name}.npy`,
    label: `file:///w/labels/${name}.png`,
    image: null,
    classesFile: 'file:///w/classes.json',
    outcome,
    fresh: outcome !== null,
    planned: { label: `labels/${name}.png` } as ScannedPair['planned'],
  };
}

function datasetOf(pairs: ScannedPair[], changes: Partial<ScannedDataset> = {}): ScannedDataset {
  return {
    id: 'd',
    name: 'd',
    folder: 'file:///w',
    workspace: 'file:///w',
    configured: false,
    models: [...new Set(pairs.map(pair => pair.model))],
    pairs,
    findings: [],
    unmatched: { predictions: [], labels: [], ambiguous: [] },
    ...changes,
  };
}

function entries(dataset: ScannedDataset, changes: Partial<DiagnosticsSettings> = {}) {
  const settings = { ...DEFAULT_DIAGNOSTICS, ...changes };
  const sums = lossSums(dataset.pairs);
  const said = dataset.pairs.flatMap(pair => pairEntries(pair, sums, settings, PLAIN_WORDS));
  return datasetEntries(dataset, said, { uri: dataset.folder }, settings, PLAIN_WORDS);
}

const many = (count: number, outcome: (k: number) => DigestedOutcome, model = '') =>
  Array.from({ length: count }, (_, k) => pairOf(String(k).padStart(4, '0'), outcome(k), model));

describe('entries of a scan in Problems', () => {
  it('are on the file they are about, with a link to the pair and the name of its partner', () => {
    const [broken, odd] = [pairOf('a', failed('npy-magic')), pairOf('b', withFindings(finding('void-as-class')))];
    const [first, second] = entries(datasetOf([broken, odd]));
    assert.deepEqual(
      [first.uri, first.code, first.severity, first.message],
      ['file:///w/predictions/a.npy', 'npy-magic', 'error', 'npy-magic it is. Do something.'],
    );
    assert.deepEqual(first.related, [{ uri: 'file:///w/labels/a.png', message: 'label of predictions/a.npy' }]);
    assert.deepEqual(first.pair, { prediction: 'file:///w/predictions/a.npy', label: 'file:///w/labels/a.png' });
    assert.deepEqual([second.uri, second.severity], ['file:///w/labels/b.png', 'warning']);
    assert.deepEqual(second.related, [{ uri: 'file:///w/predictions/b.npy', message: 'prediction of labels/b.png' }]);
  });

  it('are none of pairs that are clean or not evaluated yet', () => {
    assert.deepEqual(entries(datasetOf([pairOf('a', digested()), pairOf('b', null)])), []);
  });

  it('have the severity of the settings, or none', () => {
    const dataset = datasetOf([pairOf('a', withFindings(finding('x-y'), finding('z'), finding('constructor')))]);
    const set = entries(dataset, { severity: { 'x-y': 'error', z: 'off' } });
    assert.deepEqual(
      set.map(({ code, severity }) => [code, severity]),
      [
        ['x-y', 'error'],
        ['constructor', 'warning'],
      ],
    );
  });

  it('say which bounds a pair crosses', () => {
    const dataset = datasetOf([
      pairOf('a', digested({ iou: [0.9, 0.2], totals: { total: 3 }, lossSum: 90 })),
      pairOf('b', digested({ iou: [0.9, 0.8], totals: { total: 1 }, lossSum: 10 })),
      pairOf('c', digested({ iou: [0.9, 0.8], totals: { total: 'nan' }, lossSum: 0 })),
    ]);
    assert.deepEqual(
      entries(dataset, { classIouBelow: 0.5, lossAbove: 2, lossShareAbove: 0.5 })
        .map(({ uri, code, message }) => `${uri.slice(-5)} ${code}: ${message}`)
        .sort(),
      [
        'a.npy class-iou-low: IoU below 0.5: b 0.200',
        'a.npy loss-high: loss 3 above 2',
        'a.npy loss-share-high: share 0.9 of 3 above 0.5',
        'c.npy loss-high: loss NaN above 2',
      ],
    );
    assert.deepEqual(entries(dataset), []);
  });

  it('do not blame an absent class, a mask without loss, or the only pair', () => {
    const mask = digested({ totals: { total: null } });
    const absent = 'ok' in mask ? { ...mask, ok: { ...mask.ok, iou: [null, 0.9], lossSum: null } } : mask;
    const bounds = { classIouBelow: 0.5, lossAbove: 0, lossShareAbove: 0 };
    assert.deepEqual(entries(datasetOf([pairOf('a', absent), pairOf('b', absent)]), bounds), []);
    const alone = entries(datasetOf([pairOf('a', digested({ lossSum: 5 }))]), { lossShareAbove: 0.1 });
    assert.deepEqual(alone, []);
  });

  it('become one with a count where many share a cause', () => {
    const dataset = datasetOf(many(500, k => (k % 5 === 0 ? failed('npy-truncated') : digested())));
    const [entry, ...others] = entries(dataset);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [entry.uri, entry.code, entry.message.slice(0, 11)],
      ['file:///w', 'npy-truncated', '100 of 500:'],
    );
    assert.equal(entry.related?.length, 10);
  });

  it('stay on their one file where all are about it', () => {
    const about = withFindings(finding('classes-odd', { role: 'classes' }));
    const [entry, ...others] = entries(datasetOf(many(30, () => about)));
    assert.deepEqual([entry.uri, others], ['file:///w/classes.json', []]);
  });

  it('stay readable whatever is wrong', () => {
    const codes = Array.from({ length: 60 }, (_, k) => `code-${String.fromCharCode(97 + (k % 26))}${'x'.repeat(k)}`);
    const dataset = datasetOf(
      many(400, k => withFindings(...codes.filter((_, c) => (k + c) % 45 === 0).map(code => finding(code)))),
    );
    const shown = entries(dataset);
    assert.ok(shown.length <= MOST_ENTRIES, String(shown.length));
    assert.deepEqual(new Set(shown.map(({ code }) => code)), new Set(codes));
  });

  it('tell what is wrong with the dataset, once, on its folder or on the file it is about', () => {
    const shared = { severity: 'warning' as const, hint: 'Do this.', count: 2, examples: ['predictions/0001.npy'] };
    const pairs = many(3, () => withFindings(finding('void-as-class')));
    const dataset = datasetOf(pairs, {
      findings: [
        {
          model: '',
          findings: [
            { ...shared, code: 'class-never-predicted', message: 'No pole.', on: 'dataset' },
            { ...shared, code: 'split-overlap', message: 'Twice.', on: { path: 'labels/0002.png' } },
            { ...shared, code: 'void-as-class', message: '3 of 3 pairs', on: 'dataset' },
          ],
        },
      ],
    });
    const shown = entries(dataset);
    assert.deepEqual(
      shown.filter(({ code }) => code !== 'void-as-class').map(({ uri, code }) => [uri, code]),
      [
        ['file:///w', 'class-never-predicted'],
        ['file:///w/labels/0002.png', 'split-overlap'],
      ],
    );
    assert.equal(shown.filter(({ code }) => code === 'void-as-class').length, 3);
  });

  it('name files without a partner, and what a model lacks beside the others', () => {
    const pairs = [...many(4, () => digested(), 'a'), ...many(3, () => digested(), 'b')];
    const dataset = datasetOf(pairs, {
      unmatched: {
        predictions: ['file:///w/a/x.npy'],
        labels: ['file:///w/labels/y.png'],
        ambiguous: [{ prediction: 'file:///w/a/z.npy', labels: [] }],
      },
    });
    assert.deepEqual(
      entries(dataset).map(({ code, severity, message }) => `${severity} ${code}: ${message}`),
      [
        'warning label-not-found: d: 1 without label, a/x.npy',
        'warning label-ambiguous: d: 1 ambiguous, a/z.npy',
        'warning pairs-missing: b lacks 1 of 4, labels/0003.png',
        'info prediction-missing: d: 1 without prediction, labels/y.png',
      ],
    );
  });
});
