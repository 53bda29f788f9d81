import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { Group, Piece } from './pieces.js';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TreemapLayout {
  pieces: { piece: Piece; rect: Rect }[];
  /** Frames with room for a name on top; none where a split has no groups. */
  groups: { group: Group; value: number; rect: Rect }[];
}

interface Node {
  piece?: Piece;
  group?: Group;
  children?: Node[];
}

const HEADER = 18;
/** A group too small for its name has none. */
const SMALLEST_NAMED = 28;

/**
 * Places pieces so that areas are as values. Pieces without an area of their own (0 or below) have no place: the bars
 * show them.
 */
export function layOut(pieces: readonly Piece[], width: number, height: number): TreemapLayout {
  const shown = pieces.filter(({ value }) => value > 0);
  if (shown.length === 0 || width <= 0 || height <= 0) {
    return { pieces: [], groups: [] };
  }
  const root = hierarchy<Node>({ children: nodesOf(shown) }, ({ children }) => children)
    .sum(({ piece }) => piece?.value ?? 0)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const placed = treemap<Node>()
    .tile(treemapSquarify)
    .size([width, height])
    .paddingInner(1)
    .paddingTop(({ depth, data, x0, x1, y0, y1 }) =>
      depth === 1 && data.group && x1 - x0 >= SMALLEST_NAMED && y1 - y0 >= SMALLEST_NAMED ? HEADER : 0,
    )
    .round(true)(root);
  const rectOf = ({
    x0,
    y0,
    x1,
    y1,
  }: (typeof placed)['children'] extends (infer N)[] | undefined ? N : never): Rect => ({
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
  });
  const layout: TreemapLayout = { pieces: [], groups: [] };
  for (const node of placed.descendants()) {
    const { piece, group } = node.data;
    if (piece) {
      layout.pieces.push({ piece, rect: rectOf(node) });
    } else if (group) {
      layout.groups.push({ group, value: node.value ?? 0, rect: rectOf(node) });
    }
  }
  return layout;
}

function nodesOf(pieces: readonly Piece[]): Node[] {
  const groups = new Map<string, { group: Group; children: Node[] }>();
  const nodes: Node[] = [];
  for (const piece of pieces) {
    if (!piece.group) {
      nodes.push({ piece });
      continue;
    }
    let found = groups.get(piece.group.key);
    if (!found) {
      found = { group: piece.group, children: [] };
      groups.set(piece.group.key, found);
      nodes.push(found);
    }
    found.children.push({ piece });
  }
  return nodes;
}
