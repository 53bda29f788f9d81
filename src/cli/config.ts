import { readFileSync } from 'node:fs';
import { InspectionError } from '../core/errors.js';
import { isRecord } from '../core/labels/classLists/json.js';
import type { FolderPatterns } from '../core/pairing/folders.js';
import type { Getter } from '../core/settings/check.js';
import { type DatasetSetting, parseDatasets } from '../core/settings/datasets.js';
import { SECTION } from '../core/settings/section.js';
import { parseFolders, parseSettings, SETTING_KEYS, type Settings } from '../core/settings/settings.js';
import { withoutComments } from './jsonWithComments.js';

/** What --config says; without one, the defaults. */
export interface Config {
  settings: Settings;
  folders: FolderPatterns;
  /** Relative templates start at `root`, which stands for the workspace folder. */
  datasets(root: string): DatasetSetting[];
}

/**
 * Reads the settings of the extension from a file: a VS Code settings.json, whose other settings do not matter, or the
 * same without the section's name, where an unknown one is refused. Throws config-unreadable and setting-invalid.
 */
export function readConfig(path: string | undefined): Config {
  const values = path === undefined ? new Map<string, unknown>() : valuesIn(path);
  const get: Getter = key => values.get(key);
  return {
    settings: parseSettings(get),
    folders: parseFolders(get),
    datasets: root => parseDatasets(get, root),
  };
}

function valuesIn(path: string): Map<string, unknown> {
  const content = objectIn(path);
  const prefix = `${SECTION}.`;
  const ours = Object.entries(content).filter(([key]) => key.startsWith(prefix));
  if (ours.length > 0) {
    return new Map(ours.map(([key, value]) => [key.slice(prefix.length), value]));
  }
  const values = new Map<string, unknown>();
  flatten(content, '', values, path);
  return values;
}

/** "loss.gamma": 2 and "loss": {"gamma": 2} are the same. */
function flatten(content: Record<string, unknown>, above: string, into: Map<string, unknown>, path: string): void {
  for (const [name, value] of Object.entries(content)) {
    const key = above + name;
    if (SETTING_KEYS.includes(key)) {
      into.set(key, value);
    } else if (isRecord(value) && SETTING_KEYS.some(one => one.startsWith(`${key}.`))) {
      flatten(value, `${key}.`, into, path);
    } else {
      throw unreadable(path, `has no setting "${key}" to give`, `It is one of ${SETTING_KEYS.join(', ')}.`);
    }
  }
}

function objectIn(path: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(withoutComments(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    throw unreadable(path, `could not be read (${(error as Error).message})`, 'Give a JSON file of settings.');
  }
  if (!isRecord(content)) {
    throw unreadable(path, 'is no JSON object', 'Give a JSON file of settings, {"datasets": [...]}.');
  }
  return content;
}

function unreadable(path: string, what: string, hint: string): InspectionError {
  return new InspectionError('config-unreadable', `${path} ${what}.`, hint);
}
