import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '../../src/core/inspection/report.js';
import { assertNear } from '../support/near.js';
import { npyOf } from '../support/npyFixture.js';
import { KERNEL_FOLDER, ROOT } from '../support/shared.js';

interface Block {
  kind: string;
  path: string;
  text: string;
}

/** The code blocks of a section that say in their first line which file they are, or change. */
function blocksOf(title: string): Block[] {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const section = text.split(/^## /m).find(one => one.startsWith(`${title}\n`));
  assert.ok(section, title);
  const found = section.matchAll(/^```(ts|diff)\n\/\/ (\S+)\n(.*?)^```$/gms);
  return [...found].map(([, kind, path, body]) => ({ kind, path, text: body }));
}

/** A diff without line numbers: each part, between lines of @@, has to fit exactly one place. */
function applied(diff: string, text: string): string {
  return diff.split(/^@@\n/m).reduce((now, part) => {
    const lines = part.trimEnd().split('\n');
    const side = (but: string) =>
      lines
        .filter(line => line[0] !== but)
        .map(line => `${line.slice(1)}\n`)
        .join('');
    const pieces = now.split(side('+'));
    assert.equal(pieces.length, 2, `fits ${pieces.length - 1} places:\n${part}`);
    return pieces.join(side('-'));
  }, text);
}

/** What a developer would have after following the sections: the sources of core and node, changed and built. */
function follow(folder: string, titles: readonly string[]): void {
  for (const path of ['src/core', 'src/node', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const { kind, path, text } of titles.flatMap(blocksOf)) {
    const file = join(folder, path);
    writeFileSync(file, kind === 'diff' ? applied(text, readFileSync(file, 'utf8')) : text);
  }
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-b', 'src/node'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout);
}

/** Run in the copy, in a process of its own: tfjs is there once a process. Writes the report as JSON. */
const INSPECT = `
const { inspect } = require('./out/src/core/inspection/inspect.js');
const { DEFAULT_LOSS } = require('./out/src/core/inspection/job.js');
const { openFile } = require('./out/src/node/openFile.js');
const { readKernels } = require('./out/src/node/kernels.js');
const [kernels, prediction, label] = process.argv.slice(-3);
const at = path => ({ name: path, path });
const job = { prediction: at(prediction), label: at(label), classes: {}, loss: DEFAULT_LOSS, kind: 'auto', layout: 'auto',
  perPixel: false, boundaryWidth: null, layers: false };
const host = { open: openFile, kernels: readKernels(kernels), progress() {}, signal: new AbortController().signal };
inspect(job, host).then(({ report }) => process.stdout.write(JSON.stringify(report)));
`;

describe('the worked examples of CONTRIBUTING.md', function () {
  this.timeout(180_000);
  let folder: string;
  const write = (name: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  };
  const inspect = (prediction: string, label: string): Report =>
    JSON.parse(
      execFileSync(process.execPath, ['-e', INSPECT, KERNEL_FOLDER, prediction, label], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  // Logits of two classes on 1 × 4 pixels; p of class 1 is 1/2, 3/4, 1/4, 1/4.
  const [half, third] = [0, Math.log(3)];
  const logits = npyOf('<f8', [2, 1, 4], [0, 0, 0, 0, half, third, -third, -third]);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'contributing-'));
    follow(folder, ['Add a loss', 'Add a format', 'Add a finding']);
    write('prediction.npy', logits);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('add a loss: the Jaccard loss is in the report', () => {
    write('label.npy', npyOf('|u1', [1, 4], [0, 1, 1, 0]));
    const { totals } = inspect('prediction.npy', 'label.npy') as Report & { totals: { jaccard: number } };
    // Class 1: I = 3/4 + 1/4, P = 7/4, Y = 2. Class 0: I = 1/2 + 3/4, P = 9/4, Y = 2. Smooth is 1e-5.
    const scores = [
      [5 / 4, 9 / 4],
      [1, 7 / 4],
    ].map(([i, p]) => (i + 1e-5) / (p + 2 - i + 1e-5));
    assertNear(totals.jaccard, 1 - (scores[0] + scores[1]) / 2, 1e-6, 'Jaccard');
  });

  it('add a format: a PGM label is the .npy label', () => {
    write('label.npy', npyOf('|u1', [1, 4], [0, 1, 1, 0]));
    write('label.pgm', 'P5\n# classes 0 and 1\n4 1\n255\n\0\x01\x01\0');
    const [one, two] = ['label.npy', 'label.pgm'].map(label => inspect('prediction.npy', label));
    assert.deepEqual(two.totals, one.totals);
    assert.deepEqual(two.confusion, one.confusion);
  });

  it('add a format: a PGM that announces more than it has is explained', () => {
    write('cut.pgm', 'P5 4000000 1000000 255\n\0');
    assert.throws(() => inspect('prediction.npy', 'cut.pgm'), /pgm-damaged/);
  });

  it('add a finding: it is said of a label that is mostly ignored, and of no other', () => {
    const codes = (values: number[]) => {
      write('label.npy', npyOf('|u1', [1, 4], values));
      return inspect('prediction.npy', 'label.npy').findings.map(({ code }) => code);
    };
    assert.ok(codes([1, 255, 255, 255]).includes('mostly-ignored'));
    assert.ok(!codes([0, 1, 255, 255]).includes('mostly-ignored'));
    assert.ok(!codes([255, 255, 255, 255]).includes('mostly-ignored'), 'another rule says that all of it is');
  });
});
