import { fullScale } from '../../inspection/integerMaps.js';
import { baseName, type FileRef } from '../../inspection/job.js';
import { axisPositions } from '../../inspection/layout.js';
import type { Analysed } from '../analysed.js';
import { type Lines, py, quoted, unsupported } from './types.js';

/** How each format is loaded into the array `a`, by file name extension. */
const LOADERS: Record<string, (entry: string | null) => Lines> = {
  npy: () => ({ lines: ['a = np.load(PREDICTION)'] }),
  npz: entry => ({ lines: [`a = ${picked('np.load(PREDICTION)', entry)}`] }),
  pt: entry => torchFile(entry),
  pth: entry => torchFile(entry),
  safetensors: entry => ({
    lines: [`a = ${picked('load_file(PREDICTION)', entry)}`],
    imports: ['from safetensors.numpy import load_file'],
  }),
};

function torchFile(entry: string | null): Lines {
  const load = 'torch.load(PREDICTION, map_location="cpu")';
  if (entry) {
    return { lines: [`a = ${load}[${quoted(entry)}].float().numpy()`] };
  }
  return {
    lines: [`a = ${load}`, 'a = (next(iter(a.values())) if isinstance(a, dict) else a).float().numpy()'],
  };
}

function picked(load: string, entry: string | null): string {
  return entry ? `${load}[${quoted(entry)}]` : `next(iter(${load}.values()))`;
}

/** The prediction as logits `z` (N, C, H, W) in float64, at the label's size. Throws snippet-unsupported. */
export function predictionLines(pair: Analysed): Lines {
  const { prediction } = pair.job;
  const loader = LOADERS[extensionOf(prediction)];
  if (!loader) {
    throw unsupported(`predictions like ${baseName(prediction)}`);
  }
  const { lines, imports } = loader(prediction.entry ?? null);
  const late = pair.view.resizeProbabilities === true;
  const atSize = late
    ? [...values(pair), ...resized(pair), ...asLogits(pair)]
    : [...values(pair), ...asLogits(pair), ...resized(pair)];
  return { lines: [...lines, ...arranged(pair), ...atSize], imports };
}

/** `a` as (N, C, H, W). */
function arranged({ stored, view }: Analysed): string[] {
  const lines: string[] = [];
  const { sample, layout } = stored;
  if (sample !== null) {
    const axis = axisPositions(layout, stored.shape.length).sample;
    lines.push(`a = np.take(a, ${sample}, axis=${axis})`);
  }
  const shape = view.array.shape;
  lines.push(`a = a.reshape(${tuple(shape)}).astype(np.float64)  # ${view.layout}`);
  switch (view.layout) {
    case 'CHW':
      return shape.length === 4 ? lines : [...lines, 'a = a[None]'];
    case 'HWC':
      return [...lines, ...(shape.length === 4 ? [] : ['a = a[None]']), 'a = np.moveaxis(a, -1, 1)'];
    case 'CDHW':
      return [...lines, 'a = np.moveaxis(a, 1, 0)  # the slices of the volume are samples'];
    case 'HW':
      return [...lines, shape.length === 3 ? 'a = a[:, None]' : 'a = a[None, None]'];
  }
}

/** Logits or probabilities `z` of every class. */
function values({ stored, view }: Analysed): string[] {
  const lines = ['z = torch.from_numpy(np.ascontiguousarray(a))'];
  if (view.kind === 'logits') {
    return view.channels < view.numClasses ? [...lines, 'z = torch.cat([torch.zeros_like(z), z], 1)'] : lines;
  }
  const scale = /^u?int/.test(stored.dtype) ? fullScale(stored.dtype) : null;
  if (scale !== null) {
    lines.push(`z = z / ${py(scale)}`);
  }
  if (view.channels < view.numClasses) {
    lines.push('z = torch.cat([1 - z, z], 1)');
  }
  return lines;
}

function asLogits({ view }: Analysed): string[] {
  return view.kind === 'logits' ? [] : ['z = z.clamp(min=1e-7).log()  # given probabilities'];
}

function resized({ view, label }: Analysed): string[] {
  const same = view.height === label.height && view.width === label.width;
  const size = `(${label.height}, ${label.width})`;
  return same ? [] : [`z = F.interpolate(z, size=${size}, mode="bilinear", align_corners=True)`];
}

export function extensionOf(file: FileRef): string {
  const name = baseName(file);
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

export function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}
