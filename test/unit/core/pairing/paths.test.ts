import assert from 'node:assert/strict';
import {
  commonFolder,
  extensionOf,
  folderOf,
  joinPath,
  nameOf,
  relativeTo,
  stemOf,
} from '../../../../src/core/pairing/paths.js';

describe('paths', () => {
  it('take names apart, with extensions of two parts', () => {
    for (const [name, stem, extension] of [
      ['a.b.npy', 'a.b', 'npy'],
      ['case.nii.gz', 'case', 'nii.gz'],
      ['CASE.1.NII.GZ', 'CASE.1', 'nii.gz'],
      ['x.gz', 'x', 'gz'],
      ['.nii.gz', '.nii', 'gz'],
      ['.hidden', '.hidden', ''],
      ['none', 'none', ''],
      ['', '', ''],
    ] as const) {
      assert.deepEqual([stemOf(name), extensionOf(name)], [stem, extension], name);
    }
  });

  it('go up, down and across', () => {
    assert.deepEqual(['/a/b.c', '/a', '/', 'a'].map(folderOf), ['/a', '/', '/', '']);
    assert.equal(nameOf('/a/b.c'), 'b.c');
    assert.equal(joinPath('/', 'a', '', 'b'), '/a/b');
    assert.deepEqual(
      [relativeTo('/w', '/w/a/b'), relativeTo('/', '/w'), relativeTo('/w', '/w'), relativeTo('/w', '/wide/x')],
      ['a/b', 'w', '', '/wide/x'],
    );
    assert.equal(commonFolder(['/a/b/c', '/a/b/d', '/a/bc']), '/a');
    assert.equal(commonFolder(['/a', '/b']), '/');
    assert.equal(commonFolder([]), '');
  });
});
