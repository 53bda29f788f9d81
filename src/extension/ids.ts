/** Names shared between the manifest and the code; a unit test compares the two. */
export { SECTION } from '../core/settings/section.js';
export const PANEL_TYPE = 'segmentationLoss.panel';
export const DATASET_REPORT_TYPE = 'segmentationLoss.datasetReport';
export const ARRAY_EDITOR_TYPE = 'segmentationLoss.array';
export const DISPLAY_NAME = 'Segmentation Loss';

export const COMMANDS = {
  inspect: 'segmentationLoss.inspect',
  compare: 'segmentationLoss.compare',
  rerun: 'segmentationLoss.rerun',
  cancel: 'segmentationLoss.cancel',
  pickLabel: 'segmentationLoss.pickLabel',
  pickPrediction: 'segmentationLoss.pickPrediction',
  explainPairing: 'segmentationLoss.explainPairing',
  scan: 'segmentationLoss.scan',
  pauseScan: 'segmentationLoss.pauseScan',
  resumeScan: 'segmentationLoss.resumeScan',
  cancelScan: 'segmentationLoss.cancelScan',
  clearScan: 'segmentationLoss.clearScan',
  datasetReport: 'segmentationLoss.datasetReport',
  openSettings: 'segmentationLoss.openSettings',
  openLog: 'segmentationLoss.openLog',
} as const;
