/**
 * Answers hold typed arrays wherever there are many numbers. On their way through worker, host and webview those travel
 * beside the rest as exact ArrayBuffers, since JSON would turn NaN into null and a megabyte into thirteen.
 */
export interface Packed {
  /** JSON, with a Place wherever a typed array was. */
  json: unknown;
  buffers: ArrayBuffer[];
}

const ARRAYS = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array };
type ArrayName = keyof typeof ARRAYS;

/** Where a typed array belongs. */
interface Place {
  $array: ArrayName;
  buffer: number;
}

/**
 * Takes the typed arrays out; their buffers may be transferred afterwards. Throws on what JSON would change in silence:
 * numbers that are not finite (see jsonNumber), and values it does not know.
 */
export function pack(value: unknown): Packed {
  const buffers: ArrayBuffer[] = [];
  return { json: packValue(value, buffers, ''), buffers };
}

function packValue(value: unknown, buffers: ArrayBuffer[], path: string): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, k) => packValue(item, buffers, `${path}[${k}]`));
  }
  if (ArrayBuffer.isView(value)) {
    return { $array: nameOf(value, path), buffer: buffers.push(exact(value)) - 1 } satisfies Place;
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, packValue(item, buffers, `${path}.${key}`)]));
  }
  throw new TypeError(`JSON cannot carry ${String(value)} at ${path || 'the top'}.`);
}

/** Puts the typed arrays back. Throws on places without a fitting buffer. */
export function unpack({ json, buffers }: Packed): unknown {
  return unpackValue(json, buffers);
}

function unpackValue(value: unknown, buffers: readonly ArrayBuffer[]): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => unpackValue(item, buffers));
  }
  if ('$array' in value) {
    const { $array: name, buffer } = value as Place;
    const bytes = buffers[buffer];
    if (!Object.hasOwn(ARRAYS, name) || bytes === undefined) {
      throw new TypeError('An answer names an array that did not come along.');
    }
    return new ARRAYS[name](bytes);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpackValue(item, buffers)]));
}

function nameOf(view: ArrayBufferView, path: string): ArrayName {
  const name = view.constructor.name;
  if (!Object.hasOwn(ARRAYS, name)) {
    throw new TypeError(`A ${name} at ${path || 'the top'} cannot travel.`);
  }
  return name as ArrayName;
}

/** The view's own bytes and nothing else: a part of a larger buffer is copied out of it. */
function exact({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBuffer {
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) {
    return buffer;
  }
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer as ArrayBuffer;
}
