import * as vscode from 'vscode';
import { findPartners } from '../../core/pairing/partners.js';
import type { PanelAction } from '../../shared/protocol.js';
import { SECTION } from '../ids.js';
import type { Pair } from '../inspection/pair.js';
import { askForFile } from '../pairing/ask.js';
import { completePair, type PairingHost } from '../pairing/resolvePair.js';
import type { InspectionPanel } from '../panel/inspectionPanel.js';

export interface ActionContext {
  pairing: PairingHost;
  change: (panel: InspectionPanel, pair: Pair) => void;
  showLog: () => void;
}

/** What the buttons of a failure, and the commands of the same names, do to a panel. */
export async function act(panel: InspectionPanel, id: PanelAction['id'], context: ActionContext): Promise<void> {
  const { pair } = panel.session;
  switch (id) {
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
    case 'pickLabel': {
      const label = await askForFile('label', await others(pair.prediction, 'label', context.pairing), pair.prediction);
      if (label !== undefined && !panel.disposed) {
        context.change(panel, await completePair({ ...pair, label }, context.pairing));
      }
      break;
    }
    case 'pickPrediction': {
      const start = pair.label ?? pair.prediction;
      const found = await others(start, 'prediction', context.pairing);
      const prediction = await askForFile('prediction', found, start);
      if (prediction !== undefined && !panel.disposed) {
        context.change(panel, await completePair({ ...pair, prediction }, context.pairing));
      }
      break;
    }
  }
}

export function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', SECTION);
}

/** Files that would do for a role, seen from another file of the pair. */
async function others(start: string, role: 'label' | 'prediction', pairing: PairingHost): Promise<string[]> {
  const query = { file: pairing.path(start), role: role === 'label' ? ('prediction' as const) : ('label' as const) };
  const found = await findPartners(query, pairing.list(start), pairing.folders(start));
  const single = found[role];
  return (found.ambiguous[role] ?? (single === null ? [] : [single])).map(path => pairing.withPath(start, path));
}
