import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { isReadable, ROLE_EXTENSIONS } from '../../../src/core/pairing/extensions.js';
import { DEFAULT_FOLDERS } from '../../../src/core/pairing/folders.js';
import { parseFolders, parseSettings } from '../../../src/core/settings/settings.js';
import { COMMANDS, DATASET_REPORT_TYPE, DISPLAY_NAME, PANEL_TYPE, SECTION } from '../../../src/extension/ids.js';
import { DEFAULT_DIAGNOSTICS, parseDiagnostics } from '../../../src/extension/settings/diagnostics.js';

interface Property {
  default: unknown;
  scope: string;
  order: number;
  enum?: string[];
  enumDescriptions?: string[];
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text);
const strings: Record<string, string> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
const properties: Record<string, Property> = manifest.contributes.configuration.properties;

describe('the manifest', () => {
  it('declares the commands the code registers, under one category', () => {
    const declared: { command: string; category: string }[] = manifest.contributes.commands;
    assert.deepEqual(declared.map(one => one.command).sort(), Object.values(COMMANDS).sort());
    assert.deepEqual([...new Set(declared.map(one => strings[one.category.slice(1, -1)]))], [DISPLAY_NAME]);
  });

  it('uses every string of package.nls.json, and no other', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(match => match[1]));
    assert.deepEqual([...used].sort(), Object.keys(strings).sort());
    assert.ok(Object.values(strings).every(one => one.trim().length > 0));
  });

  it('activates for nothing but its commands, panels and links, and when all else has started', () => {
    const panels = [PANEL_TYPE, DATASET_REPORT_TYPE].map(type => `onWebviewPanel:${type}`);
    assert.deepEqual(manifest.activationEvents, [...panels, 'onUri', 'onStartupFinished']);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('shows the Explorer entry on the files we read, and on no others', () => {
    const [entry] = manifest.contributes.menus['explorer/context'];
    const names = /resourceFilename =~ \/(.+)\/i/.exec(entry.when)?.[1];
    assert.ok(names);
    const shown = new RegExp(names, 'i');
    const readable = Object.values(ROLE_EXTENSIONS)
      .flat()
      .map(extension => (extension === 'json' ? 'sem_seg_predictions.json' : `a.b.${extension}`));
    for (const name of readable) {
      assert.ok(shown.test(name) && isReadable(`/d/${name}`), name);
      assert.ok(shown.test(name.toUpperCase()) && isReadable(`/d/${name.toUpperCase()}`), name);
    }
    for (const name of ['classes.json', 'x.py', 'x.npy2', 'x.gz', 'nii.gz.txt', 'npy', 'x.ckpt', 'val.txt', 'x.mat']) {
      assert.ok(!shown.test(name) && !isReadable(`/d/${name}`), name);
    }
    assert.equal(entry.command, COMMANDS.inspect);
    assert.equal(strings['command.inspect.title'], 'Inspect segmentation loss');
  });

  it('keeps commands of the panel out of the palette elsewhere', () => {
    const gated = manifest.contributes.menus.commandPalette.map((one: { command: string }) => one.command);
    const always: string[] = [
      COMMANDS.inspect,
      COMMANDS.scan,
      COMMANDS.datasetReport,
      COMMANDS.explainPairing,
      COMMANDS.openLog,
      COMMANDS.openSample,
      COMMANDS.openSettings,
    ];
    assert.deepEqual(gated.concat(always).sort(), Object.values(COMMANDS).sort());
  });

  it('walks through steps whose pictures are there and whose buttons do something', () => {
    const [{ steps }]: { steps: { description: string; media: { image: string }; completionEvents?: string[] }[] }[] =
      manifest.contributes.walkthroughs;
    assert.equal(steps.length, 4);
    const commands: string[] = Object.values(COMMANDS);
    for (const { description, media, completionEvents = [] } of steps) {
      assert.ok(existsSync(media.image), media.image);
      const linked = [...strings[description.slice(1, -1)].matchAll(/\(command:([^)]+)\)/g)].map(([, id]) => id);
      const awaited = completionEvents.map(event => event.replace(/^onCommand:/, ''));
      assert.deepEqual(
        [...linked, ...awaited].filter(id => !commands.includes(id)),
        [],
      );
    }
  });

  it('has defaults that the code accepts and agrees with', () => {
    const get = (key: string) => properties[`${SECTION}.${key}`]?.default;
    assert.deepEqual(parseSettings(get).loss, DEFAULT_LOSS);
    assert.deepEqual(parseFolders(get), DEFAULT_FOLDERS);
    assert.deepEqual(parseDiagnostics(get), DEFAULT_DIAGNOSTICS);
    for (const [key, property] of Object.entries(properties)) {
      assert.ok(key.startsWith(`${SECTION}.`), key);
      assert.equal(property.scope, 'resource', key);
      assert.equal(property.enum?.length, property.enumDescriptions?.length, key);
    }
    const order = Object.values(properties).map(property => property.order);
    assert.equal(new Set(order).size, order.length);
  });

  it('names files that are there', () => {
    assert.ok(existsSync(manifest.icon));
    assert.ok(existsSync('media/icon.svg'));
  });
});
