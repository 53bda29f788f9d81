import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource } from '../../../src/core/formats/fileSource.js';
import { memoryArray, type NdArray, stridesOf } from '../../../src/core/formats/ndarray.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { writeNpyFloat32 } from '../../../src/core/formats/npyWrite.js';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { type PredictionView, readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import type { LabelMap } from '../../../src/core/labels/labelMap.js';
import { TeamError } from '../../../src/core/statistics/blocks.js';
import { fusedStatistics } from '../../../src/core/statistics/fused.js';
import { currentTeam, useTeam } from '../../../src/core/statistics/team.js';
import { readKernels } from '../../../src/node/kernels.js';
import { ThreadTeam } from '../../../src/node/team.js';
import { KERNEL_FOLDER, ROOT } from '../../support/shared.js';

const HELPER = join(ROOT, 'out', 'src', 'node', 'teamWorker.js');
const [C, H, W] = [9, 1024, 2048];
const nothing = async () => {};

/** A large pair; the helpers are only asked for those. */
function labelOf(): LabelMap {
  const codes = Uint16Array.from({ length: H * W }, (_, k) => (k % 97 === 0 ? IGNORED_CODE : (k >> 5) % C));
  return { samples: 1, height: H, width: W, codes, outOfRange: new Map() };
}

function fill(logits: Float32Array): Float32Array {
  let state = 1;
  for (let k = 0; k < logits.length; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    logits[k] = (state / 2 ** 32 - 0.5) * 9;
  }
  return logits;
}

function viewOf(array: NdArray): PredictionView {
  return readPrediction(array, 'large.npy', { kind: 'logits', layout: 'CHW', classCount: C, labelSize: [H, W] });
}

describe('helper threads', () => {
  const label = labelOf();
  const shape = [C, H, W];
  const shared = fill(new Float32Array(new SharedArrayBuffer(4 * C * H * W)));
  const array = memoryArray({ shape, strides: stridesOf(shape), dtype: 'float32' }, shared);
  let folder: string;

  before(() => {
    loadKernels(readKernels(KERNEL_FOLDER));
    folder = mkdtempSync(join(tmpdir(), 'team-'));
  });
  afterEach(() => useTeam(null));
  after(() => rmSync(folder, { recursive: true }));

  async function withTeam(team: ThreadTeam, view: PredictionView) {
    useTeam(team);
    try {
      return await fusedStatistics(view, label, DEFAULT_LOSS, nothing);
    } finally {
      team.dispose();
    }
  }

  it('give the very numbers of one thread, from memory and from a file', async () => {
    const alone = await fusedStatistics(viewOf(array), label, DEFAULT_LOSS, nothing);
    assert.deepEqual(await withTeam(new ThreadTeam(HELPER, 2), viewOf(array)), alone);
    const path = join(folder, 'large.npy');
    writeFileSync(path, writeNpyFloat32(shared, shape));
    const source = fileSource(path, 'large.npy');
    try {
      const streamed = readNpy(source);
      assert.ok(streamed.streamed && streamed.raw);
      assert.deepEqual(await withTeam(new ThreadTeam(HELPER, 1), viewOf(streamed)), alone);
    } finally {
      source.close();
    }
  });

  it('do their share', async () => {
    const team = new ThreadTeam(HELPER, 1);
    let theirs = 0;
    useTeam({
      async start(job, view, task) {
        const chunks = await team.start(job, view, task);
        theirs = chunks.length;
        return chunks as never;
      },
    });
    // The main thread waits at first, so that a slow start of the helper does not matter.
    const patient = async (done: number) => {
      if (done === 0) {
        await new Promise(resolve => setTimeout(resolve, 1500));
      }
    };
    await fusedStatistics(viewOf(array), label, DEFAULT_LOSS, patient);
    team.dispose();
    assert.ok(theirs > 0);
  });

  it('are done without when one dies', async () => {
    const alone = await fusedStatistics(viewOf(array), label, DEFAULT_LOSS, nothing);
    useTeam({
      async start(_job, _view, task) {
        // Takes a chunk and never brings it back.
        Atomics.add(task.state, 0, 1);
        Atomics.add(task.state, 1, 1);
        throw new TeamError('gone');
      },
    });
    assert.deepEqual(await fusedStatistics(viewOf(array), label, DEFAULT_LOSS, nothing), alone);
    assert.equal(currentTeam(), null);
  });

  it('stop when the inspection is cancelled', async () => {
    const team = new ThreadTeam(HELPER, 1);
    useTeam(team);
    // At the first step: a helper may be so fast that it leaves no other to this thread.
    const stop = async () => {
      throw new Error('cancelled');
    };
    await assert.rejects(fusedStatistics(viewOf(array), label, DEFAULT_LOSS, stop), /cancelled/);
    team.dispose();
  });
});
