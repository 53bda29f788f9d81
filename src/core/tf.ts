import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** The single place where TensorFlow.js and its backend are chosen. */
export { tf };

let ready: Promise<string> | undefined;

/**
 * Starts tfjs once: the WebAssembly backend from the .wasm files in `wasmFolder`, or plain JavaScript where
 * WebAssembly cannot start. Resolves to the backend in use. Threads stay off: a worker of an editor takes one core.
 */
export function startTensorFlow(wasmFolder: string): Promise<string> {
  ready ??= start(wasmFolder);
  return ready;
}

async function start(wasmFolder: string): Promise<string> {
  // Silences the advice to install native bindings, which an extension cannot follow.
  tf.env().set('PROD', true);
  setWasmPaths(wasmFolder.replace(/\/*$/, '/'));
  const started = await tf.setBackend('wasm').catch(() => false);
  if (!started) {
    await tf.setBackend('cpu');
  }
  await tf.ready();
  return tf.getBackend();
}
