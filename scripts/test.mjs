// `npm test`: everything, on nothing but Node and npm. `node scripts/test.mjs e2e` runs one suite alone.
// Every suite runs even when an earlier one has failed; the last line sums them up.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { end, root } from './lib/run.mjs';
import { build, checkNode, ensureDependencies } from './lib/setup.mjs';
import { e2e, integration, lint, packages, unit } from './testing/suites.mjs';

const suites = { lint, unit, packages, integration, e2e };
const chosen = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one step; one that throws counts as a failure. */
async function step(name, work) {
  const start = Date.now();
  console.log(`\n== ${name}`);
  let counts;
  try {
    counts = (await work()) ?? { passed: 0, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const key of Object.keys(total)) {
    total[key] += counts[key];
  }
  console.log(`== ${name}: ${summary(counts)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return counts.failed === 0;
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

async function main() {
  const unknown = chosen.find(name => !(name in suites));
  if (unknown) {
    throw new Error(`There is no suite "${unknown}": ${Object.keys(suites).join(', ')}`);
  }
  const wanted = name => chosen.length === 0 || chosen.includes(name);
  await mkdir(join(root, 'test-results'), { recursive: true });
  const ready = await step('set-up', async () => {
    checkNode();
    await ensureDependencies();
  });
  if (!ready) {
    return;
  }
  if (wanted('lint')) {
    await step('lint', lint);
  }
  const running = Object.keys(suites).filter(name => name !== 'lint' && wanted(name));
  // What an older build left behind must not be tested in place of the present source.
  if (running.length > 0 && (await step('build', build))) {
    for (const name of running) {
      await step(name, suites[name]);
    }
  }
}

try {
  await main();
} catch (error) {
  console.error(error);
  total.failed += 1;
}
console.log(`\n${summary(total)}`);
await end(total.failed === 0 ? 0 : 1);
