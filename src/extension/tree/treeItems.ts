import * as vscode from 'vscode';
import { TERM_TITLES, type Term } from '../../core/dataset/terms.js';
import { fromJsonNumber } from '../../core/inspection/jsonNumber.js';
import type { ReportNumber, Severity } from '../../core/inspection/report.js';
import { nameOf, stemOf } from '../../core/pairing/paths.js';
import { displayName } from '../files/workspaceFiles.js';
import { COMMANDS } from '../ids.js';
import { said } from '../said.js';
import type { ScannedDataset, ScannedPair } from '../scan/types.js';
import type { FileNode, GroupNode, MoreNode, PairNode } from './nodes.js';
import type { Order } from './order.js';

const ICONS: Record<Severity, [icon: string, color: string]> = {
  error: ['error', 'list.errorForeground'],
  warning: ['warning', 'list.warningForeground'],
  info: ['info', 'problemsInfoIcon.foreground'],
};

/** "0.08123", "NaN" */
function shown(value: number | null): string {
  if (value === null) {
    return '–';
  }
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value).replace('Infinity', '∞');
}

/** @param order what its pairs are sorted by, in words */
export function datasetItem(dataset: ScannedDataset, order: string): vscode.TreeItem {
  const item = new vscode.TreeItem(dataset.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = dataset.id;
  item.iconPath = new vscode.ThemeIcon('database');
  item.contextValue = 'dataset';
  const { length } = dataset.pairs;
  item.description = `${pairsText(length)}, ${order}`;
  item.tooltip = new vscode.MarkdownString()
    .appendText(displayName(dataset.folder))
    .appendMarkdown('\n\n')
    .appendText(dataset.models.filter(model => model !== '').join(', '));
  return item;
}

function pairsText(count: number): string {
  if (count === 1) {
    return vscode.l10n.t('1 pair');
  }
  return vscode.l10n.t('{0} pairs', count.toLocaleString());
}

export function groupItem({ id, group, name, children }: GroupNode): vscode.TreeItem {
  const closed = group === 'waiting' || group === 'unmatched' || group === 'failed';
  const state = closed ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
  const item = new vscode.TreeItem(groupTitle(group, name), state);
  item.id = id;
  item.description = children.length.toLocaleString();
  item.iconPath = groupIcon(group, name);
  item.contextValue = `group.${group}`;
  return item;
}

function groupTitle(group: GroupNode['group'], name: string): string {
  switch (group) {
    case 'failed':
      return vscode.l10n.t('Not evaluated');
    case 'waiting':
      return vscode.l10n.t('Not looked at yet');
    case 'unmatched':
      return vscode.l10n.t('Without a partner');
    case 'severity':
      return severityTitle(name);
    case 'model':
    case 'folder':
      return name;
  }
}

function severityTitle(name: string): string {
  switch (name) {
    case 'error':
      return vscode.l10n.t('Errors');
    case 'warning':
      return vscode.l10n.t('Warnings');
    case 'info':
      return vscode.l10n.t('Remarks');
    default:
      return vscode.l10n.t('Nothing to say');
  }
}

function groupIcon(group: GroupNode['group'], name: string): vscode.ThemeIcon | undefined {
  switch (group) {
    case 'failed':
      return iconOf('error');
    case 'waiting':
      return new vscode.ThemeIcon('circle-outline');
    case 'unmatched':
      return new vscode.ThemeIcon('question');
    case 'severity':
      return iconOf(name === '' ? null : (name as Severity));
    case 'model':
      return new vscode.ThemeIcon('symbol-namespace');
    case 'folder':
      return vscode.ThemeIcon.Folder;
  }
}

function iconOf(severity: Severity | null): vscode.ThemeIcon {
  if (severity === null) {
    return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  }
  const [icon, color] = ICONS[severity];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

export function pairItem(node: PairNode, order: Order, term: Term): vscode.TreeItem {
  const { id, dataset, ranked, severity } = node;
  const { pair } = ranked;
  const item = new vscode.TreeItem(stemOf(nameOf(pair.name)), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = [valueText(node, order, term), dataset.models.length > 1 ? pair.model : '']
    .filter(Boolean)
    .join('  ');
  item.iconPath = pair.outcome
    ? iconOf('problem' in pair.outcome ? 'error' : severity)
    : new vscode.ThemeIcon('circle-outline');
  if (pair.outcome && !pair.fresh) {
    item.iconPath = new vscode.ThemeIcon('sync');
  }
  item.contextValue = dataset.models.length > 1 ? 'pair.several' : 'pair';
  item.accessibilityInformation = {
    label: `${item.label}, ${item.description}${severity ? `, ${severityTitle(severity)}` : ''}`,
  };
  item.command = { command: COMMANDS.treeInspect, title: '', arguments: [node] };
  return item;
}

/** What it is sorted by. */
function valueText({ ranked: { pair, value, before } }: PairNode, order: Order, term: Term): string {
  const { outcome } = pair;
  if (outcome && 'problem' in outcome) {
    return outcome.problem.code;
  }
  if (!outcome || order.by === 'finding') {
    return '';
  }
  if (before !== undefined) {
    return `${shown(before)} → ${shown(value)}`;
  }
  return order.by === 'name' ? shown(fromJsonNumber(outcome.ok.totals[term])) : shown(value);
}

/** Only made for what the pointer rests on. */
export function tooltipOf({ name, planned, outcome, fresh }: ScannedPair): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text
    .appendText(name)
    .appendMarkdown('\n\n')
    .appendText(planned.label ?? '');
  if (!outcome) {
    return text;
  }
  if (!fresh) {
    text.appendMarkdown('\n\n$(sync) ').appendText(vscode.l10n.t('Its files have changed since.'));
  }
  if ('problem' in outcome) {
    return text.appendMarkdown('\n\n').appendText(`${said(outcome.problem.message)} ${said(outcome.problem.hint)}`);
  }
  const { totals, findings } = outcome.ok;
  const row = (title: string, value: ReportNumber | null) => `| ${title} | ${shown(fromJsonNumber(value))} |\n`;
  text.appendMarkdown('\n\n| | |\n|:--|--:|\n');
  for (const term of ['total', 'crossEntropy', 'dice', 'meanIoU', 'pixelAccuracy'] as const) {
    text.appendMarkdown(row(said(TERM_TITLES[term]), totals[term]));
  }
  for (const { severity, message } of findings) {
    text.appendMarkdown(`\n\n$(${ICONS[severity][0]}) `).appendText(said(message));
  }
  return text;
}

export function fileItem({ id, uri, why }: FileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(displayName(uri), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = reasonOf(why);
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'file';
  item.command = { command: COMMANDS.explainPairing, title: '', arguments: [vscode.Uri.parse(uri)] };
  return item;
}

function reasonOf(why: FileNode['why']): string {
  switch (why) {
    case 'no-label':
      return vscode.l10n.t('no label was found');
    case 'no-prediction':
      return vscode.l10n.t('no model has a prediction');
    case 'ambiguous':
      return vscode.l10n.t('several labels fit');
  }
}

export function moreItem({ id, of, count }: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more…', count.toLocaleString()));
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: COMMANDS.treeMore, title: '', arguments: [of] };
  return item;
}
