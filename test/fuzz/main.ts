import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { makeInputs } from './thread.js';

/** `npm run fuzz -- --runs N [--seed S]`, or `--show INDEX` to write one input to a file and look at it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '20261123' },
      show: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (values.show !== undefined) {
    const { name, bytes } = (await makeInputs(seed))(Number(values.show));
    const file = `fuzz-${values.show}-${name}`;
    writeFileSync(file, bytes, { flag: 'wx' });
    console.log(`${file}: ${bytes.length} bytes`);
    return;
  }
  const start = performance.now();
  let shown = start;
  const { runs, failures, peakMb, slowestMs } = await fuzz({
    seed,
    runs: Number(values.runs),
    progress: done => {
      if (performance.now() - shown > 5000) {
        shown = performance.now();
        console.log(`${done} inputs`);
      }
    },
  });
  for (const { index, name, problem } of failures.slice(0, 20)) {
    console.log(`\n#${index} ${name}: ${problem}`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `\n${runs} inputs, ${failures.length} failures, at most ${Math.round(peakMb)} MB and ${Math.round(slowestMs)} ms at one (${seconds} s)`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

void main();
