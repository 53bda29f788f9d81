import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CacheDisk, cacheFile } from '../../../../src/extension/scan/cacheDisk.js';
import { FileCache } from '../../../../src/extension/scan/outcomeCache.js';
import { digested, FakeWorkspace, failed } from '../../../support/scansFixture.js';

describe('the cache of scans', () => {
  let folder: string;
  let path: string;
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, warn: (text: string) => warnings.push(text), error() {} };
  const cache = (most?: number) => new FileCache(cacheFile(path), log, most);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seg-loss-cache-'));
    path = join(folder, 'storage', 'scan.jsonl');
    warnings.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('spares a window that is opened again every pair that has not changed', async () => {
    const workspace = new FakeWorkspace(5, { cache: cache() });
    workspace.outcome = name => (name === '3.npy' ? failed('npy-magic') : digested());
    await workspace.scans.scan();
    workspace.evaluated.length = 0;
    workspace.changes.cache = cache();
    workspace.write('/w/labels/2.png');
    const again = workspace.reopened();
    await again.scan();
    assert.deepEqual(workspace.evaluated, ['2.npy']);
    assert.equal(again.progress.recalled, 4);
    const { pairs } = again.datasets[0];
    assert.ok(pairs.every(pair => pair.outcome && pair.fresh));
    assert.deepEqual(JSON.parse(pairs[0].outcome?.text ?? ''), JSON.parse(digested().text));
  });

  it('holds nothing between scans, and is written as lines', async () => {
    const one = cache();
    await one.load();
    one.keep('a', '1', digested());
    await one.flush();
    assert.equal(one.recall('a', '1'), null);
    await one.load();
    assert.deepEqual(one.recall('a', '1'), digested());
    assert.equal(one.recall('a', '2'), null);
    assert.ok(readFileSync(path, 'utf8').startsWith('{"scan-cache":1}\n'));
  });

  it('leaves out lines that are cut off or damaged, and goes on after them', async () => {
    const one = cache();
    await one.load();
    for (const key of ['a', 'b', 'c']) {
      one.keep(key, '1', digested());
    }
    await one.flush();
    truncateSync(path, readFileSync(path).length - 20);
    appendFileSync(path, '\0\0{"nothing": [\n[1,2]\tx}\n');
    await one.load();
    assert.ok(one.recall('b', '1'));
    assert.equal(one.recall('c', '1'), null);
    one.keep('c', '1', digested());
    await one.flush();
    const next = cache();
    await next.load();
    assert.ok(next.recall('c', '1') && next.recall('a', '1'));
    assert.match(warnings.join(), /damaged/);
  });

  it('of another version, or not ours at all, is begun anew', async () => {
    const one = cache();
    await one.load();
    one.keep('a', '1', digested());
    await one.flush();
    writeFileSync(path, '{"scan-cache":99}\nwhatever\n');
    await one.load();
    assert.equal(one.recall('a', '1'), null);
    one.keep('a', '1', digested());
    await one.flush();
    await one.load();
    assert.ok(one.recall('a', '1'));
  });

  it('stays below its bound: what was not looked at longest leaves', async () => {
    const line = 3 * digested().text.length;
    const most = 40 * line;
    const one = cache(most);
    for (let round = 0; round < 6; round++) {
      await one.load();
      assert.ok(round === 0 || one.recall('0-0', '1'), `round ${round}`);
      for (let k = 0; k < 20; k++) {
        one.keep(`${round}-${k}`, '1', digested());
      }
      await one.flush();
      assert.ok(readFileSync(path).length <= most, `round ${round}`);
    }
    await one.load();
    assert.equal(one.recall('1-0', '1'), null);
  });

  it('shrinks when most of it is of before', async () => {
    const one = cache();
    await one.load();
    const large = { ...digested(), text: `{"ok":"${'x'.repeat(100_000)}"}` };
    for (let k = 0; k < 30; k++) {
      one.keep('a', String(k), large);
    }
    await one.flush();
    assert.ok(readFileSync(path).length < 2 * 100_300);
    await one.load();
    assert.ok(one.recall('a', '29'));
  });

  for (const [what, failing] of [
    ['a full disk', 'append'],
    ['storage that cannot be read', 'lines'],
    ['storage that cannot be replaced', 'replace'],
  ] as const) {
    it(`does not keep a scan from ending: ${what}`, async () => {
      const disk = cacheFile(path);
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      const fail = () => {
        throw full;
      };
      const broken: CacheDisk = { ...disk, [failing]: failing === 'lines' ? fail : async () => fail() };
      const one = new FileCache(broken, log, failing === 'replace' ? 10 : undefined);
      const workspace = new FakeWorkspace(4, { cache: one });
      await workspace.scans.scan();
      assert.equal(workspace.scans.progress.done, 4);
      assert.equal(workspace.scans.progress.phase, 'done');
      workspace.write('/w/labels/1.png');
      await workspace.scans.scan();
      assert.equal(workspace.evaluated.length, 5);
      assert.match(warnings.join('\n'), /ENOSPC/);
      assert.ok(warnings.length <= 2, warnings.join('\n'));
    });
  }

  it('is removed when scans are cleared', async () => {
    const workspace = new FakeWorkspace(2, { cache: cache() });
    await workspace.scans.scan();
    assert.ok(existsSync(path));
    await workspace.scans.clear();
    assert.ok(!existsSync(path));
  });
});
