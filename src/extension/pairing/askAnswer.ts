import * as vscode from 'vscode';
import type { Choice } from '../../core/choice.js';
import { filesIn } from '../../core/pairing/listing.js';
import { extensionOf, folderOf, nameOf } from '../../core/pairing/paths.js';
import type { ReadingOverride } from '../../shared/protocol.js';
import { displayName, listFolderAt } from '../files/workspaceFiles.js';
import type { Pair } from '../inspection/pair.js';
import { said } from '../said.js';
import type { AnswerMemory } from './answerMemory.js';

/** Asks which array, sample, slice or kind is meant, or answers as earlier; undefined: dismissed. */
export async function askAnswer(
  choice: Choice,
  pair: Pair,
  memory: AnswerMemory,
  anew: boolean,
): Promise<Partial<ReadingOverride> | undefined> {
  const known = anew ? undefined : memory.recall(choice, pair);
  if (known) {
    return known;
  }
  const { about, answers } = choice;
  const likely = about === 'sample' || about === 'slice' ? await placeInFolder(pair.label, answers.length) : null;
  const items = answers.map(({ value, detail = '' }, k) => ({
    label: String(value),
    description:
      k === likely
        ? vscode.l10n.t("the label's place among the {0} files of its folder", answers.length)
        : said(detail),
    value,
  }));
  if (likely !== null) {
    items.unshift(...items.splice(likely, 1));
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Inspect segmentation loss'),
    placeHolder: question(choice, pair),
    matchOnDescription: true,
  });
  if (!picked) {
    return undefined;
  }
  await memory.remember(about, pair, picked.value);
  return { [about]: picked.value };
}

function question({ about, answers }: Choice, pair: Pair): string {
  const [prediction, label] = [displayName(pair.prediction), displayName(pair.label ?? pair.prediction)];
  switch (about) {
    case 'predictionArray':
      return vscode.l10n.t('Which array of {0} is the prediction? (asked once for its folder)', prediction);
    case 'labelArray':
      return vscode.l10n.t('Which array of {0} is the label? (asked once for its folder)', label);
    case 'kind':
      return vscode.l10n.t('What does {0} hold? (asked once for its folder)', prediction);
    case 'slice':
      return vscode.l10n.t('Which slice belongs to the other file, {0}? (0 to {1})', label, answers.length - 1);
    case 'sample':
      return vscode.l10n.t('Which sample belongs to the other file, {0}? (0 to {1})', label, answers.length - 1);
  }
}

/** Batches are written in the order of the files: where a label's folder has as many, its place in it is offered first. */
async function placeInFolder(label: string | null, count: number): Promise<number | null> {
  if (label === null) {
    return null;
  }
  const uri = vscode.Uri.parse(label);
  const entries = await listFolderAt(uri)(folderOf(uri.path));
  const alike = filesIn(entries).filter(name => extensionOf(name) === extensionOf(nameOf(uri.path)));
  const place = alike.sort().indexOf(nameOf(uri.path));
  return alike.length === count && place >= 0 ? place : null;
}
