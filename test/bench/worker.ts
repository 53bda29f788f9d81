import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DEFAULT_LOSS } from '../../src/core/inspection/job.js';
import { loadKernels } from '../../src/core/kernels/registry.js';
import { diceCoefficients } from '../../src/core/ledger/contributions.js';
import { totalSlopes } from '../../src/core/losses/totalSlopes.js';
import { histogramPass } from '../../src/core/statistics/curves.js';
import { fusedStatistics } from '../../src/core/statistics/fused.js';
import { gradientMap } from '../../src/core/statistics/gradientMap.js';
import { overlapPass } from '../../src/core/statistics/overlapMap.js';
import { runPass } from '../../src/core/statistics/pass.js';
import { useTeam } from '../../src/core/statistics/team.js';
import type { Statistics } from '../../src/core/statistics/types.js';
import { evaluateTerm } from '../../src/core/statistics/whatIf.js';
import { readKernels } from '../../src/node/kernels.js';
import { ThreadTeam } from '../../src/node/team.js';
import { composedStatistics, startTfjs } from '../support/composed.js';
import { KERNEL_FOLDER, ROOT } from '../support/shared.js';
import { makeInput, SHAPES, shapeName } from './inputs.js';

/** One way, one shape, in a process of its own, so that peak memory is that way's alone. Prints one JSON line. */
const nothing = async () => {};
const TERMS = [
  { id: 'crossEntropy', weights: null, factor: 1, gamma: 0 },
  { id: 'focal', weights: null, factor: 0.5, gamma: 2 },
];

const NOTHING = { logProbability: false, argmax: false, maps: false };

type Way = (input: ReturnType<typeof makeInput>) => Promise<() => unknown>;

/** Results are written over those of the run before, as the copy's are: neither waits for new memory. */
const withMaps: Way = async ({ view, label }) => {
  let last: Statistics | undefined;
  return async () => {
    last = await fusedStatistics(view, label, DEFAULT_LOSS, nothing, undefined, last);
  };
};

/** Each way prepares itself and returns what is timed. */
export const ONE_THREAD = ', one thread';

export const WAYS: Record<string, Way> = {
  'plain copy': async ({ logits }) => {
    const to = new Float32Array(logits.length);
    return () => to.set(logits);
  },
  'plain copy, new memory':
    async ({ logits }) =>
    () =>
      new Float32Array(logits.length).set(logits),
  'forward, no maps':
    async ({ view, label }) =>
    () =>
      runPass(view, label, { threshold: 0.5, extended: false, terms: [], keep: NOTHING }, nothing),
  'forward with maps': withMaps,
  'forward with maps, new memory':
    async ({ view, label }) =>
    () =>
      fusedStatistics(view, label, DEFAULT_LOSS, nothing),
  'forward with maps, one thread': withMaps,
  'forward, TypeScript': async ({ view, label }) => {
    loadKernels(null);
    return () => fusedStatistics(view, label, DEFAULT_LOSS, nothing);
  },
  'Dice map': async ({ view, label }) => {
    const { soft } = await fusedStatistics(view, label, DEFAULT_LOSS, nothing);
    return () => soft && overlapPass(view, label, diceCoefficients(soft, DEFAULT_LOSS), nothing);
  },
  'gradient map': async ({ view, label }) => {
    const stats = await fusedStatistics(view, label, DEFAULT_LOSS, nothing);
    const { logProbability } = await runPass(view, label, { threshold: 0.5, extended: false, terms: [] }, nothing);
    const slopes = totalSlopes(stats, DEFAULT_LOSS);
    return () => slopes && gradientMap(view, label, logProbability, slopes, DEFAULT_LOSS, 'magnitude', nothing);
  },
  'curves (histograms)':
    async ({ view, label }) =>
    () =>
      histogramPass(view, label, nothing),
  'what-if (gamma 2.5)': async ({ view, label }) => {
    const options = { threshold: 0.5, extended: false, terms: TERMS };
    const { logProbability } = await runPass(view, label, options, nothing);
    const term = { ...TERMS[1], gamma: 2.5 };
    let map: Float32Array | undefined;
    // As while a slider is dragged: each map is written over the one before.
    return async () => {
      ({ map } = await evaluateTerm(view, label, logProbability, term, nothing, map));
    };
  },
  'tfjs composed, wasm': async ({ view, label }) => {
    await startTfjs('wasm');
    return () => composedStatistics(view, label, DEFAULT_LOSS);
  },
  'tfjs composed, cpu': async ({ view, label }) => {
    await startTfjs('cpu');
    return () => composedStatistics(view, label, DEFAULT_LOSS);
  },
};

export interface Measured {
  way: string;
  shape: string;
  medianMs: number;
  minMs: number;
  peakMb: number;
}

async function measure(way: string, shape: string, runs: number): Promise<void> {
  const found = SHAPES.find(candidate => shapeName(candidate) === shape);
  if (!found || !WAYS[way]) {
    throw new Error(`unknown: ${way} ${shape}`);
  }
  loadKernels(readKernels(KERNEL_FOLDER));
  if (!way.endsWith(ONE_THREAD)) {
    useTeam(new ThreadTeam(join(ROOT, 'out', 'src', 'node', 'teamWorker.js')));
  }
  const run = await WAYS[way](makeInput(found));
  const times: number[] = [];
  for (let k = 0; k <= runs; k++) {
    const start = performance.now();
    await run();
    // The first run warms up.
    if (k > 0 || runs === 0) {
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  const measured: Measured = {
    way,
    shape,
    medianMs: times[Math.floor(times.length / 2)],
    minMs: times[0],
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

/** Measures in a fresh process; the peak in one more, since runs one after the other leave garbage behind. */
export function measureApart(way: string, shape: string, runs: number): Measured {
  const measured = inProcess(way, shape, runs);
  return runs > 1 ? { ...measured, peakMb: inProcess(way, shape, 0).peakMb } : measured;
}

function inProcess(way: string, shape: string, runs: number): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [__filename, way, shape, String(runs)], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  if (status !== 0) {
    throw new Error(`${way} at ${shape} failed: ${stderr}`);
  }
  return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

if (require.main === module) {
  const [way, shape, runs] = process.argv.slice(2);
  void measure(way, shape, Number(runs));
}
