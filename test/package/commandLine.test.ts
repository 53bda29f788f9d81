import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inspectJson } from '../support/cli.js';
import { ROOT } from '../support/shared.js';

const run = promisify(execFile);
const PREDICTION = 'predictions_a/crossing.npy';

/** npm and npx as a user calls them: from a folder where nothing is, and without what an outer npm says of itself. */
function called(command: 'npm' | 'npx', args: string[], cwd: string) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)/.test(name)),
  );
  return run(command, args, { cwd, env, maxBuffer: 1 << 26, shell: process.platform === 'win32' });
}

describe('the command line as a package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loss-inspector-cli-'));
  let tarball: string;
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(async () => {
    // What `npm pack` builds first is built already.
    const { stdout } = await called('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], ROOT);
    const [{ filename, files }] = JSON.parse(stdout);
    tarball = join(folder, filename);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    const own =
      /^(package\.json|README(\.zh-cn)?\.md|LICENSE|SECURITY\.md|docs\/[\w-]+\.md|dist\/THIRD_PARTY_NOTICES\.txt)$/;
    const bundles = ['dist/cli.js', 'dist/helper.js', 'dist/kernels.wasm', 'dist/worker.js'];
    assert.deepEqual(paths.filter(path => !own.test(path)).sort(), bundles);
  });

  it('works with npx in an empty folder, and gives the numbers of the source', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const street = join(folder, 'street');
    cpSync(join(ROOT, 'samples', 'street'), street, { recursive: true });
    const npx = ['--yes', '--prefer-offline', `--package=${tarball}`, 'seg-loss'];
    const { stdout } = await called('npx', [...npx, 'inspect', join(street, PREDICTION), '--json'], empty);
    const wanted = await inspectJson([join(street, PREDICTION)]);
    assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(wanted)));
    const scan = await called('npx', [...npx, 'scan', street, '--json'], empty);
    const { reports, complete } = JSON.parse(scan.stdout);
    assert.ok(complete && reports.length > 0, scan.stdout.slice(0, 400));
    assert.deepEqual(readdirSync(empty), [], 'nothing is left behind');
    assert.ok(existsSync(tarball));
  });
});
