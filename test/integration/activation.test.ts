import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const ID = 'segmentation-loss-inspector.segmentation-loss-inspector';

/** As far as this test reads it. */
interface Manifest {
  contributes: { commands: { command: string; title: string; category?: string }[] };
}

describe('the extension', () => {
  it('is there and activates', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, `${ID} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension);
    await extension.activate();
    const declared = (extension.packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    assert.ok(declared.includes('segmentationLoss.inspect'), declared.join());
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });

  it('has a text for every string of its manifest', () => {
    const manifest = JSON.stringify(vscode.extensions.getExtension(ID)?.packageJSON);
    assert.deepEqual(manifest.match(/%[\w.]+%/g) ?? [], []);
  });
});
