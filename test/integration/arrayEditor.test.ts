import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { npyOf } from '../support/npyFixture.js';
import { closePanels, eventually, write } from './helpers.js';

describe('the array editor', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closePanels();
  });

  it('opens a .npy', async () => {
    const file = await write('shown.npy', npyOf('<f4', [2, 3], [1, 2, 3, 4, 5, 6]));
    await vscode.commands.executeCommand('vscode.open', file);
    const input = await eventually('the editor', () => {
      const found = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return found instanceof vscode.TabInputCustom ? found : undefined;
    });
    assert.equal(input.viewType, 'segmentationLoss.array');
    assert.equal(input.uri.toString(), file.toString());
  });
});
