import { AskError } from '../../ask.js';
import { copyText } from '../../clipboard.js';
import { ready, voxelOf } from '../../state.js';
import type { Context } from '../../view.js';
import { pixelText } from './pixelModel.js';

/** Copies everything about the pixel that is pointed at, or else the pinned one. False where there is none. */
export async function copyPixel({ state, ask }: Context): Promise<boolean> {
  const { probe, pinned, settings } = state();
  const report = ready(state())?.report;
  const voxel = probe ? voxelOf(state(), probe) : pinned;
  if (!voxel || !report) {
    return false;
  }
  try {
    return await copyText(pixelText(await ask('probe', { ...voxel, settings }, { slot: null }), report));
  } catch (error) {
    if (error instanceof AskError) {
      // The tab of the pixel says why.
      return false;
    }
    throw error;
  }
}
