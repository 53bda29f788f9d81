import type { Severity } from '../../core/inspection/report.js';
import { folderOf } from '../../core/pairing/paths.js';
import type { ScannedDataset, ScannedPair } from '../scan/types.js';
import { codesOf, type Order, type RankedPair, ranked } from './order.js';

export const GROUPINGS = ['none', 'model', 'severity', 'folder'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Pairs that are shown; what is empty lets all of them through. */
export interface PairFilter {
  /** Somewhere in the path of the prediction or label, or the code of a finding; case does not matter. */
  text: string;
}

export interface TreeShape {
  order: Order;
  grouping: Grouping;
  filter: PairFilter;
}

/** What the tree is made of. */
export type TreeNode = DatasetNode | GroupNode | PairNode | FileNode | MoreNode;

export interface DatasetNode {
  kind: 'dataset';
  dataset: ScannedDataset;
}

export interface GroupNode {
  kind: 'group';
  id: string;
  dataset: ScannedDataset;
  group: 'failed' | 'unmatched' | 'waiting' | Exclude<Grouping, 'none'>;
  /** The model, folder or severity. */
  name: string;
  children: readonly (PairNode | FileNode)[];
}

export interface PairNode {
  kind: 'pair';
  id: string;
  dataset: ScannedDataset;
  ranked: RankedPair;
  severity: Severity | null;
}

/** A file that found no partner. */
export interface FileNode {
  kind: 'file';
  id: string;
  uri: string;
  why: 'no-label' | 'no-prediction' | 'ambiguous';
}

/** What is too much to be shown at once. */
export interface MoreNode {
  kind: 'more';
  id: string;
  /** Of which node there is more. */
  of: string;
  count: number;
}

/** Nodes shown below one other at first; each request for more shows as many again. */
export const PAGE = 200;

/** @param severityOf the gravest thing said of a pair */
export function childrenOf(
  dataset: ScannedDataset,
  { order, grouping, filter }: TreeShape,
  severityOf: (pair: ScannedPair) => Severity | null,
): (GroupNode | PairNode)[] {
  const pairs = dataset.pairs.filter(pair => passes(pair, filter));
  const nodeOf = (one: RankedPair): PairNode => ({
    kind: 'pair',
    id: one.pair.key,
    dataset,
    ranked: one,
    severity: severityOf(one.pair),
  });
  const groupOf = (group: GroupNode['group'], name: string, children: GroupNode['children']): GroupNode[] =>
    children.length === 0
      ? []
      : [{ kind: 'group', id: `${dataset.id}\n${group}\n${name}`, dataset, group, name, children }];
  const plain = (some: readonly ScannedPair[]) => ranked(some, { by: 'name' }).map(nodeOf);
  const failed = pairs.filter(({ outcome }) => outcome && 'problem' in outcome);
  const waiting = pairs.filter(({ outcome }) => !outcome);
  const done = ranked(
    pairs.filter(({ outcome }) => outcome && 'ok' in outcome),
    order,
  ).map(nodeOf);
  const shown = order.by === 'regression' ? done.filter(({ ranked: { pair } }) => pair.model !== order.baseline) : done;
  return [
    ...groupOf('failed', '', plain(failed)),
    ...(grouping === 'none'
      ? shown
      : [...groupedBy(shown, keyOf(grouping))].flatMap(([name, some]) => groupOf(grouping, name, some))),
    ...groupOf('waiting', '', plain(waiting)),
    ...groupOf('unmatched', '', unmatchedNodes(dataset, filter)),
  ];
}

function passes(pair: ScannedPair, { text }: PairFilter): boolean {
  const wanted = text.trim().toLowerCase();
  return (
    wanted === '' ||
    [pair.name, pair.planned.label ?? '', pair.model, ...codesOf(pair)].some(one => one.toLowerCase().includes(wanted))
  );
}

function keyOf(grouping: Exclude<Grouping, 'none'>): (node: PairNode) => string {
  switch (grouping) {
    case 'model':
      return ({ ranked: { pair } }) => pair.model;
    case 'severity':
      return ({ severity }) => severity ?? '';
    case 'folder':
      return ({ ranked: { pair } }) => folderOf(pair.name);
  }
}

const GRAVEST = ['error', 'warning', 'info', ''];

/** In the order of names; severities from the gravest on. */
function groupedBy(nodes: readonly PairNode[], key: (node: PairNode) => string): Map<string, PairNode[]> {
  const groups = new Map<string, PairNode[]>();
  for (const node of nodes) {
    const name = key(node);
    const same = groups.get(name);
    if (same) {
      same.push(node);
    } else {
      groups.set(name, [node]);
    }
  }
  const place = (name: string) => GRAVEST.indexOf(name);
  return new Map([...groups].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

function unmatchedNodes({ id, unmatched }: ScannedDataset, { text }: PairFilter): FileNode[] {
  const wanted = text.trim().toLowerCase();
  const nodes = (uris: readonly string[], why: FileNode['why']) =>
    uris
      .filter(uri => uri.toLowerCase().includes(wanted))
      .map((uri): FileNode => ({ kind: 'file', id: `${id}\n${why}\n${uri}`, uri, why }));
  return [
    ...nodes(
      unmatched.ambiguous.map(one => one.prediction),
      'ambiguous',
    ),
    ...nodes(unmatched.predictions, 'no-label'),
    ...nodes(unmatched.labels, 'no-prediction'),
  ];
}

/** As many as are to be shown, and how many there are beyond. */
export function paged<T extends { id: string }>(of: string, nodes: readonly T[], pages: number): (T | MoreNode)[] {
  const most = PAGE * pages;
  return nodes.length <= most
    ? [...nodes]
    : [...nodes.slice(0, most), { kind: 'more', id: `${of}\nmore`, of, count: nodes.length - most }];
}
