/** Names shared between the manifest and the code; a unit test compares the two. */
export { SECTION } from '../core/settings/section.js';
export const PANEL_TYPE = 'segmentationLoss.panel';
export const DATASET_REPORT_TYPE = 'segmentationLoss.datasetReport';
export const ARRAY_EDITOR_TYPE = 'segmentationLoss.array';
/** The tree of pairs in the activity bar. */
export const PAIRS_VIEW = 'segmentationLoss.pairs';
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
  treeInspect: 'segmentationLoss.tree.inspect',
  treeCompare: 'segmentationLoss.tree.compare',
  treeSort: 'segmentationLoss.tree.sort',
  treeGroup: 'segmentationLoss.tree.group',
  treeFilter: 'segmentationLoss.tree.filter',
  treeClearFilter: 'segmentationLoss.tree.clearFilter',
  treeMore: 'segmentationLoss.tree.more',
  openSample: 'segmentationLoss.openSample',
  openSettings: 'segmentationLoss.openSettings',
  openLog: 'segmentationLoss.openLog',
} as const;
