import type { Sentences } from '../translator.js';
import { analysis } from './analysis.js';
import { dataset } from './dataset.js';
import { dialects } from './dialects.js';
import { findings } from './findings.js';
import { formats } from './formats.js';
import { host } from './host.js';
import { inspection } from './inspection.js';
import { labels } from './labels.js';
import { pairing } from './pairing.js';
import { pickles } from './pickles.js';
import { pictures } from './pictures.js';
import { settings } from './settings.js';
import { volumes } from './volumes.js';
import { words } from './words.js';

/** By the rooms that make the sentences. */
export const ROOMS = {
  analysis,
  dataset,
  dialects,
  findings,
  formats,
  host,
  inspection,
  labels,
  pairing,
  pickles,
  pictures,
  settings,
  volumes,
} as const;

/** Everything that is said outside the panel and the manifest, in Simplified Chinese. */
export const sentences: Sentences = Object.assign({}, ...Object.values(ROOMS));

export const parts: Sentences = words;
