import type { ClassRow, Report } from '../../../src/core/inspection/report.js';
import type { ReadySnapshot } from '../../../src/webview/state.js';

/** A class row; `id` also makes the numbers differ. */
export function classRow(id: number, change: Partial<ClassRow> = {}): ClassRow {
  return {
    id,
    name: `class ${id}`,
    color: [id * 10, id * 20, id * 30],
    absent: false,
    pixels: 10 * (id + 1),
    pixelShare: 0.1 * (id + 1),
    crossEntropy: 1 + id,
    crossEntropyShare: 0.3 - 0.1 * id,
    focal: 0.5,
    focalShare: 0.2,
    dice: 0.5,
    fScore: 0.5,
    iou: 0.4,
    precision: 0.5,
    recall: 0.6,
    ...change,
  };
}

export function absentRow(id: number): ClassRow {
  return classRow(id, {
    absent: true,
    pixels: 0,
    pixelShare: 0,
    crossEntropy: null,
    crossEntropyShare: null,
    focal: null,
    focalShare: null,
    dice: 1.98e-9,
    fScore: 1,
    iou: null,
    precision: null,
    recall: null,
  });
}

export function report(change: { kind?: 'logits' | 'mask'; valid?: number; classes?: ClassRow[] } = {}): Report {
  const { kind = 'logits', valid = 10, classes = [classRow(0), classRow(1), absentRow(2)] } = change;
  return {
    prediction: 'p.npy',
    label: 'l.png',
    settings: {
      weights: null,
      alpha: 0.5,
      gamma: 2,
      beta: 1,
      smooth: 1e-5,
      threshold: 0.5,
      base: 'crossEntropy',
      includeDice: true,
      dialect: 'origin',
      ignoreIndex: 255,
      reduceZeroLabel: false,
      classesFrom: 'classes.json',
      ignoreName: null,
      reading: {
        kind,
        layout: 'CHW',
        dtype: 'float32',
        shape: [3, 3, 4],
        numClasses: 3,
        samples: 1,
        samplesInFile: 1,
        sample: null,
        volume: false,
        predictionSize: [3, 4],
        labelSize: [3, 4],
        resized: false,
        evidence: ['channel sums far from 1: logits'],
      },
      labelReading: {
        encoding: 'index',
        preset: null,
        ignoreValues: [255],
        evidence: ['uint8 values 0–2: read as ids'],
        taken: null,
      },
    },
    pixels: { all: 12, valid, ignored: 12 - valid },
    totals: {
      crossEntropy: 1.25,
      focal: 0.5,
      dice: 0.75,
      fScore: 0.4,
      total: 2,
      meanIoU: 0.4,
      meanIoUOrigin: 0.3,
      pixelAccuracy: 0.5,
    },
    classes,
    confusion: [],
    ledger: null,
    findings: [],
    labelProposals: [],
  };
}

export function readySnapshot(change: Partial<ReadySnapshot> = {}): ReadySnapshot {
  const size = { width: 4, height: 3 };
  return {
    state: 'ready',
    inspectionId: 1,
    pair: { prediction: 'a/p.npy', label: 'a/l.png', image: null },
    report: report(),
    layers: [
      { id: 'label', ...size, encoding: 'class', range: null },
      { id: 'prediction', ...size, encoding: 'class', range: null },
      { id: 'crossEntropy', ...size, encoding: 'loss', range: [0, 5] },
      { id: 'focal', ...size, encoding: 'loss', range: [0, 2] },
    ],
    picture: { mime: 'image/png', ...size },
    background: 0,
    reading: { kind: 'auto', layout: 'auto' },
    comparison: null,
    stale: false,
    ...change,
  };
}
