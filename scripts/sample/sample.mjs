// The sample workspace, file by file.
import { encode } from 'fast-png';
import { CLASSES_JSON, IGNORED, PALETTE } from './classes.mjs';
import { npyFloat16 } from './npy.mjs';
import { logitsOf, MODELS, trainOn } from './predict.mjs';
import { render } from './render.mjs';
import { makeScene } from './scene.mjs';

const WIDTH = 384;
const HEIGHT = 224;

/** The streets one can inspect. */
const SCENES = {
  avenue: [12, { persons: 5, cars: 6, trees: 8 }],
  crossing: [1, { persons: 7, cars: 4, trees: 5, crossing: true }],
  market: [7, { persons: 10, cars: 3, trees: 3, crossing: true }],
};
/** The streets the models learnt from. */
const TRAINING = Array.from({ length: 8 }, (_, index) => [101 + index, { crossing: index % 2 === 0 }]);

/**
 * Makes all generated files.
 *
 * @returns {Map<string, Uint8Array>} content by path inside the workspace
 */
export function makeSample() {
  const files = new Map();
  files.set('classes.json', new TextEncoder().encode(`${JSON.stringify(CLASSES_JSON, null, 2)}\n`));
  const street = ([seed, busy]) => render(makeScene(seed, busy), WIDTH, HEIGHT);
  const training = TRAINING.map(street);
  const models = Object.entries(MODELS).map(([folder, options]) => [folder, options, trainOn(training, options)]);
  for (const [name, recipe] of Object.entries(SCENES)) {
    const picture = street(recipe);
    const size = { width: WIDTH, height: HEIGHT, depth: 8 };
    files.set(`images/${name}.png`, encode({ ...size, channels: 3, data: picture.rgb }));
    files.set(`labels/${name}.png`, encode({ ...size, channels: 1, data: picture.label, palette: fullPalette() }));
    for (const [folder, options, model] of models) {
      const { shape, logits } = logitsOf(model, picture, options);
      files.set(`${folder}/${name}.npy`, npyFloat16(shape, logits));
    }
  }
  return files;
}

/** 256 colours, so that the ignore value has one too: the file shows its classes in any viewer. */
function fullPalette() {
  return Array.from({ length: 256 }, (_, id) => (id === IGNORED ? [245, 245, 240] : (PALETTE[id] ?? [0, 0, 0])));
}
