// Training on streets of the same town, and logits for the streets of the sample.
import { CAR, IGNORED, NAMES, PERSON, POLE } from './classes.mjs';
import { blurred, COARSE, FINE, features } from './features.mjs';
import { forward, train } from './model.mjs';
import { randomNumbers } from './numbers.mjs';

/** The two models: a hasty one that sees no detail, and a better one. */
export const MODELS = {
  predictions_a: { sees: COARSE, hidden: 10, epochs: 2, examples: 9000, rate: 0.004, common: 1, blur: 1, seed: 5 },
  predictions_b: { sees: FINE, hidden: 28, epochs: 7, examples: 16000, rate: 0.004, common: 0.35, blur: 1, seed: 6 },
};

/** `common`: the share of examples kept of all other classes. */
const RARE = new Set([POLE, CAR, PERSON]);

/** Trains a model of this kind on rendered streets. */
export function trainOn(streets, { sees, hidden, epochs, examples, rate, common, seed }) {
  const random = randomNumbers(seed);
  const seen = streets.map(street => features(street, sees));
  const { count } = seen[0];
  const inputs = new Float32Array(examples * count);
  const labels = new Uint8Array(examples);
  for (let example = 0; example < examples; ) {
    const index = Math.floor(random.next() * streets.length);
    const { width, height, planes } = seen[index];
    const x = Math.floor(random.next() * width);
    const y = Math.floor(random.next() * height);
    const label = streets[index].label[2 * y * streets[index].width + 2 * x];
    if (label !== IGNORED && (RARE.has(label) || random.next() < common)) {
      planes.forEach((plane, feature) => {
        inputs[example * count + feature] = plane[y * width + x];
      });
      labels[example++] = label;
    }
  }
  return train(inputs, labels, { count, hidden, classes: NAMES.length, epochs, rate, seed });
}

/** Logits of shape (classes, height / 2, width / 2), in C order. */
export function logitsOf(model, street, { sees, blur }) {
  const { width, height, count, planes } = features(street, sees);
  const pixels = width * height;
  const classes = NAMES.length;
  const logits = new Float32Array(classes * pixels);
  const input = new Float32Array(count);
  const activity = new Float64Array(model.hidden);
  const scores = new Float64Array(classes);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let feature = 0; feature < count; feature++) {
      input[feature] = planes[feature][pixel];
    }
    forward(model, input, activity, scores);
    for (let id = 0; id < classes; id++) {
      logits[id * pixels + pixel] = scores[id];
    }
  }
  for (let id = 0; id < classes && blur > 0; id++) {
    logits.set(blurred(logits.slice(id * pixels, (id + 1) * pixels), width, height, blur), id * pixels);
  }
  return { shape: [classes, height, width], logits };
}
