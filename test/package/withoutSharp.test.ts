import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { DEFAULT_LOSS, type InspectionJob } from '../../src/core/inspection/job.js';
import { startWorker } from '../../src/extension/startWorker.js';
import { WorkerClient } from '../../src/extension/workerClient.js';
import { ROOT } from '../support/shared.js';
import { packaging, unpack } from './support/vsix.js';

const [PLATFORM] = process.env.LOSS_INSPECTOR_PACKAGES?.split(' ') ?? ['linux-x64'];
const STREET = join(ROOT, 'samples', 'street');
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const file = (path: string) => ({ name: basename(path), path });

/** The packaged worker, with what is left of the package. */
async function inspect(extension: string, label: string) {
  const worker = join(extension, 'dist', 'worker.js');
  const client = new WorkerClient({ start: () => startWorker(worker, silent), log: silent });
  const job: InspectionJob = {
    prediction: file(join(STREET, 'predictions_a', 'crossing.npy')),
    label: file(label),
    image: file(join(STREET, 'images', 'crossing.png')),
    classesFile: file(join(STREET, 'classes.json')),
    classes: {},
    loss: DEFAULT_LOSS,
    kind: 'auto',
    layout: 'auto',
    perPixel: true,
    boundaryWidth: null,
    layers: true,
  };
  try {
    return await client.run(job);
  } finally {
    client.dispose();
  }
}

describe('the package without its image library', () => {
  const LABEL = join(STREET, 'labels', 'crossing.png');
  const folder = mkdtempSync(join(tmpdir(), 'loss-inspector-sharp-'));
  const webp = join(folder, 'label.webp');
  let files: Map<string, Buffer>;
  let numbers: unknown;
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The package in a folder of its own: a library that is loaded must not change on the disk. */
  function unpacked(name: string): string {
    for (const [path, content] of files) {
      const target = join(folder, name, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
    return join(folder, name, 'extension');
  }

  before(async function () {
    if (!PLATFORM) {
      this.skip();
    }
    files = await unpack(await (await packaging()).vsixPath(PLATFORM));
    await sharp(join(STREET, 'images', 'crossing.png'))
      .webp({ lossless: true })
      .toFile(webp);
    const { report, picture } = await inspect(unpacked('whole'), LABEL);
    assert.ok(picture, JSON.stringify(report.findings));
    numbers = [report.totals, report.classes, report.confusion];
  });

  const states: [string, (beside: string) => void][] = [
    ['whose binary is damaged', beside => writeFileSync(binary(beside), 'not a library')],
    ["whose binary is another platform's", beside => rmSync(join(beside, '@img'), { recursive: true })],
    ['that is not there', beside => rmSync(beside, { recursive: true })],
  ];
  for (const [k, [state, make]] of states.entries()) {
    it(`says so and gives the numbers of PNG labels: a library ${state}`, async () => {
      const extension = unpacked(`state-${k}`);
      make(join(extension, 'node_modules'));
      const { report, picture } = await inspect(extension, LABEL);
      assert.deepEqual([report.totals, report.classes, report.confusion], numbers);
      assert.equal(picture, null);
      const [finding, ...more] = report.findings.filter(({ code }) => code === 'sharp-missing');
      assert.equal(more.length, 0);
      assert.match(finding!.message, /^The image library sharp could not be loaded \(.+\)\.$/);
      assert.equal(finding!.severity, 'warning');
      await assert.rejects(inspect(extension, webp), {
        code: 'sharp-missing',
        hint: /Install the package for this platform/,
      });
    });
  }
});

function binary(folder: string): string {
  const [path, ...more] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(one =>
    one.endsWith('.node'),
  );
  assert.ok(path && more.length === 0);
  return join(folder, path);
}
