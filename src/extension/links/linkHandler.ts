import * as vscode from 'vscode';
import { toProblem } from '../../core/errors.js';
import { showDocs } from '../commands/findings.js';
import { exists } from '../files/workspaceFiles.js';
import { said } from '../said.js';
import { type Link, parseLink } from './links.js';

export interface LinkTargets {
  extension: vscode.Uri;
  inspect(files: readonly string[]): Promise<unknown>;
}

/** Opens what a link into the extension names; one that is not as it should be is said, and nothing is opened. */
export function registerLinks({ extension, inspect }: LinkTargets): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri({ path, query }) {
      let link: Link;
      try {
        link = parseLink(path, query, uri => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined);
      } catch (error) {
        const { message, hint } = toProblem(error);
        void vscode.window.showErrorMessage(said(`${message} ${hint}`));
        return;
      }
      if (link.to === 'docs') {
        await showDocs(link.code, extension);
      } else {
        // A partner that has gone meanwhile is searched anew.
        const { prediction, label } = link;
        await inspect(label !== null && (await exists(label)) ? [prediction, label] : [prediction]);
      }
    },
  });
}
