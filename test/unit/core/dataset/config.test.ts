import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../../src/cli/config.js';
import { withoutComments } from '../../../../src/cli/jsonWithComments.js';
import { parseScan } from '../../../../src/cli/scanOptions.js';
import type { DatasetReport } from '../../../../src/core/dataset/datasetReport.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { inspectJson } from '../../../support/cli.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';
import { scanOrMerge } from '../../../support/scanCommand.js';

describe('--config', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
    for (const name of ['truth', 'ours', 'theirs']) {
      mkdirSync(join(folder, name));
    }
    for (let n = 0; n < 3; n++) {
      const noise = (k: number) => Math.abs(Math.sin(n * 7 + k * 3.3));
      const label = Array.from({ length: 12 }, (_, k) => 1 + Math.floor(noise(k) * 2.999));
      writeFileSync(join(folder, 'truth', `gt-${n}.npy`), npyOf('|u1', [3, 4], label));
      for (const [model, shift] of [
        ['ours', 0.5],
        ['theirs', 0.9],
      ] as const) {
        const logits = Array.from({ length: 36 }, (_, k) => noise(k + shift) * 4);
        writeFileSync(join(folder, model, `out_${n}.npy`), npyOf('<f4', [3, 3, 4], logits));
      }
    }
    write('names.json', { classes: ['road', 'car', 'sky'].map((name, id) => ({ id, name })) });
  });
  after(() => rmSync(folder, { recursive: true }));

  const path = (name: string) => join(folder, name);
  function write(name: string, content: unknown): string {
    writeFileSync(path(name), typeof content === 'string' ? content : JSON.stringify(content));
    return path(name);
  }

  const DATASET = {
    name: 'cars',
    labels: 'truth/gt-{stem}.npy',
    predictions: { A: 'ours/out_{stem}.npy', B: 'theirs/out_{stem}.npy' },
    classes: 'names.json',
    remap: { 1: 0, 2: 1, 3: 2 },
  };

  async function scanned(...args: string[]): Promise<DatasetReport[]> {
    const { text } = await scanOrMerge('scan', [folder, '--json', ...args]);
    return (JSON.parse(text) as { reports: DatasetReport[] }).reports;
  }

  it('says which files are a dataset, what its classes are and what the losses are', async () => {
    const config = write('config.json', { datasets: [DATASET], loss: { gamma: 3, includeDice: false } });
    const reports = await scanned('--config', config);
    assert.deepEqual(
      reports.map(({ dataset, model, pairs, failed }) => [dataset, model, pairs, failed.length]),
      [
        ['cars', 'A', 3, 0],
        ['cars', 'B', 3, 0],
      ],
    );
    assert.deepEqual(
      reports[0].classes.map(row => row.name),
      ['road', 'car', 'sky'],
    );
    assert.equal(reports[0].pooled?.total, reports[0].pooled?.crossEntropy);
    const [usual] = await scanned('--config', write('plain.json', { datasets: [DATASET] }));
    assert.notEqual(usual.pooled?.focal, reports[0].pooled?.focal);
    assert.equal(usual.pooled?.crossEntropy, reports[0].pooled?.crossEntropy);
    const [flagged] = await scanned('--config', config, '--gamma', '2');
    assert.equal(flagged.pooled?.focal, usual.pooled?.focal, 'flags outdo the file');
  });

  it('may be a settings.json of VS Code, with comments and other settings', async () => {
    const settings = write(
      'settings.json',
      `{
        // The datasets of this workspace
        "editor.tabSize": 2, /* of no interest here */
        "segmentationLoss.loss.gamma": 3,
        "segmentationLoss.panel.gpuAcceleration": "off",
        "segmentationLoss.datasets": [${JSON.stringify(DATASET)},],
      }`,
    );
    const [found] = await scanned('--config', settings);
    assert.equal(found.dataset, 'cars');
    assert.equal(parseScan(['.', '--config', settings]).settings(undefined).loss.gamma, 3);
  });

  it('holds for inspect as well, where the current folder is the workspace', async () => {
    const elsewhere = { ...DATASET, labels: path(DATASET.labels), predictions: path('ours/out_{stem}.npy') };
    const config = write('inspect.json', { datasets: [{ ...elsewhere, classes: path('names.json') }] });
    const report = await inspectJson([path('ours/out_1.npy'), '--config', config]);
    assert.deepEqual(
      report.classes.map(row => row.name),
      ['road', 'car', 'sky'],
    );
    const [{ all }] = await scanned('--config', write('whole.json', { datasets: [DATASET] }));
    // The workers of this test have the kernel in TypeScript.
    const same = all.find(one => one.prediction === 'ours/out_1.npy')?.totals.total;
    assertNear(fromJsonNumber(same ?? null), fromJsonNumber(report.totals.total) as number, 1e-6, 'total');
  });

  it('is refused where something in it would be passed over', () => {
    const refused = (name: string, content: unknown, code: string) =>
      assert.throws(() => readConfig(write(name, content)), { code }, JSON.stringify(content));
    refused('a.json', { loss: { gama: 2 } }, 'config-unreadable');
    refused('b.json', '{"loss": ', 'config-unreadable');
    refused('c.json', [], 'config-unreadable');
    refused('d.json', { loss: { gamma: 'two' } }, 'setting-invalid');
    refused('e.json', { 'segmentationLoss.loss.gamma': -1 }, 'setting-invalid');
    assert.throws(() => readConfig(path('nowhere.json')), { code: 'config-unreadable' });
    assert.throws(() => readConfig(write('f.json', { datasets: [{ name: 'x' }] })).datasets('/w'), {
      code: 'setting-invalid',
    });
  });

  it('has its comments taken out, and nothing else', () => {
    const text = '{"a//b": "/* no */ \\" // no", /* yes\n */ "c": [1, 2, ], // yes\n "d": ",]", }';
    assert.deepEqual(JSON.parse(withoutComments(text)), { 'a//b': '/* no */ " // no', c: [1, 2], d: ',]' });
    assert.equal(withoutComments(text).length, text.length);
  });
});
