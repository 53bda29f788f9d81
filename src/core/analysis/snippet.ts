import type { WhatIfSettings } from './settings.js';

export interface SnippetParams {
  settings?: WhatIfSettings;
}

/** A Python script that loads the same files with the same mapping and asserts the total with PyTorch. */
export interface SnippetAnswer {
  code: string;
  /** What it leaves out, in plain sentences. */
  notes: string[];
}
