import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { reportOf } from '../../../../src/core/dataset/scanResult.js';
import { ToolInput } from '../../../../src/extension/agents/input.js';
import { inspectSummary, scanSummary } from '../../../../src/extension/agents/summaries.js';
import { workspacePath } from '../../../../src/extension/agents/workspacePath.js';
import { sectionIn } from '../../../../src/extension/findingDocs.js';
import { recordOf } from '../../../support/datasetFixture.js';
import { npyOf } from '../../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../../support/pairFixture.js';
import { ROOT } from '../../../support/shared.js';

describe('the input of tools', () => {
  it('is an object of texts that are known', () => {
    const input = new ToolInput({ prediction: 'a.npy', label: '' }, ['prediction', 'label']);
    assert.equal(input.required('prediction'), 'a.npy');
    assert.equal(input.text('label'), undefined);
    assert.throws(() => input.required('label'), /missing/);
    for (const bad of [null, [], 'a.npy', 3]) {
      assert.throws(() => new ToolInput(bad, ['prediction']), /no object/);
    }
    assert.throws(() => new ToolInput({ path: 'x' }, ['prediction']), /no input "path"/);
    assert.throws(() => new ToolInput({ prediction: 3 }, ['prediction']).text('prediction'), /a text/);
    assert.throws(() => new ToolInput({ prediction: 'x'.repeat(5000) }, ['prediction']).text('prediction'), /a text/);
  });
});

describe('paths that a model gives', () => {
  const folders = ['/ws/a', '/data'];
  const found = (given: string) => workspacePath(given, folders).map(({ folder, path }) => `${folder} ${path}`);

  it('are relative to each folder, or whole within one', () => {
    assert.deepEqual(found('x/y.npy'), ['0 /ws/a/x/y.npy', '1 /data/x/y.npy']);
    assert.deepEqual(found('./x//y.npy'), ['0 /ws/a/x/y.npy', '1 /data/x/y.npy']);
    assert.deepEqual(found('/data/x.npy'), ['1 /data/x.npy']);
    assert.deepEqual(found('/data'), ['1 /data']);
    assert.deepEqual(found('x\\y.npy'), ['0 /ws/a/x/y.npy', '1 /data/x/y.npy']);
    assert.deepEqual(workspacePath('C:\\d\\x.npy', ['/C:/d']), [{ folder: 0, path: '/C:/d/x.npy' }]);
    for (const outside of ['../x.npy', '/etc/passwd', '/database/x', '/ws/a/../../etc', '/ws/ab', 'a/../../b', 'x\0']) {
      assert.deepEqual(found(outside), [], outside);
    }
  });

  it('never leave the workspace (seeded)', () => {
    const part = fc.constantFrom('..', '.', '', 'a', '\\', '/', 'ws', '\\..', 'data');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), parts => {
        for (const { folder, path } of workspacePath(parts.join('/'), folders)) {
          const root = folders[folder]!;
          assert.ok(path === root || path.startsWith(`${root}/`), path);
          assert.ok(!path.split('/').includes('..'), path);
        }
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});

describe('what models are told', () => {
  it('of a pair: numbers with definitions, classes by their share of the loss', async () => {
    const { report } = await inspectBytes(
      logitsOf(60, 8, 8, (c, y, x) => Math.sin(c * 3.1 + y * 5.3 + x * 7.7) * 3),
      labelOf(8, 8, (y, x) => (y * 8 + x) % 60),
    );
    const summary = JSON.parse(JSON.stringify(inspectSummary(report)));
    assert.ok(Math.abs(summary.totals.total - (report.totals.total as number)) < 1e-5);
    assert.deepEqual(Object.keys(summary.definitions).sort(), [
      'crossEntropy',
      'dice',
      'fScore',
      'focal',
      'meanIoU',
      'pixelAccuracy',
      'total',
    ]);
    assert.deepEqual([summary.classes.length, summary.classesInAll], [40, 60]);
    const shares = summary.classes.map((row: { lossShare: number }) => row.lossShare);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => b - a),
    );
    assert.ok(JSON.stringify(summary).length < 16_000);
  });

  it('of a scan: never more than a few kilobytes a model, and nothing made up for masks', async () => {
    const made = await Promise.all(
      ['a', 'b'].flatMap(model =>
        Array.from({ length: 30 }, async (_, n) => {
          const mask = npyOf('|u1', [2, 3], [0, 1, 1, n % 2, 0, model === 'a' ? 0 : 1]);
          const record = await recordOf(`${model}/${n}`, mask, npyOf('|u1', [2, 3], [0, 1, 1, 0, 0, 1]), {
            classes: { numClasses: 2 },
          });
          return { ...record, model, label: `labels/${n}.npy` };
        }),
      ),
    );
    const report = reportOf({ version: 1, shard: null, unmatched: [], complete: true, records: made });
    const summary = JSON.parse(JSON.stringify(scanSummary(report)));
    assert.deepEqual(
      summary.datasets.map((one: { model: string; pairs: number; worstBy: string }) => [
        one.model,
        one.pairs,
        one.worstBy,
      ]),
      [
        ['a', 30, 'meanIoU'],
        ['b', 30, 'meanIoU'],
      ],
    );
    assert.equal(summary.datasets[0].overAllPixels.total, null);
    assert.equal(summary.datasets[0].worst.length, 8);
    assert.equal(summary.comparisons[0].images.better, 30);
    assert.ok(JSON.stringify(summary).length < 16_000);
  });
});

describe('explanations', () => {
  const markdown = readFileSync(join(ROOT, 'docs', 'findings.md'), 'utf8');

  it('are the section of a code, whole and nothing else', () => {
    const text = sectionIn(markdown, 'label-not-found');
    assert.ok(text?.startsWith('No label of') && !text.includes('#'));
    assert.equal(sectionIn(markdown, 'nothing-like-it'), undefined);
    assert.equal(sectionIn('### a\r\nx\r\n', 'a'), 'x');
    for (const [, code] of markdown.matchAll(/^### (.+)$/gm)) {
      assert.ok(sectionIn(markdown, code as string), code);
    }
  });

  it('may be asked for by every tool that the manifest names', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const source = readFileSync(join(ROOT, 'src', 'extension', 'agents', 'tools.ts'), 'utf8');
    for (const { name, inputSchema, modelDescription } of manifest.contributes.languageModelTools) {
      const inputs = new RegExp(`${name}: \\{\\s*inputs: \\[([^\\]]*)\\]`).exec(source)?.[1];
      assert.ok(inputs, name);
      assert.deepEqual(
        [...inputs.matchAll(/'(\w+)'/g)].map(([, input]) => input),
        Object.keys(inputSchema.properties),
      );
      assert.ok(modelDescription.length > 100);
    }
  });
});
