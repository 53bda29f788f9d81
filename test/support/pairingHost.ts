import { DEFAULT_FOLDERS } from '../../src/core/pairing/folders.js';
import type { ListFolder } from '../../src/core/pairing/listing.js';
import { parseDatasets } from '../../src/core/settings/datasets.js';
import { Choices } from '../../src/extension/pairing/choices.js';
import type { PairingHost } from '../../src/extension/pairing/resolvePair.js';
import { memory } from './memory.js';

/** The URI of a path in the workspace /w. */
export const uri = (path: string): string => `file:///w/${path}`;

export interface FakeHost {
  host: PairingHost;
  choices: Choices;
  /** Candidates of every question. */
  asked: string[][];
}

/** Pairing without an editor: a workspace /w, settings, and a user who answers. */
export function fakeHost(
  list: ListFolder,
  answer: (candidates: string[]) => string | undefined = () => undefined,
  datasetSettings: unknown[] = [],
): FakeHost {
  const asked: string[][] = [];
  const choices = new Choices(memory());
  const datasets = parseDatasets(key => (key === 'datasets' ? datasetSettings : undefined), '/w');
  const ask = async (candidates: string[]) => {
    asked.push(candidates);
    return answer(candidates);
  };
  const host: PairingHost = {
    path: file => file.slice('file://'.length),
    withPath: (_file, path) => `file://${path}`,
    list: () => list,
    root: () => '/w',
    folders: () => DEFAULT_FOLDERS,
    datasets: () => datasets,
    displayName: file => file.replace(/^file:\/\/\/w\/?/, ''),
    ask: (_role, _start, candidates) => ask(candidates),
    askOnce: (_role, candidates) => ask(candidates),
    recall: (role, start, candidates) => choices.recall(role, start, candidates),
    chosenFor: (role, start) => choices.chosenFor(role, start),
    remember: (role, start, candidates, chosen) => choices.remember(role, start, candidates, chosen),
  };
  return { host, choices, asked };
}
