import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import type { DatasetReport } from '../../../../src/core/dataset/datasetReport.js';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { readArray } from '../../../../src/core/formats/registry.js';
import { scanOrMerge } from '../../../support/scanCommand.js';
import { hasShared, SHARED } from '../../../support/shared.js';

const DATA = join(SHARED, 'data');

/** What ../shared/data/README.md names as a trap: which of its files make a pair of it, and the code that must name it. */
interface Trap {
  folder: string;
  what: string;
  prediction: string;
  label: string;
  code: string;
  /** classes.json, as text or the path of one. */
  classes?: string;
  /** The label is stored as the brightness of its palette's colours. */
  grey?: boolean;
}

const TRAPS: readonly Trap[] = [
  {
    ...{ folder: 'void', what: 'CamVid: void is 11 = C, and no list says so', code: 'label-id-out-of-range' },
    ...{ prediction: 'camvid/predictions_b/Seq05VD_f00300.npy', label: 'camvid/labels/Seq05VD_f00300.png' },
  },
  {
    ...{ folder: 'half', what: 'CamVid: logits of half the size', code: 'prediction-resized' },
    ...{ prediction: 'camvid/predictions_a/0001TP_009300.npy', label: 'camvid/labels/0001TP_009300.png' },
    classes: 'camvid/classes.json',
  },
  {
    ...{ folder: 'zero', what: 'ADE20K: 0 is "other", class = value − 1', code: 'label-off-by-one' },
    ...{ prediction: 'ade20k/predictions/ADE_val_00000003.npy', label: 'ade20k/annotations/ADE_val_00000003.png' },
  },
  {
    ...{ folder: 'street', what: 'Cityscapes: label ids for train ids', code: 'label-ids-for-train-ids' },
    prediction: 'cityscapes/predictions_b/frankfurt_000000_000294.npy',
    label: 'cityscapes/gtFine/frankfurt_000000_000294_gtFine_labelIds.png',
    classes: 'cityscapes/classes.json',
  },
  {
    ...{ folder: 'cells', what: 'membrane: 255 is class 1, the list ignores it', code: 'label-other-reading' },
    ...{ prediction: 'binary_membrane/prob_3.npy', label: 'binary_membrane/label_3.png' },
    classes: '{"names": ["membrane", "cell"], "ignore_index": 255}',
  },
  {
    ...{ folder: 'sixteen', what: 'membrane: 16-bit probabilities as a picture', code: 'mask-many-ids' },
    ...{ prediction: 'binary_membrane/unet_test_1_predict.png', label: 'binary_membrane/label_3.png' },
  },
  {
    ...{ folder: 'grey', what: 'VOC: colour of the palette, not its index', code: 'label-palette-as-ids', grey: true },
    ...{ prediction: 'voc/predictions_b/2011_000003.npy', label: 'voc/SegmentationClass/2011_000003.png' },
    classes: 'voc/classes.json',
  },
  {
    ...{ folder: 'edges', what: 'disc 12: anti-aliased edges of colours', code: 'label-colours-unmatched' },
    ...{ prediction: 'rgb_coded/disc_12_annot.png', label: 'rgb_coded/disc_12_annot_rgb.png' },
    classes: '{"names": ["none", "red", "green"], "palette": [[0, 0, 0], [255, 0, 0], [0, 255, 0]]}',
  },
  {
    ...{ folder: 'bits', what: '4-bit palette: void is 15, not 255', code: 'label-id-out-of-range' },
    ...{ prediction: 'formats/logits.npy', label: 'formats/label_palette_4bit_void15.png' },
  },
  ...(['npy', 'pkl', 'pt'] as const).map(kind => ({
    ...{ folder: `evil_${kind}`, what: `a pickle that would run a command (.${kind})` },
    ...{ prediction: `formats/evil.${kind}`, label: 'formats/label.npy' },
    code: kind === 'npy' ? 'npy-object' : 'pickle-refused',
  })),
  {
    ...{ folder: 'bomb', what: '64 MiB of zeros in 64 kB', code: 'nifti-header' },
    ...{ prediction: 'formats/bomb.nii.gz', label: 'formats/label.npy' },
  },
];

/** What is always true of these pairs and never wrong. */
const USUAL = ['prediction-resized', 'absent-classes', 'mask-only'];

/** A picture that a model made of a slice without a label; its 16 bits are the trap. */
const UNLABELLED = 'binary_membrane/unet_test_1_predict.png';

interface Row {
  what: string;
  wanted: string;
  told: readonly string[];
}

async function scan(folder: string): Promise<DatasetReport[]> {
  const { text } = await scanOrMerge('scan', [folder, '--json', '--threads', '2']);
  return (JSON.parse(text) as { reports: DatasetReport[] }).reports;
}

/** Brightness as Pillow computes it, as when a palette picture is opened as a grey one. */
async function asGrey(path: string): Promise<Uint8Array> {
  const { data, shape, palette } = await readArray(bytesSource(path, readFileSync(path)), 'label');
  assert.ok(palette);
  const [height, width] = shape;
  const grey = (k: number) => (palette[3 * k] * 19595 + palette[3 * k + 1] * 38470 + palette[3 * k + 2] * 7471) / 65536;
  const samples = Uint8Array.from({ length: height * width }, (_, k) => Math.round(grey(data[k])));
  return encode({ width, height, data: samples, channels: 1, depth: 8 });
}

async function plant(root: string, { folder, prediction, label, classes, grey }: Trap): Promise<void> {
  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), bytes);
  };
  const ending = (path: string) => path.slice(path.indexOf('.', path.lastIndexOf('/')));
  put(`predictions/a${ending(prediction)}`, readFileSync(join(DATA, prediction)));
  put(`labels/a${ending(label)}`, grey ? await asGrey(join(DATA, label)) : readFileSync(join(DATA, label)));
  if (classes !== undefined) {
    put('classes.json', classes.startsWith('{') ? classes : readFileSync(join(DATA, classes)));
  }
}

describe('traps in real data, and pairs without any', () => {
  if (!hasShared) {
    it(`${TRAPS.length} traps and the clean pairs: no real data beside this checkout`);
    return;
  }

  let root: string;
  const rows: Row[] = [];
  const clean: Row[] = [];
  before(async function () {
    this.timeout(120_000);
    root = mkdtempSync(join(tmpdir(), 'traps-'));
    for (const trap of TRAPS) {
      await plant(root, trap);
    }
    const reports = await scan(root);
    for (const { folder, what, code } of TRAPS) {
      const its = reports.filter(({ dataset }) => dataset === folder);
      const told = its.flatMap(({ all, failed }) => [
        ...all.flatMap(({ findings }) => findings.map(one => one.code)),
        ...failed.map(one => one.code),
      ]);
      rows.push({ what, wanted: code, told });
    }
    // A copy: what lies beside the data is not to be found in it.
    cpSync(DATA, join(root, 'whole'), { recursive: true });
    for (const { all, failed, findings } of await scan(join(root, 'whole'))) {
      clean.push(...all.map(one => ({ what: one.prediction, wanted: '', told: one.findings.map(({ code }) => code) })));
      clean.push(...failed.map(one => ({ what: one.prediction, wanted: '', told: [one.code] })));
      assert.ok(
        findings.every(({ severity }) => severity !== 'error'),
        JSON.stringify(findings),
      );
    }
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
    console.log(table(rows, clean));
  });

  for (const [k, { what, code }] of TRAPS.entries()) {
    it(`${what}: ${code}`, () => {
      assert.ok(rows[k].told.includes(code), `told are ${rows[k].told.join(', ') || 'none'}`);
    });
  }

  it('nothing is said of the clean pairs but what is always true', () => {
    assert.equal(clean.length, 40);
    const false_ = clean.filter(({ what, told }) => what !== UNLABELLED && told.some(code => !USUAL.includes(code)));
    assert.deepEqual(false_, []);
    assert.deepEqual(clean.find(({ what }) => what === UNLABELLED)?.told, ['mask-many-ids']);
  });
});

/** For people who read the output of the tests. */
function table(traps: readonly Row[], clean: readonly Row[]): string {
  const width = Math.max(...traps.map(({ what }) => what.length));
  const lines = traps.map(({ what, wanted, told }) => {
    const others = told.filter(code => code !== wanted && !USUAL.includes(code));
    const found = told.includes(wanted) ? 'told' : 'MISSED';
    return `    ${what.padEnd(width)}  ${wanted.padEnd(24)}  ${found}${others.length > 0 ? `, beside ${others.join(', ')}` : ''}`;
  });
  const told = traps.filter(one => one.told.includes(one.wanted)).length;
  const pairs = clean.filter(({ what }) => what !== UNLABELLED);
  const wrong = pairs.filter(one => one.told.some(code => !USUAL.includes(code))).length;
  return [
    `    ${'trap'.padEnd(width)}  ${'code'.padEnd(24)}  `,
    ...lines,
    `    ${told} of ${traps.length} traps told; ${wrong} false alarms on ${pairs.length} clean pairs`,
  ].join('\n');
}
