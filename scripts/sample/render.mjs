// A scene as a photo and its label.
import { backdrop, CAMERA_HEIGHT, hazed } from './backdrop.mjs';
import { CAR, IGNORED, PERSON } from './classes.mjs';
import { clamp, randomNumbers } from './numbers.mjs';
import { figures } from './things.mjs';

/** Focal length in picture widths. */
const FOCAL = 0.72;
/** Rays per pixel and direction. */
const RAYS = 2;

/**
 * Renders a scene.
 *
 * @returns {{ width: number, height: number, rgb: Uint8Array, label: Uint8Array }} the label with IGNORED around
 *   cars and persons, as annotators leave it
 */
export function render(scene, width, height) {
  const fine = { width: width * RAYS, height: height * RAYS };
  const view = viewOf(scene, fine.width, fine.height);
  const count = fine.width * fine.height;
  const classes = new Uint8Array(count);
  const colors = new Float32Array(count * 3);
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const [id, color, z] = backdrop(scene, (x + 0.5 - view.cx) / view.focal, (y + 0.5 - view.cy) / view.focal);
      put(classes, colors, y * fine.width + x, id, z > 0 ? hazed(color, z) : color);
    }
  }
  for (const thing of scene.things) {
    paintShadow(thing, view, fine, classes, colors);
    paint(thing, view, fine, classes, colors);
  }
  return { width, height, rgb: develop(scene, width, height, colors), label: annotate(width, height, classes) };
}

function viewOf(scene, width, height) {
  return { focal: FOCAL * width, cx: width * (0.5 + scene.turn), cy: height * scene.horizon };
}

function put(classes, colors, index, id, [r, g, b]) {
  classes[index] = id;
  colors[index * 3] = r;
  colors[index * 3 + 1] = g;
  colors[index * 3 + 2] = b;
}

function paint(thing, { focal, cx, cy }, { width, height }, classes, colors) {
  const { half, at } = figures[thing.kind];
  const scale = focal / thing.z;
  const middle = cx + thing.x * scale;
  const floor = cy + CAMERA_HEIGHT * scale;
  const [left, right] = span(middle - half(thing) * scale, middle + half(thing) * scale, width);
  const [top, bottom] = span(floor - (thing.height + 1.6) * scale, floor, height);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const hit = at(thing, (x + 0.5 - middle) / scale, (floor - y - 0.5) / scale);
      if (hit) {
        put(classes, colors, y * width + x, hit[0], hazed(hit[1], thing.z));
      }
    }
  }
}

/** A soft dark patch where the thing meets the ground. */
function paintShadow(thing, { focal, cx, cy }, { width, height }, _classes, colors) {
  const scale = focal / thing.z;
  const reach = { car: 1.25, tree: 1.5, person: 0.42, lamp: 0.25, sign: 0.2, light: 0.25 }[thing.kind];
  const flat = thing.kind === 'car' ? 0.22 : 0.12;
  const middle = cx + (thing.x + reach * 0.25) * scale;
  const floor = cy + CAMERA_HEIGHT * scale;
  const [left, right] = span(middle - reach * scale, middle + reach * scale, width);
  const [top, bottom] = span(floor - reach * flat * scale, floor + reach * flat * scale, height);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const r = ((x + 0.5 - middle) / (reach * scale)) ** 2 + ((y + 0.5 - floor) / (reach * flat * scale)) ** 2;
      if (r < 1) {
        const dark = 1 - 0.55 * (1 - r);
        for (let channel = 0; channel < 3; channel++) {
          colors[(y * width + x) * 3 + channel] *= dark;
        }
      }
    }
  }
}

function span(from, to, size) {
  return [clamp(Math.floor(from), 0, size), clamp(Math.ceil(to), 0, size)];
}

/** Means over the rays of a pixel, darker corners, a little grain. */
function develop(scene, width, height, colors) {
  const random = randomNumbers(scene.seed + 77);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const corner = 1.2 - 0.2 * ((2 * x) / width - 1) ** 2 - 0.08 * ((2 * y) / height - 1) ** 2;
      const grain = 2.2 * random.normal();
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let ray = 0; ray < RAYS * RAYS; ray++) {
          const at = (y * RAYS + Math.floor(ray / RAYS)) * width * RAYS + x * RAYS + (ray % RAYS);
          sum += colors[at * 3 + channel];
        }
        rgb[(y * width + x) * 3 + channel] = clamp(Math.round((sum / (RAYS * RAYS)) * corner + grain), 0, 255);
      }
    }
  }
  return rgb;
}

/** The class of each pixel, and IGNORED in a ring around cars and persons. */
function annotate(width, height, classes) {
  const label = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      label[y * width + x] = classes[y * RAYS * width * RAYS + x * RAYS];
    }
  }
  const ringed = label.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const own = label[y * width + x];
      if (own !== CAR && own !== PERSON && touches(label, width, height, x, y)) {
        ringed[y * width + x] = IGNORED;
      }
    }
  }
  return ringed;
}

/** Whether a car or a person is at most two pixels away. */
function touches(label, width, height, x, y) {
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
      const id = inside ? label[(y + dy) * width + x + dx] : IGNORED;
      if (Math.abs(dx) + Math.abs(dy) < 4 && (id === CAR || id === PERSON)) {
        return true;
      }
    }
  }
  return false;
}
