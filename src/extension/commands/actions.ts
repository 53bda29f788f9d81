import * as vscode from 'vscode';
import type { Choice } from '../../core/choice.js';
import type { PanelAction, ReadingOverride } from '../../shared/protocol.js';
import { COMMANDS, SECTION } from '../ids.js';
import type { Pair } from '../inspection/pair.js';
import { askForFile } from '../pairing/ask.js';
import { completePair, type PairingHost, partners } from '../pairing/resolvePair.js';
import type { InspectionPanel } from '../panel/inspectionPanel.js';

export interface ActionContext {
  pairing: PairingHost;
  change: (panel: InspectionPanel, pair: Pair) => void;
  showLog: () => void;
  /** Puts a question, also one that was answered earlier. */
  answer: (choice: Choice, pair: Pair) => Promise<Partial<ReadingOverride> | undefined>;
}

/** What the buttons of a failure, and the commands of the same names, do to a panel. */
export async function act(panel: InspectionPanel, id: PanelAction['id'], context: ActionContext): Promise<void> {
  const { pair } = panel.session;
  switch (id) {
    case 'choose':
      await answer(panel, context);
      break;
    case 'showLog':
      context.showLog();
      break;
    case 'openSettings':
      await openSettings();
      break;
    case 'retry':
      // Files may have appeared since: what was missing is looked for again.
      context.change(panel, await completePair(pair, context.pairing));
      break;
    case 'explain':
      await vscode.commands.executeCommand(COMMANDS.explainPairing);
      break;
    case 'pickLabel':
      await pick('label', pair.prediction, panel, context);
      break;
    case 'compare':
      await compare(panel, context);
      break;
    case 'endComparison':
      panel.compareWith(null);
      break;
    case 'pickPrediction':
      await pick('prediction', pair.label ?? pair.prediction, panel, context);
      break;
  }
}

/** Another file for a role of the panel's pair; the choice is kept for the next time. */
async function pick(
  role: 'label' | 'prediction',
  start: string,
  panel: InspectionPanel,
  { pairing, change }: ActionContext,
): Promise<void> {
  const { pair } = panel.session;
  const candidates = await others(start, role, pairing);
  const chosen = await askForFile(role, candidates, start);
  if (chosen === undefined || panel.disposed) {
    return;
  }
  if (start !== pair.prediction || role === 'label') {
    await pairing.remember(role, start, candidates, chosen);
  }
  change(panel, await completePair({ ...pair, [role]: chosen }, pairing));
}

/** Asks what the failure wants to know, and runs again with the answer. */
async function answer({ session }: InspectionPanel, context: ActionContext): Promise<void> {
  const choice = session.problem?.choice;
  const found = choice && (await context.answer(choice, session.pair));
  if (found) {
    await session.setReading({ ...session.reading, ...found });
  }
}

/** Another prediction of the panel's label, to compare with. */
async function compare(panel: InspectionPanel, { pairing }: ActionContext): Promise<void> {
  const { prediction, label } = panel.session.pair;
  const start = label ?? prediction;
  const candidates = (await others(start, 'prediction', pairing)).filter(uri => uri !== prediction);
  const chosen = await askForFile('prediction', candidates, start);
  if (chosen !== undefined && !panel.disposed) {
    panel.compareWith(chosen);
  }
}

export function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', SECTION);
}

/** Files that would do for a role, seen from another file of the pair. */
async function others(start: string, role: 'label' | 'prediction', pairing: PairingHost): Promise<string[]> {
  const found = await partners(start, role === 'label' ? 'prediction' : 'label', pairing);
  const single = found[role];
  const paths = found.ambiguous[role] ?? (single === null ? (found.doubtful[role] ?? []) : [single]);
  return paths.map(path => pairing.withPath(start, path));
}
