import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { ROOT } from '../support/shared.js';
import { dependenciesOf, packaging, platformNames, unpack } from './support/vsix.js';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'alpine-x64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];
/** Those just made: this machine's in `npm test`, all in `npm run package`. */
const MADE = process.env.LOSS_INSPECTOR_PACKAGES?.split(' ').filter(Boolean) ?? PLATFORMS;

/** Everything that a package holds outside of node_modules, as patterns; every pattern is needed. */
const OWN = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls\.json$/,
  /^extension\/package\.nls\.zh-cn\.json$/,
  /^extension\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^extension\/(README(\.zh-cn)?|SECURITY)\.md$/,
  /^extension\/CHANGELOG\.md$/,
  /^extension\/LICENSE$/,
  /^extension\/THIRD_PARTY_NOTICES\.txt$/,
  /^extension\/dist\/(extension|worker|helper|webview|datasetReport|arrayEditor)\.js$/,
  /^extension\/dist\/(webview|sentences)\.zh-cn\.js$/,
  /^extension\/dist\/(webview|datasetReport)-[\w.]+-[A-Z0-9]{8}\.js$/,
  /^extension\/dist\/kernels\.wasm$/,
  /^extension\/docs\/[a-z-]+\.md$/,
  /^extension\/media\/\w+\.(png|svg)$/,
  /^extension\/media\/(panel\/|datasetReport\/)?\w+\.css$/,
  /^extension\/samples\/street\/(README\.md|classes\.json)$/,
  /^extension\/samples\/street\/(images|labels)\/(crossing|market)\.png$/,
  /^extension\/samples\/street\/predictions_[ab]\/(crossing|market)\.npy$/,
  /^extension\/media\/readme\/[\w-]+\.png$/,
];

/** The binaries of sharp, by platform. */
const NATIVE: Record<string, RegExp[]> = {
  'linux-x64': [
    /^sharp-linux-x64\/lib\/sharp-linux-x64-[\d.]+\.node$/,
    /^sharp-libvips-linux-x64\/lib\/libvips-cpp\.so/,
  ],
  'linux-arm64': [
    /^sharp-linux-arm64\/lib\/sharp-linux-arm64-[\d.]+\.node$/,
    /^sharp-libvips-linux-arm64\/lib\/libvips-cpp\.so/,
  ],
  'alpine-x64': [
    /^sharp-linuxmusl-x64\/lib\/sharp-linuxmusl-x64-[\d.]+\.node$/,
    /^sharp-libvips-linuxmusl-x64\/lib\/libvips-cpp\.so/,
  ],
  'darwin-x64': [
    /^sharp-darwin-x64\/lib\/sharp-darwin-x64-[\d.]+\.node$/,
    /^sharp-libvips-darwin-x64\/lib\/libvips-cpp[\d.]*\.dylib$/,
  ],
  'darwin-arm64': [
    /^sharp-darwin-arm64\/lib\/sharp-darwin-arm64-[\d.]+\.node$/,
    /^sharp-libvips-darwin-arm64\/lib\/libvips-cpp[\d.]*\.dylib$/,
  ],
  'win32-x64': [
    /^sharp-win32-x64\/lib\/sharp-win32-x64-[\d.]+\.node$/,
    /^sharp-win32-x64\/lib\/libvips-\d+\.dll$/,
    /^sharp-win32-x64\/lib\/libvips-cpp-[\d.]+\.dll$/,
  ],
};

const IMG = 'extension/node_modules/@img/';
const isNative = (path: string) => /\.(node|dll|dylib|exe)$|\.so(\.[\d.]+)?$/.test(path);
const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');

describe('the packages', () => {
  it('are made for these platforms', async () => {
    assert.deepEqual(await platformNames(), PLATFORMS);
  });

  for (const platform of MADE) {
    describe(platform, () => {
      let files: Map<string, Buffer>;
      let file: string;
      before(async () => {
        file = await (await packaging()).vsixPath(platform);
        files = await unpack(file);
      });

      it('has less than 12 MB', () => {
        assert.ok(statSync(file).size < 12e6, String(statSync(file).size));
      });

      it('holds what is listed here, and nothing else', () => {
        const own = [...files.keys()].filter(path => !path.startsWith('extension/node_modules/'));
        assert.deepEqual(
          own.filter(path => !OWN.some(pattern => pattern.test(path))),
          [],
        );
        assert.deepEqual(
          OWN.filter(pattern => !own.some(path => pattern.test(path))),
          [],
        );
        assert.ok(![...files.keys()].some(path => /\.(map|ts|cc|h)$|(^|\/)(test|src)\//.test(path)));
      });

      it('holds all that the build made for it, and all that its style sheets and its manifest name', () => {
        const built = readdirSync(join(ROOT, 'dist')).filter(name => /\.(js|wasm)$/.test(name) && name !== 'cli.js');
        const styles = [...files].filter(([path]) => path.endsWith('.css'));
        const imported = styles.flatMap(([path, text]) =>
          [...String(text).matchAll(/@import\s+(?:url\()?["']([^"']+)/g)].map(([, name]) =>
            posix.join(path, '..', name!),
          ),
        );
        assert.ok(imported.length > 0);
        const icons = [...String(files.get('extension/package.json')).matchAll(/"(media\/[^"]+)"/g)].map(
          ([, path]) => path,
        );
        for (const path of [...built.map(name => `extension/dist/${name}`), ...imported]) {
          assert.ok(files.has(path), path);
        }
        for (const path of icons) {
          assert.ok(files.has(`extension/${path}`), path);
        }
      });

      it("holds sharp with this platform's binaries alone", () => {
        const natives = [...files.keys()].filter(isNative);
        assert.ok(natives.every(path => path.startsWith(IMG)));
        const left = natives.map(path => path.slice(IMG.length));
        for (const wanted of NATIVE[platform]!) {
          assert.equal(left.filter(path => wanted.test(path)).length, 1, `${wanted} in ${left}`);
        }
        assert.equal(left.length, NATIVE[platform]!.length, left.join());
        const packages = new Set([...files.keys()].map(path => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1]));
        const expected = ['sharp', 'detect-libc', 'semver', '@img/colour'];
        const others = left.map(path => `@img/${path.split('/')[0]}`);
        assert.deepEqual([...packages].filter(Boolean).sort(), [...new Set([...expected, ...others])].sort());
      });

      it('says what it is for', () => {
        const manifest = String(files.get('extension.vsixmanifest'));
        const { name, version, publisher, engines } = JSON.parse(String(files.get('extension/package.json')));
        const identity = `Id="${name}" Version="${version}" Publisher="${publisher}" TargetPlatform="${platform}"`;
        assert.ok(manifest.includes(identity), manifest);
        assert.ok(manifest.includes(`"Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"`));
        assert.doesNotMatch(manifest, /%[\w.]+%|undefined/);
        for (const [, path] of manifest.matchAll(/Path="([^"]+)"/g)) {
          assert.ok(files.has(path), path);
        }
      });

      it('types every file', () => {
        const types = String(files.get('[Content_Types].xml'));
        for (const path of [...files.keys()].filter(name => name !== '[Content_Types].xml')) {
          const ending = /\.[^./]+$/.exec(path)?.[0];
          const entry = ending ? `Extension="${ending}"` : `PartName="/${path}"`;
          assert.ok(types.includes(entry), path);
        }
      });

      it('brings the licences of everything in it', () => {
        const notices = String(files.get('extension/THIRD_PARTY_NOTICES.txt'));
        const shipped = [...files].filter(([path]) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
        const bundled: string[] = JSON.parse(readFileSync(join(ROOT, 'dist', 'bundled.json'), 'utf8'));
        assert.ok(bundled.includes('@tensorflow/tfjs-core') && bundled.includes('@vscode/webview-ui-toolkit'));
        for (const name of [...bundled, ...shipped.map(([, content]) => JSON.parse(String(content)).name)]) {
          assert.ok(notices.includes(`\n${name} `), name);
        }
        for (const text of ['TERMS AND CONDITIONS FOR USE, REPRODUCTION', 'Permission is hereby granted', 'LGPLv3']) {
          assert.ok(notices.includes(text) || platform === 'win32-x64', text);
        }
      });

      it('is the same, byte for byte, when it is made again', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'loss-inspector-vsix-'));
        try {
          const again = await (await packaging()).writeVsix(platform, join(folder, 'again.vsix'));
          assert.equal(sha512(readFileSync(again.file)), sha512(readFileSync(file)));
        } finally {
          await rm(folder, { recursive: true });
        }
      });

      it('holds binaries whose packages have the checksums of package-lock.json', async () => {
        const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
        const { folder } = await dependenciesOf(platform);
        const installed = JSON.parse(readFileSync(join(folder, '.package-lock.json'), 'utf8')).packages;
        const shipped = [...files.keys()].map(path => /^extension\/(node_modules\/.+)\/package\.json$/.exec(path)?.[1]);
        for (const name of shipped.filter(one => one !== undefined)) {
          assert.match(lock[name].integrity, /^sha512-/, name);
          assert.equal(installed[name].integrity, lock[name].integrity, name);
        }
        for (const path of [...files.keys()].filter(isNative)) {
          const source = join(folder, path.slice('extension/node_modules/'.length));
          assert.equal(sha512(files.get(path)!), sha512(readFileSync(source)), path);
        }
      });
    });
  }
});

describe('what is beside the packages', () => {
  it('has a page for every link of the README', () => {
    for (const [, path] of readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      assert.ok(existsSync(join(ROOT, path)), path);
    }
    assert.ok(readdirSync(join(ROOT, 'docs')).length > 3);
  });
});
