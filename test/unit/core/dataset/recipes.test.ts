import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { npyOf } from '../../../support/npyFixture.js';
import { scanOrMerge } from '../../../support/scanCommand.js';
import { ROOT } from '../../../support/shared.js';

/** Runs in a process of its own, as the bundle does. */
const COMMAND = `#!${process.execPath}
const { scanOrMerge } = require(${JSON.stringify(join(ROOT, 'out', 'test', 'support', 'scanCommand.js'))});
const [command, ...args] = process.argv.slice(2);
scanOrMerge(command, args).then(
  ({ status, text }) => { process.stdout.write(text); process.exitCode = status; },
  error => { process.stderr.write(String(error.code)); process.exitCode = 2; },
);
`;

describe('the recipes of docs/large-datasets.md', () => {
  let folder: string;
  before(function () {
    if (process.platform === 'win32' || spawnSync('xargs', ['--version']).error) {
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'recipes-'));
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'seg-loss'), COMMAND);
    chmodSync(join(folder, 'bin', 'seg-loss'), 0o755);
    mkdirSync(join(folder, 'data', 'labels'), { recursive: true });
    mkdirSync(join(folder, 'data', 'predictions'));
    for (let n = 0; n < 11; n++) {
      const noise = (k: number) => Math.abs(Math.sin(n * 7 + k * 3.3));
      const label = Array.from({ length: 12 }, (_, k) => Math.floor(noise(k) * 2.999));
      const logits = Array.from({ length: 36 }, (_, k) => noise(k + 0.5) * 4);
      writeFileSync(join(folder, 'data', 'labels', `p${n}.npy`), npyOf('|u1', [3, 4], label));
      writeFileSync(join(folder, 'data', 'predictions', `p${n}.npy`), npyOf('<f4', [3, 3, 4], logits));
    }
    writeFileSync(join(folder, 'data', 'predictions', 'p9.npy'), 'no array');
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  /** The code block below a heading. */
  function recipe(heading: string): string {
    const text = readFileSync(join(ROOT, 'docs', 'large-datasets.md'), 'utf8');
    const found = new RegExp(`### ${heading}\\n[^]*?\`\`\`sh\\n([^]*?)\`\`\``).exec(text);
    assert.ok(found, heading);
    return found[1];
  }

  function sh(script: string) {
    const PATH = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`;
    return spawnSync('sh', ['-ec', script], { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8' });
  }

  it('give from four processes byte by byte what one scan gives', async () => {
    const { status, stderr } = sh(recipe('Processes on one machine'));
    assert.equal(status, 0, stderr);
    assert.equal(readdirSync(folder).filter(name => /^part-\d\.jsonl$/.test(name)).length, 4);
    const whole = await scanOrMerge('scan', [join(folder, 'data'), '--json']);
    assert.equal(readFileSync(join(folder, 'report.json'), 'utf8'), whole.text);
    assert.equal((JSON.parse(whole.text) as { reports: { all: unknown[] }[] }).reports[0].all.length, 10);
  });

  it('notice a part that is missing, and one that was stopped', async () => {
    const part = (n: number) => join(folder, `part-${n}.jsonl`);
    await assert.rejects(scanOrMerge('merge', [part(1), part(2), part(4)]), {
      code: 'parts-missing',
      message: 'These parts are not all of the scan: 3/4 not given.',
    });
    const lines = readFileSync(part(3), 'utf8').trimEnd().split('\n');
    writeFileSync(part(3), `${lines.slice(0, -1).join('\n')}\n`);
    await assert.rejects(scanOrMerge('merge', [1, 2, 3, 4].map(part)), { code: 'parts-missing' });
    assert.equal((await scanOrMerge('merge', [...[1, 2, 4].map(part), '--partial'])).status, 0);
    // Started again it goes on where it was, as the text says.
    await scanOrMerge('scan', [join(folder, 'data'), '--shard', '3/4', '--jsonl', part(3)]);
    const { text } = await scanOrMerge('merge', [...[4, 3, 2, 1].map(part), '--json']);
    assert.equal(text, readFileSync(join(folder, 'report.json'), 'utf8'));
  });
});
