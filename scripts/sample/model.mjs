// A small network that looks at one pixel's features: one hidden layer, trained with Adam. Its errors are what makes
// the sample worth inspecting, so they are learnt, not painted.
import { exp, randomNumbers } from './numbers.mjs';

/**
 * Trains a model.
 *
 * @param {Float32Array} inputs features of all examples, one example after the other
 * @param {Uint8Array} labels class of each example
 * @param {{ count: number, hidden: number, classes: number, epochs: number, rate: number, seed: number }} options
 */
export function train(inputs, labels, { count, hidden, classes, epochs, rate, seed }) {
  const random = randomNumbers(seed);
  const model = {
    count,
    hidden,
    classes,
    first: weights(random, (count + 1) * hidden, count),
    second: weights(random, (hidden + 1) * classes, hidden),
  };
  const adam = [optimizer(model.first, rate), optimizer(model.second, rate)];
  const order = Uint32Array.from(labels, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let start = 0; start + BATCH <= order.length; start += BATCH) {
      step(model, inputs, labels, order.subarray(start, start + BATCH), adam);
    }
  }
  return model;
}

const BATCH = 64;

function weights(random, length, fanIn) {
  const scale = Math.sqrt(2 / fanIn);
  return new Float64Array(length).map(() => scale * random.normal());
}

function shuffle(order, random) {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
}

/** Adam: https://arxiv.org/abs/1412.6980 */
function optimizer(values, rate) {
  const mean = new Float64Array(values.length);
  const square = new Float64Array(values.length);
  let meanLeft = 1;
  let squareLeft = 1;
  return gradient => {
    meanLeft *= 0.9;
    squareLeft *= 0.999;
    const size = (rate * Math.sqrt(1 - squareLeft)) / (1 - meanLeft);
    for (let index = 0; index < values.length; index++) {
      const slope = gradient[index];
      mean[index] += 0.1 * (slope - mean[index]);
      square[index] += 0.001 * (slope * slope - square[index]);
      values[index] -= (size * mean[index]) / (Math.sqrt(square[index]) + 1e-8);
    }
  };
}

/** One step down the mean cross entropy of a batch. */
function step(model, inputs, labels, batch, [updateFirst, updateSecond]) {
  const { count, hidden, classes, first, second } = model;
  const firstSlope = new Float64Array(first.length);
  const secondSlope = new Float64Array(second.length);
  const activity = new Float64Array(hidden);
  const scores = new Float64Array(classes);
  for (const example of batch) {
    const input = inputs.subarray(example * count, (example + 1) * count);
    forward(model, input, activity, scores);
    softmax(scores);
    scores[labels[example]] -= 1;
    for (let unit = 0; unit <= hidden; unit++) {
      const value = unit < hidden ? activity[unit] : 1;
      if (value === 0) {
        continue;
      }
      let back = 0;
      for (let id = 0; id < classes; id++) {
        const slope = scores[id] / BATCH;
        secondSlope[unit * classes + id] += value * slope;
        back += second[unit * classes + id] * slope;
      }
      if (unit < hidden) {
        for (let index = 0; index < count; index++) {
          firstSlope[index * hidden + unit] += back * input[index];
        }
        firstSlope[count * hidden + unit] += back;
      }
    }
  }
  updateFirst(firstSlope);
  updateSecond(secondSlope);
}

/** Hidden activity (rectified) and scores, written into the arrays given. */
export function forward({ count, hidden, classes, first, second }, input, activity, scores) {
  for (let unit = 0; unit < hidden; unit++) {
    activity[unit] = first[count * hidden + unit];
  }
  for (let index = 0; index < count; index++) {
    const value = input[index];
    for (let unit = 0; unit < hidden; unit++) {
      activity[unit] += value * first[index * hidden + unit];
    }
  }
  for (let id = 0; id < classes; id++) {
    scores[id] = second[hidden * classes + id];
  }
  for (let unit = 0; unit < hidden; unit++) {
    activity[unit] = Math.max(activity[unit], 0);
    for (let id = 0; id < classes; id++) {
      scores[id] += activity[unit] * second[unit * classes + id];
    }
  }
}

function softmax(scores) {
  let largest = -Infinity;
  for (const score of scores) {
    largest = Math.max(largest, score);
  }
  let sum = 0;
  for (let id = 0; id < scores.length; id++) {
    scores[id] = exp(scores[id] - largest);
    sum += scores[id];
  }
  for (let id = 0; id < scores.length; id++) {
    scores[id] /= sum;
  }
}
