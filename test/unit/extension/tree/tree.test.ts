import assert from 'node:assert/strict';
import type { DigestedOutcome } from '../../../../src/core/dataset/digest.js';
import type { Severity } from '../../../../src/core/inspection/report.js';
import type { ScannedDataset, ScannedPair } from '../../../../src/extension/scan/types.js';
import { childrenOf, PAGE, paged, type TreeShape } from '../../../../src/extension/tree/nodes.js';
import { DEFAULT_ORDER, type Order, ranked, termOf } from '../../../../src/extension/tree/order.js';
import { digested, failed } from '../../../support/scansFixture.js';

function pairOf(name: string, outcome: DigestedOutcome | null, model = 'a'): ScannedPair {
  return {
    key: `${model}/${name}`,
    datasetId: 'd',
    model,
    name: `${model}/val/${name}.npy`,
    prediction: `file:///w/${model}/val/${name}.npy`,
    label: `file:///w/labels/${name}.png`,
    image: null,
    classesFile: null,
    outcome,
    fresh: true,
    planned: { label: `labels/${name}.png` } as ScannedPair['planned'],
  };
}

const withTotal = (total: number | 'nan' | 'inf' | null, meanIoU = 0.5) => digested({ totals: { total, meanIoU } });
const order = (pairs: ScannedPair[], by: Order) => ranked(pairs, by).map(({ pair }) => pair.key);

describe('the order of pairs', () => {
  const pairs = [
    pairOf('low', withTotal(0.1)),
    pairOf('none', withTotal(null)),
    pairOf('nan', withTotal('nan')),
    pairOf('high', withTotal(3)),
    pairOf('alike', withTotal(0.1)),
    pairOf('inf', withTotal('inf')),
  ];

  it('is the worst first; what is not a number is worst, what has no value last', () => {
    assert.deepEqual(order(pairs, DEFAULT_ORDER), ['a/inf', 'a/nan', 'a/high', 'a/alike', 'a/low', 'a/none']);
  });

  it('knows where a larger value is the better one', () => {
    const some = [pairOf('good', withTotal(1, 0.9)), pairOf('bad', withTotal(1, 0.2))];
    assert.deepEqual(order(some, { by: 'term', term: 'meanIoU' }), ['a/bad', 'a/good']);
  });

  it('is by mean IoU among masks, which have no loss', () => {
    const masks = [pairOf('good', withTotal(null, 0.9)), pairOf('bad', withTotal(null, 0.2))];
    assert.equal(termOf(masks, DEFAULT_ORDER), 'meanIoU');
    assert.deepEqual(order(masks, DEFAULT_ORDER), ['a/bad', 'a/good']);
  });

  it('is by the IoU of a class; pairs without it last', () => {
    const some = [
      pairOf('good', digested({ iou: [0.1, 0.9] })),
      pairOf('bad', digested({ iou: [0.9, 0.1] })),
      pairOf('absent', digested({ iou: [0.5, null as unknown as number] })),
    ];
    assert.deepEqual(order(some, { by: 'class', name: 'b' }), ['a/bad', 'a/good', 'a/absent']);
    assert.deepEqual(order(some, { by: 'class', name: 'x' }), ['a/absent', 'a/bad', 'a/good']);
  });

  it('is by what has become worse against another model', () => {
    const models = [
      pairOf('same', withTotal(1), 'a'),
      pairOf('worse', withTotal(1), 'a'),
      pairOf('better', withTotal(2), 'a'),
      pairOf('same', withTotal(1), 'b'),
      pairOf('worse', withTotal(1.5), 'b'),
      pairOf('better', withTotal(1), 'b'),
      pairOf('alone', withTotal(9), 'b'),
    ];
    const found = ranked(models, { by: 'regression', baseline: 'a' }).filter(({ pair }) => pair.model === 'b');
    assert.deepEqual(
      found.map(({ pair, before, value }) => [pair.key, before, value]),
      [
        ['b/worse', 1, 1.5],
        ['b/same', 1, 1],
        ['b/better', 2, 1],
        ['b/alone', undefined, 9],
      ],
    );
  });
});

describe('the tree of pairs', () => {
  const pairs = [
    pairOf('good', withTotal(0.1)),
    pairOf('bad', withTotal(2)),
    pairOf('broken', failed('npy-magic')),
    pairOf('new', null),
    pairOf('bad', withTotal(1), 'b'),
  ];
  const dataset: ScannedDataset = {
    id: 'd',
    name: 'd',
    folder: 'file:///w',
    workspace: 'file:///w',
    configured: false,
    models: ['a', 'b'],
    pairs,
    findings: [],
    unmatched: { predictions: ['file:///w/a/x.npy'], labels: ['file:///w/labels/y.png'], ambiguous: [] },
  };
  const severityOf = (pair: ScannedPair): Severity | null => (pair.key === 'a/bad' ? 'warning' : null);
  const shown = (changes: Partial<TreeShape>) =>
    childrenOf(dataset, { order: DEFAULT_ORDER, grouping: 'none', filter: { text: '' }, ...changes }, severityOf).map(
      node => (node.kind === 'pair' ? node.id : `${node.group} ${node.name} ${node.children.length}`),
    );

  it('has what failed, the pairs from the worst on, then what waits or has no partner', () => {
    assert.deepEqual(shown({}), ['failed  1', 'a/bad', 'b/bad', 'a/good', 'waiting  1', 'unmatched  2']);
  });

  it('groups by model, severity or folder', () => {
    assert.deepEqual(shown({ grouping: 'model' }).slice(1, 3), ['model a 2', 'model b 1']);
    assert.deepEqual(shown({ grouping: 'severity' }).slice(1, 3), ['severity warning 1', 'severity  2']);
    assert.deepEqual(shown({ grouping: 'folder' }).slice(1, 3), ['folder a/val 2', 'folder b/val 1']);
  });

  it('shows what has a text in its path or among its codes', () => {
    assert.deepEqual(shown({ filter: { text: 'BAD' } }), ['a/bad', 'b/bad']);
    assert.deepEqual(shown({ filter: { text: 'npy-magic' } }), ['failed  1']);
    assert.deepEqual(shown({ filter: { text: 'labels/y' } }), ['unmatched  1']);
  });

  it('leaves the baseline out where models are compared with it', () => {
    assert.deepEqual(shown({ order: { by: 'regression', baseline: 'a' } }).slice(1, 2), ['b/bad']);
  });

  it('shows so many at a time, and how many more there are', () => {
    const nodes = Array.from({ length: 3 * PAGE - 1 }, (_, k) => ({ id: String(k) }));
    const ends = [1, 2, 3].map(pages => paged('d', nodes, pages).at(-1));
    assert.deepEqual(ends, [
      { kind: 'more', id: 'd\nmore', of: 'd', count: 2 * PAGE - 1 },
      { kind: 'more', id: 'd\nmore', of: 'd', count: PAGE - 1 },
      { id: String(3 * PAGE - 2) },
    ]);
  });
});
