import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonWith } from '../../support/python.js';
import { ROOT } from '../../support/shared.js';
import type { Scanned } from './child.js';
import { CLASSES, makeLogits, makeMasks } from './workspace.js';

const [FEW, MANY, LOGITS] = [1000, 5000, 200];
/** Milliseconds after its start at which a scan is cancelled: while threads start, and at work. */
const CANCEL_AT = [50, 500, 1500, 2500];

interface Reference {
  pairs: number;
  ms: number;
  meanIoU: number;
  reader: string;
}

/**
 * `npm run bench -- scan`: `seg-loss scan` over a generated workspace of mask pairs (512x512 PNG) and logit pairs
 * (19x512x512 .npy): pairs a second, peak resident memory with few and with many pairs, the same again with nothing
 * changed, how long a cancel takes, and a plain PyTorch loop over the same masks where there is one.
 */
export function benchScan(json: boolean): void {
  run(join(ROOT, 'scripts', 'bundle.mjs'));
  const root = mkdtempSync(join(tmpdir(), 'bench-scan-'));
  try {
    const [few, many] = [FEW, MANY].map(pairs => makeMasks(join(root, String(pairs)), pairs));
    const logits = makeLogits(join(root, 'logits'), LOGITS);
    const jsonl = join(root, 'records.jsonl');
    const rows: Record<string, Scanned> = {
      [`${FEW} mask pairs`]: child('scan', few),
      [`${MANY} mask pairs`]: child('scan', many, '--jsonl', jsonl),
      [`${MANY} again, unchanged`]: child('scan', many, '--jsonl', jsonl),
      [`${LOGITS} logit pairs`]: child('scan', logits),
    };
    const cancelMs = child<number[]>('cancel', many, ...CANCEL_AT.map(String));
    const reference = plainLoop(few);
    if (json) {
      console.log(JSON.stringify({ rows, cancelMs, reference }, null, 2));
    } else {
      print(rows, cancelMs, reference);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function child<T = Scanned>(mode: 'scan' | 'cancel', folder: string, ...args: string[]): T {
  return JSON.parse(run(join(__dirname, 'child.js'), mode, folder, ...args)) as T;
}

/** What a script prints. */
function run(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  if (status !== 0 || stdout === '') {
    throw new Error(`${script} ${args.join(' ')} failed: ${stderr}`);
  }
  return stdout;
}

/** The mean IoU of the same masks in one Python process; null where python3 has no torch. */
function plainLoop(folder: string): Reference | null {
  const python = pythonWith('torch', 'numpy');
  if (!python) {
    return null;
  }
  const script = join(ROOT, 'test', 'bench', 'scan', 'reference_iou.py');
  const { status, stdout, stderr } = spawnSync(python, [script, folder, String(CLASSES)], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`The plain loop failed: ${stderr}`);
  }
  return JSON.parse(stdout) as Reference;
}

function print(rows: Record<string, Scanned>, cancelMs: readonly number[], reference: Reference | null): void {
  const line = (name: string, ...cells: string[]) =>
    console.log(`  ${name.padEnd(30)}${cells.map(cell => cell.padStart(11)).join('')}`);
  console.log('\nscan');
  line('workspace', 'seconds', 'pairs/s', 'failed', 'peak MB', 'mean IoU');
  for (const [name, { pairs, failed, ms, peakMb, meanIoU }] of Object.entries(rows)) {
    const iou = meanIoU === null ? '-' : meanIoU.toFixed(8);
    line(name, (ms / 1000).toFixed(2), perSecond(pairs, ms), String(failed), peakMb.toFixed(0), iou);
  }
  if (reference) {
    const { pairs, ms, meanIoU, reader } = reference;
    line(`${pairs} mask pairs, PyTorch`, (ms / 1000).toFixed(2), perSecond(pairs, ms), '', '', meanIoU.toFixed(8));
    console.log(
      `  PyTorch: confusion matrices in a plain loop of one process, files read with ${reader}; imports not counted.`,
    );
  } else {
    console.log('  PyTorch: left out, python3 with torch is not on this machine.');
  }
  console.log(`  A cancel took ${cancelMs.map(ms => ms.toFixed(0)).join(', ')} ms.`);
}

function perSecond(pairs: number, ms: number): string {
  return (pairs / (ms / 1000)).toFixed(0);
}
