import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/shared.js';
import { SHAPES, type Shape, shapeName } from './inputs.js';
import { benchScan } from './scan/main.js';
import { type Measured, measureApart, ONE_THREAD, WAYS } from './worker.js';

/**
 * `npm run bench`: every way at every shape, each in a process of its own, all in one run, as ratios to the fused
 * forward with maps and to the copy. `--json` prints the figures, `--quick` leaves out what takes minutes, `--goals` all but
 * what the goals of speed compare, a shape ("19x1024x2048") all others. `npm run bench -- scan` scans a workspace instead.
 */
const BASE = 'forward with maps';
const COPY = 'plain copy';
const GOALS = new Set([
  COPY,
  BASE,
  `${BASE}${ONE_THREAD}`,
  'gradient map',
  'what-if (gamma 2.5)',
  'tfjs composed, wasm',
]);
const SLOW = new Set(['tfjs composed, cpu', 'tfjs composed, wasm', 'forward, TypeScript']);

function runsOf(way: string): number {
  return way === 'tfjs composed, cpu' ? 0 : SLOW.has(way) ? 1 : 7;
}

function hasTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch']).status === 0;
}

/** The same outputs in PyTorch, with its default and with a tuned allocator; empty where python3 has no torch. */
function torch({ classes, height, width }: Shape): Measured[] {
  const script = join(ROOT, 'test', 'bench', 'reference_pytorch.py');
  const python = ['python3', '/usr/bin/python3'].find(hasTorch);
  if (!python) {
    return [];
  }
  const allocators: [string, NodeJS.ProcessEnv][] = [
    ['PyTorch', {}],
    ['PyTorch, tuned malloc', { MALLOC_MMAP_THRESHOLD_: '4294967296', MALLOC_TRIM_THRESHOLD_: '4294967296' }],
  ];
  return allocators.flatMap(([way, env]) => {
    const args = [script, String(classes), String(height), String(width), '3'];
    const { status, stdout } = spawnSync(python, args, { encoding: 'utf8', env: { ...process.env, ...env } });
    return status === 0 ? [{ way, shape: shapeName({ classes, height, width }), ...JSON.parse(stdout) }] : [];
  });
}

function main(args: string[]): void {
  const quick = args.includes('--quick');
  const goals = args.includes('--goals');
  const json = args.includes('--json');
  const only = args.find(arg => !arg.startsWith('--'));
  if (only === 'scan') {
    benchScan(json);
    return;
  }
  const all: Measured[] = [];
  for (const shape of SHAPES.filter(one => only === undefined || shapeName(one) === only)) {
    const name = shapeName(shape);
    const ways = Object.keys(WAYS).filter(way => !(SLOW.has(way) && quick) && (!goals || GOALS.has(way)));
    const tooSlow = (way: string) => way === 'tfjs composed, cpu' && name !== shapeName(SHAPES[0]);
    const rows = ways.filter(way => !tooSlow(way)).map(way => measureApart(way, name, runsOf(way)));
    rows.push(...(quick || goals ? [] : torch(shape)));
    all.push(...rows);
    if (!json) {
      print(name, rows);
    }
  }
  if (json) {
    console.log(
      JSON.stringify({ node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, rows: all }, null, 2),
    );
  } else if (!quick && !goals && !all.some(({ way }) => way === 'PyTorch')) {
    console.log('\nPyTorch: left out, python3 with torch is not on this machine.');
  }
}

function print(name: string, rows: Measured[]): void {
  const of = (wanted: string) => rows.find(({ way }) => way === wanted)?.medianMs ?? Number.NaN;
  const line = (way: string, ...cells: string[]) => console.log(`  ${way.padEnd(30)}${cells.join('')}`);
  console.log(`\n${name}`);
  line('way', ...['median ms', 'min ms', 'x forward', 'x copy', 'peak MB'].map(title => title.padStart(11)));
  for (const { way, medianMs, minMs, peakMb } of rows) {
    const numbers = [
      medianMs.toFixed(1),
      minMs.toFixed(1),
      ...[BASE, COPY].map(base => (medianMs / of(base)).toFixed(2)),
    ];
    line(way, ...[...numbers, peakMb.toFixed(0)].map(cell => cell.padStart(11)));
  }
  console.log(
    '  Ways write over what their first run left, the copy too; where "new memory" is said, each run takes its own.',
  );
}

main(process.argv.slice(2));
