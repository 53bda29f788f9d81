import assert from 'node:assert/strict';
import { findPartners } from '../../../../src/core/pairing/partners.js';
import { CONVENTIONS } from '../../../support/conventions.js';
import { files } from '../../../support/tree.js';

describe('pairing conventions, from any file of a pair', () => {
  for (const { name, files: paths, pairs, asks } of CONVENTIONS) {
    it(name, async () => {
      const list = files(...paths);
      for (const { prediction, label, image } of pairs) {
        for (const file of [prediction, label, image].filter(path => path !== null)) {
          const found = await findPartners({ file, root: '/w' }, list);
          const wanted = {
            role: file === prediction ? 'prediction' : file === label ? 'label' : 'image',
            label,
            image,
          };
          assert.deepEqual({ role: found.role, label: found.label, image: found.image }, wanted, file);
          if (asks && file !== prediction) {
            assert.deepEqual(
              found.ambiguous.prediction,
              pairs.map(pair => pair.prediction),
              file,
            );
          } else {
            assert.equal(found.prediction, prediction, file);
            assert.deepEqual(found.ambiguous, {}, file);
          }
        }
      }
    });
  }
});
