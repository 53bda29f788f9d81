import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { LayerRequest } from '../../../src/core/analysis/layer.js';
import { type LAYER_NAMES, QUESTION_NAMES } from '../../../src/core/analysis/names.js';
import type { ParamsOf, QuestionName } from '../../../src/core/analysis/questions.js';
import { DEFAULT_LOSS, type InspectionJob } from '../../../src/core/inspection/job.js';
import { Inspector } from '../../../src/extension/worker/inspector.js';
import type { FromWorker, ToWorker } from '../../../src/shared/workerProtocol.js';
import { KERNEL_FOLDER, ROOT } from '../../support/shared.js';

const street = (...path: string[]) => join(ROOT, 'samples', 'street', ...path);
const file = (path: string) => ({ name: path, path: street(path) });
const jobOf = (prediction: string): InspectionJob => ({
  prediction: file(prediction),
  label: file('labels/crossing.png'),
  image: file('images/crossing.png'),
  classesFile: file('classes.json'),
  classes: {},
  loss: DEFAULT_LOSS,
  kind: 'auto',
  layout: 'auto',
  perPixel: false,
  boundaryWidth: null,
  layers: true,
});

const TERM = 'crossEntropy' as const;
/** One request of every layer there is. */
const LAYERS: Record<(typeof LAYER_NAMES)[number], LayerRequest> = {
  label: { id: 'label' },
  prediction: { id: 'prediction' },
  confidence: { id: 'confidence' },
  margin: { id: 'margin' },
  entropy: { id: 'entropy' },
  boundaryDistance: { id: 'boundaryDistance' },
  probability: { id: 'probability', class: 1 },
  loss: { id: 'loss', term: TERM },
  gradient: { id: 'gradient', term: TERM, channel: 1 },
  piece: { id: 'piece', piece: { label: 1 } },
  regions: { id: 'regions', rule: { term: TERM } },
  otherPrediction: { id: 'otherPrediction' },
  difference: { id: 'difference', term: TERM },
  outcome: { id: 'outcome' },
};

/** Parameters of every question but for layers. */
const OTHERS: { [N in Exclude<QuestionName, 'layer'>]: ParamsOf<N> } = {
  probe: { x: 100, y: 100, sample: 0 },
  whatIf: { settings: { gamma: 3 }, ledger: 3 },
  ledger: { boundaryWidth: 3 },
  dialects: { keys: 'origin,monai', base: 'origin.dice' },
  dialectKeys: {},
  gap: { from: 'origin.dice', to: 'monai.dice' },
  curves: {},
  regions: { rule: { term: TERM } },
  compare: {},
  slices: {},
  deepFindings: {},
  snippet: {},
};

/** The longest list of numbers in what JSON carries. */
function longest(value: unknown): number {
  if (Array.isArray(value)) {
    const own = value.every(item => typeof item === 'number') ? value.length : 0;
    return Math.max(own, ...value.map(longest));
  }
  return typeof value === 'object' && value !== null ? Math.max(0, ...Object.values(value).map(longest)) : 0;
}

describe('message sizes', () => {
  const waiting = new Map<number, (message: FromWorker) => void>();
  const inspector = new Inspector(KERNEL_FOLDER, message => waiting.get(message.id)?.(message));
  let last = 0;
  async function request(message: object): Promise<FromWorker[]> {
    const id = ++last;
    const heard: FromWorker[] = [];
    waiting.set(id, one => heard.push(one));
    await inspector.handle({ ...message, id } as ToWorker);
    return heard.filter(({ type }) => type !== 'progress');
  }
  const ask = async (question: QuestionName, params: unknown) => {
    const other = { key: 'b', job: jobOf('predictions_b/crossing.npy') };
    const heard = await request({ type: 'ask', question, params, pair: { key: 'a', job: null }, other });
    const final = heard.at(-1);
    assert.equal(final?.type, 'answer', `${question} ${JSON.stringify(params)}: ${JSON.stringify(final)}`);
    return heard.filter(one => one.type === 'answer' || one.type === 'partial').map(({ answer }) => answer);
  };
  let pixels = 0;

  before(async function () {
    this.timeout(60_000);
    const [done] = await request({ type: 'inspect', job: jobOf('predictions_a/crossing.npy'), keep: 'a' });
    assert.equal(done?.type, 'done');
    if (done?.type === 'done') {
      const { report, layers, picture } = done.result;
      const [height, width] = report.settings.reading.labelSize;
      pixels = height! * width!;
      // The result tells what there is; the picture is a compressed file, and no layer comes unasked.
      const json = JSON.stringify({ report, layers });
      assert.ok(json.length < pixels, `${json.length} bytes of JSON`);
      assert.ok(picture && picture.data.byteLength < 4 * pixels);
    }
  });

  for (const [name, layer] of Object.entries(LAYERS)) {
    it(`the layer ${name} takes two bytes a pixel, and its numbers are no JSON`, async () => {
      for (const { json, buffers } of await ask('layer', { layer, sample: 0 })) {
        const bytes = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
        // Beside the codes no more than the histogram of its scale.
        assert.ok(bytes >= 2 * pixels && bytes <= 2 * pixels + 1024, `${bytes} bytes for ${pixels} pixels`);
        assert.ok(JSON.stringify(json).length < 4096);
        assert.ok(longest(json) <= 4);
      }
    });
  }

  for (const question of QUESTION_NAMES.filter(name => name !== 'layer')) {
    it(`the answer to ${question} has no long list of numbers as JSON, and nothing a pixel`, async () => {
      for (const { json, buffers } of await ask(question, OTHERS[question])) {
        const bytes = buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
        assert.ok(bytes < pixels, `${bytes} bytes`);
        assert.ok(longest(json) <= 256, `a list of ${longest(json)} numbers`);
        assert.ok(JSON.stringify(json).length < pixels, `${JSON.stringify(json).length} bytes of JSON`);
      }
    }).timeout(60_000);
  }
});
