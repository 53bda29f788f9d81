import { tf } from '../tf.js';
import { registerElementwise } from './elementwise.js';
import { registerStructure } from './structure.js';

/**
 * A tfjs backend whose numbers are float64. tfjs' own backends compute in float32, which cannot show a Dice loss of
 * 0.001 to six digits. Losses are tfjs expressions on sums per class (small tensors), so plain loops are fast enough,
 * and tfjs' automatic differentiation gives their derivatives in float64 as well.
 *
 * Tensors still say dtype 'float32', tfjs' only real type; their storage is Float64Array (or Float32Array where
 * per-pixel results come in as such).
 */
export const FLOAT64_BACKEND = 'float64';

export type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array;

interface Entry {
  values: Numbers;
  references: number;
}

export class Float64Backend extends tf.KernelBackend {
  private readonly entries = new WeakMap<object, Entry>();
  private count = 0;

  override numDataIds(): number {
    return this.count;
  }

  override write(values: tf.BackendValues): object {
    const dataId = {};
    this.move(dataId, values);
    return dataId;
  }

  override move(dataId: object, values: tf.BackendValues): void {
    this.entries.set(dataId, { values: values as Numbers, references: 1 });
    this.count++;
  }

  override readSync(dataId: object): tf.BackendValues {
    return this.entry(dataId).values as tf.BackendValues;
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  override refCount(dataId: object): number {
    return this.entries.get(dataId)?.references ?? 0;
  }

  override incRef(dataId: object): void {
    this.entry(dataId).references++;
  }

  override disposeData(dataId: object, force = false): boolean {
    const entry = this.entries.get(dataId);
    if (entry) {
      entry.references--;
      if (!force && entry.references > 0) {
        return false;
      }
      this.entries.delete(dataId);
      this.count--;
    }
    return true;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return Number.EPSILON;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override timerAvailable(): boolean {
    return false;
  }

  private entry(dataId: object): Entry {
    const entry = this.entries.get(dataId);
    if (!entry) {
      throw new Error('The tensor is disposed, or belongs to another backend.');
    }
    return entry;
  }
}

let registered = false;

/** Registers the backend and makes it the one in use. Safe to call again. */
export function useFloat64(): void {
  if (!registered) {
    registered = true;
    tf.registerBackend(FLOAT64_BACKEND, () => new Float64Backend(), 0);
    registerElementwise();
    registerStructure();
  }
  tf.setBackend(FLOAT64_BACKEND);
}
