import * as vscode from 'vscode';
import { toProblem } from '../../core/errors.js';
import type { SegmentationLossApi } from '../api.js';
import { Disposables } from '../util/disposables.js';
import { ToolInput } from './input.js';
import { inspectSummary, scanSummary } from './summaries.js';
import { workspacePath } from './workspacePath.js';

/** What a tool is asked to do, and what is confirmed before. */
interface Tool {
  inputs: readonly string[];
  doing(input: ToolInput): string;
  confirm(input: ToolInput): { title: string; message: string };
  run(input: ToolInput, api: SegmentationLossApi, signal: AbortSignal): Promise<object | string>;
}

/** By the name in the manifest, which says of each what it takes. */
const TOOLS: Record<string, Tool> = {
  segmentationLoss_inspect: {
    inputs: ['prediction', 'label'],
    doing: input => vscode.l10n.t('Inspecting {0}', shortened(input.required('prediction'))),
    confirm: input => ({
      title: vscode.l10n.t('Inspect segmentation loss'),
      message: vscode.l10n.t(
        'Read {0} and its label, and compute losses, classes and findings? Nothing is written.',
        shortened(input.required('prediction')),
      ),
    }),
    async run(input, api, signal) {
      const label = input.text('label');
      const report = await api.inspect(
        await fileOf(input.required('prediction')),
        label === undefined ? undefined : await fileOf(label),
        { signal },
      );
      return report ? inspectSummary(report) : 'Nothing was found.';
    },
  },
  segmentationLoss_scan: {
    inputs: ['folder', 'baseline'],
    doing: input => vscode.l10n.t('Scanning {0}', shortened(input.text('folder') ?? vscode.l10n.t('the workspace'))),
    confirm: input => ({
      title: vscode.l10n.t('Scan segmentation datasets'),
      message: vscode.l10n.t(
        'Read all predictions and labels of {0} and sum their losses up? Large datasets take minutes. Nothing is written.',
        shortened(input.text('folder') ?? vscode.l10n.t('the workspace')),
      ),
    }),
    async run(input, api, signal) {
      const folder = input.text('folder');
      const baseline = input.text('baseline');
      const options = { signal, ...(baseline === undefined ? {} : { baseline }) };
      const report = await api.scan(folder === undefined ? undefined : await fileOf(folder), options);
      return report.reports.length > 0 ? scanSummary(report) : 'No pair of a prediction and a label was found.';
    },
  },
  segmentationLoss_explainFinding: {
    inputs: ['code'],
    doing: input => vscode.l10n.t('Looking up {0}', shortened(input.required('code'))),
    confirm: input => ({
      title: vscode.l10n.t('Explain a finding'),
      message: vscode.l10n.t('Look up {0} in the documentation of this extension?', shortened(input.required('code'))),
    }),
    async run(input, api) {
      const code = input.required('code');
      return (await api.explain(code)) ?? `There is no finding or error "${shortened(code)}".`;
    },
  },
};

/** Gives language models the tools of the manifest, where this VS Code has such. */
export function registerTools(api: SegmentationLossApi): vscode.Disposable {
  const owned = new Disposables();
  if (typeof vscode.lm?.registerTool === 'function') {
    for (const [name, tool] of Object.entries(TOOLS)) {
      owned.add(vscode.lm.registerTool(name, toolFor(tool, api)));
    }
  }
  return owned;
}

function toolFor({ inputs, doing, confirm, run }: Tool, api: SegmentationLossApi): vscode.LanguageModelTool<unknown> {
  return {
    prepareInvocation({ input }) {
      const checked = new ToolInput(input, inputs);
      const { title, message } = confirm(checked);
      return { invocationMessage: doing(checked), confirmationMessages: { title, message: plain(message) } };
    },
    async invoke({ input }, token) {
      const controller = new AbortController();
      const cancelling = token.onCancellationRequested(() => controller.abort());
      try {
        const found = await run(new ToolInput(input, inputs), api, controller.signal);
        const text = typeof found === 'string' ? found : JSON.stringify(found);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      } catch (error) {
        if (controller.signal.aborted) {
          throw new vscode.CancellationError();
        }
        // The model reads the message, and may do what the hint says.
        const { code, message, hint } = toProblem(error);
        throw code === 'internal-error' && error instanceof Error ? error : new Error(`${code}: ${message} ${hint}`);
      } finally {
        cancelling.dispose();
      }
    },
  };
}

/** A path within the workspace: a model may not read anything else. */
async function fileOf(given: string): Promise<vscode.Uri> {
  const open = vscode.workspace.workspaceFolders ?? [];
  for (const { folder, path } of workspacePath(
    given,
    open.map(({ uri }) => uri.path),
  )) {
    const uri = (open[folder] as vscode.WorkspaceFolder).uri.with({ path });
    const there = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (there) {
      return uri;
    }
  }
  throw new Error(
    `"${shortened(given)}" is not there in the open workspace (${open.map(({ name }) => name).join(', ')}).`,
  );
}

function shortened(text: string): string {
  return text.length > 120 ? `…${text.slice(-119)}` : text;
}

/** File names are no Markdown. */
function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}
