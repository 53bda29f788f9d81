import type { Memory } from '../../src/extension/pairing/choices.js';

/** A workspace's storage. */
export function memory(): Memory {
  const store = new Map<string, unknown>();
  return {
    get: key => store.get(key),
    update: async (key, value) => {
      store.set(key, value);
    },
  };
}
