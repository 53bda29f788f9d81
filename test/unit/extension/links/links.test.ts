import assert from 'node:assert/strict';
import { type Link, parseLink, queryOf } from '../../../../src/extension/links/links.js';

const inside = (uri: string) => uri.startsWith('file:///w/');
const parse = (path: string, query: string) => parseLink(path, query, inside);
const refused = { code: 'link-invalid' };

describe('links into the extension', () => {
  it('come back as they were made', () => {
    const links: Link[] = [
      { to: 'inspect', prediction: 'file:///w/a%20b/ü&x=1.npy', label: 'file:///w/l.png' },
      { to: 'inspect', prediction: 'file:///w/p.nii.gz', label: null },
      { to: 'docs', code: 'npy-magic' },
    ];
    for (const link of links) {
      assert.deepEqual(parse(`/${link.to}`, queryOf(link)), link);
    }
  });

  for (const [what, prediction] of [
    ['outside of the workspace', 'file:///etc/shadow.npy'],
    ['climbing out of it', 'file:///w/../etc/x.npy'],
    ['climbing out of it, encoded', 'file:///w/%2e%2E/etc/x.npy'],
    ['climbing out of it by an encoded slash', 'file:///w/a%2f..%2f..%2fx.npy'],
    ['of a format that is not read', 'file:///w/x.sh'],
    ['without a scheme', '/w/x.npy'],
    ['of a command', 'command:workbench.action.quit'],
    ['that is empty', ''],
  ]) {
    it(`never open a prediction ${what}`, () => {
      assert.throws(() => parse('/inspect', new URLSearchParams({ prediction }).toString()), refused);
      const asLabel = new URLSearchParams({ prediction: 'file:///w/p.npy', label: prediction }).toString();
      assert.throws(() => parse('/inspect', asLabel), refused);
    });
  }

  it('have known parameters only, each once', () => {
    assert.throws(() => parse('/inspect', 'prediction=file:///w/a.npy&run=1'), refused);
    assert.throws(() => parse('/inspect', 'prediction=file:///w/a.npy&prediction=file:///w/b.npy'), refused);
    assert.throws(() => parse('/inspect', ''), refused);
    assert.throws(() => parse('/docs', 'code=../../x'), refused);
    assert.throws(() => parse('/run', 'code=x'), refused);
  });
});
