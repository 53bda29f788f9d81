// The suites of `npm test`. Each prints as it goes and returns { passed, failed, skipped }.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../lib/run.mjs';
import { currentPlatform } from '../package/platforms.mjs';
import { installWorkbench } from '../workbench/install.mjs';
import { runInExtensionHost } from './extensionHost.mjs';

const bin = (...parts) => join(root, 'node_modules', ...parts);
const resultsOf = name => join(root, 'test-results', `${name}.json`);

/** Lint and format; counts only when it fails. */
export async function lint() {
  await run(process.execPath, [bin('@biomejs/biome/bin/biome'), 'check', '.'], { name: 'biome check', seconds: 300 });
}

/** Plain mocha on the core, the command line and everything else that needs no VS Code. */
export function unit() {
  return counted('unit', 1200, (env, seconds) => mocha(['out/test/unit/**/*.test.js'], 60_000, env, seconds));
}

/**
 * Makes this platform's package, and looks at what is in it and at what the command line does where there is nothing
 * else. `npm run package` makes and checks the other platforms' packages.
 */
export function packages() {
  return counted('packages', 600, async (env, seconds) => {
    await packageUnderTest();
    const made = { LOSS_INSPECTOR_PACKAGES: currentPlatform() ?? '' };
    await mocha(['out/test/package/**/*.test.js'], 180_000, { ...env, ...made }, seconds);
  });
}

/** Mocha inside the real extension host. */
export function integration() {
  return counted('integration', 1200, async (env, seconds) =>
    runInExtensionHost(env, seconds, await packageUnderTest()),
  );
}

/**
 * Playwright on the real workbench, driven by plain mocha. A failed test runs once more: a browser and a server on a
 * busy machine lose a click now and then. What fails twice has failed.
 */
export async function e2e() {
  await installWorkbench();
  return counted('e2e', 2400, async (env, seconds) => {
    const vsix = await packageUnderTest();
    const more = vsix ? { LOSS_INSPECTOR_VSIX: vsix } : {};
    await mocha(['out/test/e2e/**/*.test.js'], 180_000, { ...env, ...more }, seconds, '--exit', '--retries', '1');
  });
}

let made = null;

/** Packages what the build made, once in this process; null where no package is made for this platform. */
async function packageUnderTest() {
  const platform = currentPlatform();
  if (platform === null) {
    console.log('No package is made for this platform: what the build made is tested in its place.');
    return null;
  }
  // What it needs may only just have been installed.
  const { writeVsix } = await import('../package/vsix.mjs');
  made ??= (await writeVsix(platform)).file;
  return made;
}

/** Mocha as a program of its own, on compiled tests; `env` is the whole environment. */
export function mocha(spec, timeout, env, seconds, ...more) {
  const args = ['--no-config', '--no-package', '--timeout', String(timeout), ...more];
  const reporter = ['--reporter', join(root, 'out/test/support/countingReporter.js')];
  const command = ['--enable-source-maps', bin('mocha/bin/mocha.js'), ...args, ...reporter, ...spec];
  return run(process.execPath, command, { name: 'mocha', seconds, env });
}

/**
 * Runs a suite whose reporter writes its counts to the file named by LOSS_INSPECTOR_RESULTS. A suite that writes
 * none, counts nothing, or ends badly without a failed test (a crash, a time limit) has failed.
 */
async function counted(name, seconds, work) {
  const file = resultsOf(name);
  await rm(file, { force: true });
  let problem = null;
  try {
    await work({ ...process.env, LOSS_INSPECTOR_RESULTS: file }, seconds);
  } catch (error) {
    problem = error;
  }
  let counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    problem ??= new Error('no result was written');
  }
  if (counts.passed + counts.failed === 0) {
    problem ??= new Error('no test ran');
  }
  if (problem && counts.failed === 0) {
    console.error(`${name}: ${problem.message}`);
    counts.failed = 1;
  }
  return counts;
}
