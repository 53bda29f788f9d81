import { h } from '../dom.js';
import type { LayerStore } from '../layerStore.js';
import type { State } from '../state.js';
import { CanvasRenderer } from './canvasRenderer.js';
import { makeScene } from './makeScene.js';

/** Picture and overlay as shown, one pixel of the file for one of the label; null while codes are missing. */
export async function overlayPng(state: State, layers: LayerStore): Promise<ArrayBuffer | null> {
  const scene = makeScene(state, layers);
  if (!scene) {
    return null;
  }
  const canvas = h('canvas');
  canvas.width = scene.size.width;
  canvas.height = scene.size.height;
  const renderer = new CanvasRenderer(canvas);
  renderer.setScene(scene);
  const { opacity, swipe } = state.ui;
  renderer.draw({
    transform: { scale: 1, x: 0, y: 0 },
    ...{ ratio: 1, opacity, divider: swipe.at * scene.size.width, draft: false },
  });
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  return blob && (await blob.arrayBuffer());
}
