import { baseName } from '../../inspection/job.js';
import { classOf } from '../../labels/codes.js';
import { encodingOf } from '../../labels/encodings/registry.js';
import type { Analysed } from '../analysed.js';
import { extensionOf, tuple } from './prediction.js';
import { type Lines, quoted, unsupported } from './types.js';

const PICTURES = ['png', 'bmp', 'gif', 'tif', 'tiff'];
/** A longer table is no mapping anyone reads. */
const MOST_VALUES = 1024;

/** The label as class ids `y` (N, H, W), IGNORE where it is not counted. Throws snippet-unsupported. */
export function labelLines(pair: Analysed): Lines {
  const { label: file } = pair.job;
  const extension = extensionOf(file);
  const { samples, height, width } = pair.label;
  const several = pair.stored.sample !== null;
  if (several) {
    throw unsupported('one sample of a batch');
  }
  const lines: string[] = [];
  const imports: string[] = [];
  if (extension === 'npy') {
    lines.push('stored = np.load(LABEL)');
  } else if (extension === 'npz') {
    const { entry } = file;
    lines.push(`stored = ${entry ? `np.load(LABEL)[${quoted(entry)}]` : 'next(iter(np.load(LABEL).values()))'}`);
  } else if (PICTURES.includes(extension)) {
    lines.push('stored = np.asarray(Image.open(LABEL))  # of a palette picture the indices');
    imports.push('from PIL import Image');
  } else {
    throw unsupported(`labels like ${baseName(file)}`);
  }
  const { encoding } = pair.labelReading;
  if (encoding === 'grey') {
    lines.push('stored = stored[..., 0]  # R = G = B');
  }
  lines.push(...mapping(pair), `y = torch.from_numpy(y).reshape(${tuple([samples, height, width])})`);
  return { lines, imports };
}

/** Stored values to class ids; what is not listed is ignored. */
function mapping(pair: Analysed): string[] {
  const { values } = pair.label;
  const { encoding } = pair.labelReading;
  const { idOf } = encodingOf(encoding);
  if (!values || encoding === 'rgb' || pair.label.moved > 0) {
    throw unsupported('labels whose classes are colours');
  }
  const classes = [...values.keys()]
    .sort((a, b) => a - b)
    .map(
      value =>
        [value, encoding === 'binary255' ? (value < 128 ? 0 : 1) : classOf(idOf?.(value) ?? value, pair.spec)] as const,
    )
    .filter((one): one is [number, number] => one[1] !== null && one[1] < pair.numClasses);
  if (classes.length > MOST_VALUES) {
    throw unsupported(`labels of ${classes.length} different values`);
  }
  const table = classes.map(([value, id]) => `${value}: ${id}`).join(', ');
  return [
    `classes = {${table}}  # stored value: class id; all others are ignored`,
    'y = np.full(stored.shape, IGNORE, dtype=np.int64)',
    'for value, id in classes.items():',
    '    y[stored == value] = id',
  ];
}
