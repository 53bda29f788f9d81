import type { FolderPatterns } from './folders.js';
import type { Template } from './template.js';

/** Where the files of a dataset are, as settings say it. */
export interface DatasetFiles {
  name: string;
  labels: Template;
  /** null: found by name, as without settings. */
  images: Template | null;
  /** Each with the name of its model, null where {model} or the folder says it. Empty: found by name. */
  predictions: readonly { model: string | null; template: Template }[];
}

/** Images, labels and predictions that belong together. */
export interface Dataset {
  /** "camvid"; unique among those found together. */
  name: string;
  /** The folder it is in; that of the workspace for one that is configured. */
  root: string;
  source: { kind: 'configured'; files: DatasetFiles } | InferredFolders;
  /** The workspace folder, to which models' names are relative. */
  workspace: string;
  patterns: FolderPatterns;
}

/** Folders, found by name, that hold the files of a dataset. */
export interface InferredFolders {
  kind: 'inferred';
  folders: readonly string[];
  /** Those of them that hold files of other datasets as well: a stranger there is not missed. */
  shared: readonly string[];
}

/** One prediction and what it is judged by. Models A and B of one label are two pairs. */
export interface DatasetPair {
  prediction: string;
  label: string;
  image: string | null;
  /** Names the model, equal in all its pairs: "predictions_a". */
  model: string;
}

export interface PairsOfDataset {
  pairs: DatasetPair[];
  unmatched: {
    /** Predictions for which no label was found. */
    predictions: string[];
    /** Labels for which no model has a prediction. */
    labels: string[];
    /** What fits several labels equally well; never guessed. */
    ambiguous: { prediction: string; labels: string[] }[];
  };
  /** false: there are more files than are looked at. */
  complete: boolean;
}
