import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFromArrayEditor } from '../../../src/extension/arrayEditor/fromArrayEditor.js';
import { parseLink } from '../../../src/extension/links/links.js';
import { parseFromWebview, parsePanelState } from '../../../src/extension/panel/fromWebview.js';
import { parseFromDatasetReport } from '../../../src/extension/report/fromDatasetReport.js';
import { parseToDatasetReport } from '../../../src/webview/datasetReport/messages.js';
import { parseMessage } from '../../../src/webview/messages.js';

const RUNS = { seed: 20261124, numRuns: 3000 };

/** Every way a message comes in, with one message that each takes. */
const WAYS: [name: string, parse: (value: unknown) => unknown, valid: object][] = [
  [
    'panel to host',
    parseFromWebview,
    { type: 'ask', id: 1, inspectionId: 3, question: 'probe', params: { x: 1, y: 2, sample: 0 } },
  ],
  [
    'state kept by the panel',
    parsePanelState,
    {
      version: 1,
      uris: { prediction: 'file:///a.npy', label: 'file:///a.png', image: null, comparison: null },
      reading: { kind: 'auto', layout: 'auto' },
      ui: null,
    },
  ],
  [
    'dataset report to host',
    parseFromDatasetReport,
    { type: 'open', pair: { dataset: 'd', model: 'm', prediction: 'p' }, other: null },
  ],
  ['array editor to host', parseFromArrayEditor, { type: 'slice', slice: { rows: 0, columns: 1, at: [0, 0] } }],
  ['host to panel', parseMessage, { type: 'answer', id: 1, outcome: { ok: { json: { a: 1 }, buffers: [] } } }],
  ['host to dataset report', parseToDatasetReport, { type: 'counting', counting: { done: 1, of: 2 } }],
];

/** What no message may have at any place: what JSON cannot carry, what is inherited, what is far too large. */
const ODD: unknown[] = [
  undefined,
  null,
  Number.NaN,
  -1,
  1e308,
  '',
  'constructor',
  '__proto__',
  '../../x',
  'x'.repeat(20_000),
  [],
  {},
  () => 1,
  Symbol('x'),
  1n,
  JSON.parse('{"__proto__": {"type": "ready"}}'),
];

/** Paths to every value of a message. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))
      : [];
  return [path, ...inner];
}

function replaced(value: unknown, [first, ...rest]: string[], by: unknown): unknown {
  if (first === undefined) {
    return by;
  }
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as object) };
  copy[first] = replaced(copy[first], rest, by);
  return copy;
}

describe('hostile messages', () => {
  for (const [name, parse, valid] of WAYS) {
    it(`${name}: the message that is meant is taken`, () => {
      assert.deepEqual(parse(valid), valid);
    });

    it(`${name}: anything at all is refused or known, and never throws`, () => {
      const type = fc.constantFrom('ready', 'ask', 'open', 'slice', 'save', 'snapshot', 'answer', 'status', 'toString');
      const message = fc.oneof(
        fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }),
        fc.record({ type, id: fc.anything(), params: fc.anything(), pair: fc.anything(), outcome: fc.anything() }),
      );
      fc.assert(
        fc.property(message, value => {
          const parsed = parse(value);
          assert.ok(parsed === null || typeof parsed === 'object');
        }),
        RUNS,
      );
    });

    it(`${name}: one value in a message that is something else never throws, and a changed type is refused`, () => {
      for (const path of pathsOf(valid)) {
        for (const odd of ODD) {
          const parsed = parse(replaced(valid, path, odd));
          assert.ok(parsed === null || typeof parsed === 'object', path.join('.'));
          if (path.length === 0 || path[0] === 'type' || path[0] === 'version') {
            assert.equal(parsed, null, `${path.join('.')} = ${String(odd)}`);
          }
        }
      }
    });
  }

  it('links from outside lead into the workspace or nowhere', () => {
    const isOfWorkspace = (uri: string) => uri.startsWith('file:///w/');
    const piece = fc.constantFrom('..', '.', '%2e%2e', 'a', 'a.npy', '%2F', '\\', '', 'file:', '//', 'w', '\0');
    const uri = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map(all => `file:///w/${all.join('/')}`),
      fc.string(),
    );
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom('/inspect', '/docs', '/', ''), uri, fc.string(), (path, prediction, other) => {
        try {
          const link = parseLink(
            path,
            new URLSearchParams({ prediction, ...(other && { label: other }) }).toString(),
            isOfWorkspace,
          );
          assert.equal(link.to, 'inspect');
          const resolved = new URL(prediction).href;
          assert.ok(resolved.startsWith('file:///w/'), resolved);
          taken++;
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'link-invalid', String(error));
        }
      }),
      RUNS,
    );
    assert.ok(taken > 0);
  });
});
