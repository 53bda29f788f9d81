import * as vscode from 'vscode';
import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { Severity } from '../../core/inspection/report.js';
import { COMMANDS, PAIRS_VIEW } from '../ids.js';
import type { Memory } from '../pairing/choices.js';
import { gravest, type LossSums, lossSums, pairMarks } from '../problems/scans/pairEntries.js';
import type { DatasetScans } from '../scan/datasetScans.js';
import { progressText } from '../scan/progressText.js';
import type { ScannedDataset, ScannedPair } from '../scan/types.js';
import { readDiagnostics } from '../settings/readSettings.js';
import { Disposables } from '../util/disposables.js';
import { askFilter, askGrouping, askOrder, orderText } from './asking.js';
import { childrenOf, GROUPINGS, type PairNode, paged, type TreeNode, type TreeShape } from './nodes.js';
import { DEFAULT_ORDER, termOf } from './order.js';
import { datasetItem, fileItem, groupItem, moreItem, pairItem, tooltipOf } from './treeItems.js';

export interface SegmentationViewOptions {
  scans: DatasetScans;
  memory: Memory;
  inspect(pair: ScannedPair): void;
  compare(pair: ScannedPair): void;
}

/** While a scan runs, the tree follows this seldom: a tree that jumps cannot be read. */
const EVERY_MS = 1_000;
const KEY = 'tree.shape';

/** The Segmentation view: datasets and their pairs, the worst first. */
export class SegmentationView implements vscode.TreeDataProvider<TreeNode> {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly pages = new Map<string, number>();
  private readonly sums = new WeakMap<ScannedDataset, LossSums>();
  /** Severities by outcome, as the settings are now. */
  private known = new WeakMap<DigestedOutcome, Severity | null>();
  private shape: TreeShape;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SegmentationViewOptions) {
    const { scans, memory, inspect, compare } = options;
    this.shape = { ...remembered(memory.get(KEY)), filter: { text: '' } };
    this.view = this.owned.add(
      vscode.window.createTreeView(PAIRS_VIEW, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.owned.add(scans.onDidChange(() => this.follow()));
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
    const register = (id: string, run: (node: PairNode) => unknown): void => {
      this.owned.add(vscode.commands.registerCommand(id, run));
    };
    register(COMMANDS.treeInspect, ({ ranked }) => inspect(ranked.pair));
    register(COMMANDS.treeCompare, ({ ranked }) => compare(ranked.pair));
    register(COMMANDS.treeSort, () =>
      this.reshape(async () => ({ order: await askOrder(scans.datasets, this.shape.order) })),
    );
    register(COMMANDS.treeGroup, () =>
      this.reshape(async () => ({ grouping: await askGrouping(this.shape.grouping) })),
    );
    register(COMMANDS.treeFilter, () => this.reshape(async () => ({ filter: await askFilter(this.shape.filter) })));
    register(COMMANDS.treeClearFilter, () => this.reshape(async () => ({ filter: { text: '' } })));
    this.owned.add(vscode.commands.registerCommand(COMMANDS.treeMore, (of: string) => this.showMore(of)));
    this.describe();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'dataset':
        return datasetItem(node.dataset, orderText(this.effective(node.dataset)));
      case 'group':
        return groupItem(node);
      case 'pair':
        return pairItem(node, this.shape.order, termOf(node.dataset.pairs, this.shape.order));
      case 'file':
        return fileItem(node);
      case 'more':
        return moreItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'pair') {
      item.tooltip = tooltipOf(node.ranked.pair);
    }
    return item;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) {
      return this.options.scans.datasets
        .filter(({ pairs, unmatched }) => pairs.length > 0 || unmatched.predictions.length > 0)
        .map(dataset => ({ kind: 'dataset', dataset }));
    }
    if (node.kind === 'dataset') {
      const { dataset } = node;
      return this.page(dataset.id, childrenOf(dataset, this.shape, this.severities(dataset)));
    }
    return node.kind === 'group' ? this.page(node.id, node.children) : [];
  }

  /** With other settings, severities are others. */
  refresh(): void {
    this.known = new WeakMap();
    this.now();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Masks are sorted by mean IoU where losses are by their total. */
  private effective({ pairs }: ScannedDataset): TreeShape['order'] {
    const { order } = this.shape;
    return order.by === 'term' ? { by: 'term', term: termOf(pairs, order) } : order;
  }

  private page<T extends TreeNode & { id: string }>(of: string, nodes: readonly T[]): TreeNode[] {
    return paged(of, nodes, this.pages.get(of) ?? 1);
  }

  private showMore(of: string): void {
    this.pages.set(of, (this.pages.get(of) ?? 1) + 1);
    this.changed.fire(undefined);
  }

  private severities(dataset: ScannedDataset): (pair: ScannedPair) => Severity | null {
    const settings = readDiagnostics(vscode.Uri.parse(dataset.workspace));
    const sums = this.sums.get(dataset) ?? lossSums(dataset.pairs);
    this.sums.set(dataset, sums);
    const severityOf = (pair: ScannedPair) => gravest(pairMarks(pair, sums, settings));
    // A share changes with every other pair; all else is of the outcome alone.
    return settings.lossShareAbove === null ? pair => this.remembered(pair, severityOf) : severityOf;
  }

  private remembered(pair: ScannedPair, severityOf: (pair: ScannedPair) => Severity | null): Severity | null {
    if (!pair.outcome) {
      return null;
    }
    let severity = this.known.get(pair.outcome);
    if (severity === undefined) {
      severity = severityOf(pair);
      this.known.set(pair.outcome, severity);
    }
    return severity;
  }

  private follow(): void {
    this.describe();
    if (!this.options.scans.busy) {
      this.now();
    } else {
      this.timer ??= setTimeout(() => this.now(), EVERY_MS);
    }
  }

  private now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed.fire(undefined);
    this.badge();
  }

  /** Above the tree: what runs, and what is left out. */
  private describe(): void {
    const { scans } = this.options;
    const { filter } = this.shape;
    const lines: string[] = [];
    if (scans.busy) {
      lines.push(progressText(scans.progress));
    } else if (scans.progress.phase === 'cancelled') {
      lines.push(vscode.l10n.t('Cancelled; what was done is shown.'));
    }
    if (filter.text !== '') {
      lines.push(vscode.l10n.t('Only what has "{0}".', filter.text));
    }
    if (scans.skipped.length > 0) {
      lines.push(vscode.l10n.t('{0} folders were left out; see Problems.', scans.skipped.length));
    }
    this.view.message = lines.join(' ') || undefined;
    void vscode.commands.executeCommand('setContext', 'segmentationLoss.treeFiltered', filter.text !== '');
  }

  /** The number of pairs with an error, on the icon. */
  private badge(): void {
    let errors = 0;
    for (const dataset of this.options.scans.datasets) {
      const severity = this.severities(dataset);
      errors += dataset.pairs.filter(pair => severity(pair) === 'error').length;
    }
    const tooltip = vscode.l10n.t('{0} pairs with errors', errors.toLocaleString());
    this.view.badge = errors > 0 ? { value: errors, tooltip } : undefined;
  }

  private async reshape(
    ask: () => Promise<Partial<{ [K in keyof TreeShape]: TreeShape[K] | undefined }>>,
  ): Promise<void> {
    const answered = Object.entries(await ask()).filter(([, value]) => value !== undefined);
    if (answered.length > 0) {
      this.shape = { ...this.shape, ...Object.fromEntries(answered) };
      this.pages.clear();
      const { order, grouping } = this.shape;
      await this.options.memory.update(KEY, { order, grouping });
      this.describe();
      this.changed.fire(undefined);
    }
  }
}

/** What was stored, if it still makes sense. */
function remembered(value: unknown): Pick<TreeShape, 'order' | 'grouping'> {
  const stored = (value ?? {}) as Partial<TreeShape>;
  const by = stored.order?.by;
  return {
    order:
      by === 'term' || by === 'class' || by === 'finding' || by === 'name'
        ? (stored.order ?? DEFAULT_ORDER)
        : DEFAULT_ORDER,
    grouping: GROUPINGS.find(one => one === stored.grouping) ?? 'none',
  };
}
