import * as vscode from 'vscode';
import { TERM_TITLES, TERMS } from '../../core/dataset/terms.js';
import { said } from '../said.js';
import type { ScannedDataset } from '../scan/types.js';
import { GROUPINGS, type Grouping, type PairFilter } from './nodes.js';
import { codesOf, type Order } from './order.js';

interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

/** What pairs are to be sorted by; undefined: dismissed. */
export async function askOrder(datasets: readonly ScannedDataset[], now: Order): Promise<Order | undefined> {
  const items: (Choice<Order> | vscode.QuickPickItem)[] = [];
  const section = (label: string, orders: Order[]): void => {
    if (orders.length > 0) {
      items.push({ label, kind: vscode.QuickPickItemKind.Separator });
      items.push(...orders.map(value => ({ label: titleOf(value), value, picked: same(value, now) })));
    }
  };
  const pairs = datasets.flatMap(dataset => dataset.pairs);
  const classes = new Set(pairs.flatMap(({ outcome }) => (outcome && 'ok' in outcome ? outcome.ok.classes : [])));
  const codes = new Set(pairs.flatMap(codesOf));
  const models = new Set(datasets.filter(one => one.models.length > 1).flatMap(one => one.models));
  section(
    vscode.l10n.t('Worst first by'),
    TERMS.map(term => ({ by: 'term', term })),
  );
  section(
    vscode.l10n.t('IoU of a class'),
    [...classes].map(name => ({ by: 'class', name })),
  );
  section(
    vscode.l10n.t('With a finding first'),
    [...codes].sort().map(code => ({ by: 'finding', code })),
  );
  section(
    vscode.l10n.t('What has become worse against'),
    [...models].map(baseline => ({ by: 'regression', baseline })),
  );
  section(vscode.l10n.t('Other'), [{ by: 'name' }]);
  const picked = await vscode.window.showQuickPick(marked(items, now), {
    placeHolder: vscode.l10n.t('Sort pairs by'),
    matchOnDescription: true,
  });
  return picked && 'value' in picked ? picked.value : undefined;
}

/** The present one has a check mark. */
function marked<T>(items: readonly (Choice<T> | vscode.QuickPickItem)[], now: T): (Choice<T> | vscode.QuickPickItem)[] {
  return items.map(item =>
    'value' in item && same(item.value, now) ? { ...item, iconPath: new vscode.ThemeIcon('check') } : item,
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function titleOf(order: Order): string {
  switch (order.by) {
    case 'term':
      return said(TERM_TITLES[order.term]);
    case 'class':
      return order.name;
    case 'finding':
      return order.code;
    case 'regression':
      return order.baseline;
    case 'name':
      return vscode.l10n.t('Name');
  }
}

/** Beside the title of the view. */
export function orderText(order: Order): string {
  const title = titleOf(order);
  switch (order.by) {
    case 'class':
      return vscode.l10n.t('by IoU of {0}', title);
    case 'regression':
      return vscode.l10n.t('against {0}', title);
    case 'term':
    case 'finding':
    case 'name':
      return vscode.l10n.t('by {0}', title);
  }
}

function groupingTitle(grouping: Grouping): string {
  switch (grouping) {
    case 'none':
      return vscode.l10n.t('Not grouped');
    case 'model':
      return vscode.l10n.t('Model');
    case 'severity':
      return vscode.l10n.t('Severity');
    case 'folder':
      return vscode.l10n.t('Folder');
  }
}

export async function askGrouping(now: Grouping): Promise<Grouping | undefined> {
  const items = GROUPINGS.map(value => ({ label: groupingTitle(value), value }));
  const placeHolder = vscode.l10n.t('Group pairs by');
  const picked = await vscode.window.showQuickPick(marked(items, now), { placeHolder });
  return picked && 'value' in picked ? (picked as Choice<Grouping>).value : undefined;
}

export async function askFilter(now: PairFilter): Promise<PairFilter | undefined> {
  const text = await vscode.window.showInputBox({
    value: now.text,
    prompt: vscode.l10n.t('Part of a path, a model, or the code of a finding; empty shows everything'),
    placeHolder: 'val/',
  });
  return text === undefined ? undefined : { text: text.trim() };
}
