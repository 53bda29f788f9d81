import * as vscode from 'vscode';
import { type Problem, toProblem } from '../core/errors.js';
import type { Report } from '../core/inspection/report.js';
import { registerTools } from './agents/tools.js';
import { ArrayEditor } from './arrayEditor/arrayEditor.js';
import { act, openSettings } from './commands/actions.js';
import { selectedFiles } from './commands/arguments.js';
import { chooseFile, choosePrediction } from './commands/chooseFile.js';
import { explain } from './commands/explain.js';
import { onFinding } from './commands/findings.js';
import { inspect, withoutThrowing } from './commands/inspect.js';
import { openSample } from './commands/openSample.js';
import { onProposal } from './commands/proposals.js';
import { displayName, exists, fileRef } from './files/workspaceFiles.js';
import { COMMANDS } from './ids.js';
import { isAboutSettings } from './inspection/actions.js';
import { Declined } from './inspection/declined.js';
import { makeJob } from './inspection/makeJob.js';
import type { Pair } from './inspection/pair.js';
import { InspectionSession, type Outcome } from './inspection/session.js';
import { registerLinks } from './links/linkHandler.js';
import { AnswerMemory } from './pairing/answerMemory.js';
import { askAnswer } from './pairing/askAnswer.js';
import { Choices } from './pairing/choices.js';
import { pairingHost } from './pairing/pairingHost.js';
import { completePair, resolvePair, roleOf } from './pairing/resolvePair.js';
import type { InspectionPanel } from './panel/inspectionPanel.js';
import { Panels } from './panel/panels.js';
import { entriesOf } from './problems/entries.js';
import { Problems } from './problems/problems.js';
import { publicApi } from './publicApi.js';
import { DatasetReports } from './report/datasetReports.js';
import { said } from './said.js';
import { WorkspaceScans } from './scan/workspaceScans.js';
import { readSettings } from './settings/readSettings.js';
import { startWorker } from './startWorker.js';
import { Disposables } from './util/disposables.js';
import { showIfSlow } from './util/slowProgress.js';
import { WorkerClient } from './workerClient.js';
import { type Inspections, poolSize, WorkerPool } from './workerPool.js';

/** Puts the parts together: pairing, worker, panels, Problems, and the commands on top of them. */
export class Controller {
  private readonly owned = new Disposables();
  private readonly problems: Problems;
  private readonly workers: Inspections;
  private readonly panels: Panels;
  private readonly pairing;
  private readonly choices: Choices;
  private readonly answers: AnswerMemory;
  private readonly declined: Declined;
  /** The whole workspace: its datasets, pairs, and what is known of them. */
  readonly workspace: WorkspaceScans;
  readonly api;

  constructor(
    context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.problems = this.owned.add(new Problems(context.extension));
    const workerFile = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
    const makeClient = () => new WorkerClient({ start: () => startWorker(workerFile, log), log });
    this.workers = this.owned.add(new WorkerPool(poolSize(), makeClient));
    this.choices = new Choices(context.workspaceState);
    this.pairing = pairingHost(this.choices);
    this.answers = new AnswerMemory(context.workspaceState);
    this.declined = new Declined(context.workspaceState);
    this.panels = this.owned.add(
      new Panels({
        extension: context.extensionUri,
        log,
        complete: known => completePair(known, this.pairing),
        session: (pair, reading, changed) => this.session(pair, reading, changed),
        act: (panel, id) => void this.act(panel, id),
        finding: (panel, code, what) =>
          void this.reporting(() => onFinding(panel.session, code, what, context.extensionUri)),
        proposal: (panel, title, what) =>
          void this.reporting(() => onProposal(panel.session, title, what, this.declined)),
      }),
    );
    this.owned.add(ArrayEditor.register(context.extensionUri, this.workers));
    const superseded = (prediction: string) => {
      if (!this.panels.has(prediction)) {
        this.problems.set(prediction, []);
      }
    };
    this.workspace = this.owned.add(
      new WorkspaceScans({
        context,
        log,
        workers: this.workers,
        answers: this.answers,
        problems: this.problems,
        open: ({ prediction, label, image, classesFile }, other) =>
          this.open({ prediction, label, image, classesFile }, other),
        superseded,
      }),
    );
    this.owned.add(
      registerLinks({ extension: context.extensionUri, inspect: files => this.command(this.inspect(files)) }),
    );
    this.owned.add(
      new DatasetReports({
        extension: context.extensionUri,
        log,
        scans: this.workspace.scans,
        workers: this.workers,
        scan: () => void this.workspace.scan(),
        open: (pair, other) => this.open(pair, other),
      }),
    );
    this.api = this.owned.add(
      publicApi({
        extension: context.extensionUri,
        inspect: files => this.inspect(files),
        pairing: this.pairing,
        workers: this.workers,
        scans: this.workspace.scans,
      }),
    );
    this.owned.add(registerTools(this.api));
    this.registerCommands(context);
  }

  inspect(files: readonly string[]): Promise<Report | undefined> {
    return inspect(files, {
      chooseFile,
      resolvePair: selected => resolvePair(selected, this.pairing),
      show: async pair => {
        // An earlier "no prediction found" of these files is settled.
        for (const file of [pair.label, pair.image]) {
          this.problems.set(file ?? '', []);
        }
        const settled = this.panels.show(pair).session.settled();
        showIfSlow(settled, vscode.l10n.t('Inspecting {0}', displayName(pair.prediction)));
        return settled;
      },
      unpaired: (selected, error) => void this.unpaired(selected, error),
    });
  }

  /** A pair that is known, in its panel. */
  private open(pair: Pair, other: string | null): void {
    const { session } = this.panels.show(pair);
    if (other !== null) {
      session.compareWith(other);
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private session(
    pair: Pair,
    reading: InspectionSession['reading'] | undefined,
    changed: () => void,
  ): InspectionSession {
    return new InspectionSession({
      pair,
      ...(reading ? { reading } : {}),
      makeJob: (one, read) => makeJob(one, read, { settings: readSettings, exists, file: fileRef, displayName }),
      isDeclined: (one, { title }) => this.declined.has(one, title),
      answer: (choice, one, anew) => askAnswer(choice, one, this.answers, anew),
      run: (job, options) => this.workers.run(job, options),
      ask: (question, options) => this.workers.ask(question, options),
      close: key => this.workers.close(key),
      displayName,
      changed,
      finished: (one, outcome, cause) => this.finished(one, outcome, cause),
    });
  }

  private finished(pair: Pair, outcome: Outcome, cause: unknown): void {
    const entries = entriesOf(pair, outcome, { displayName, said });
    this.problems.set(
      pair.prediction,
      entries.map(entry => ({ ...entry, pair })),
    );
    void this.workspace.scans.follow([pair.prediction]);
    const name = displayName(pair.prediction);
    if ('report' in outcome) {
      const { totals, findings } = outcome.report;
      this.log.info(
        `${name}: total ${totals.total}, cross entropy ${totals.crossEntropy}, ${findings.length} findings`,
      );
    } else {
      this.log.warn(`${name}: ${outcome.problem.code}: ${outcome.problem.message} ${outcome.problem.hint}`);
      if (cause instanceof Error) {
        this.log.error(cause);
      }
    }
  }

  /** There is no pair, so no panel: said in a notification, with the way on, and in Problems. */
  private async unpaired(files: readonly string[], error: unknown): Promise<void> {
    const problem = toProblem(error);
    const message = sentences(problem);
    this.log.warn(`${problem.code}: ${problem.message} ${problem.hint}`);
    const [start] = files;
    if (start === undefined) {
      return;
    }
    if (files.length === 1) {
      this.problems.set(start, [{ uri: start, code: problem.code, severity: 'error', message }]);
    }
    const choose = vscode.l10n.t('Choose prediction…');
    const explainIt = vscode.l10n.t('Explain pairing');
    const settings = vscode.l10n.t('Open settings');
    const missing = problem.code === 'prediction-not-found';
    const actions = missing ? [choose, explainIt] : isAboutSettings(problem) ? [settings] : [];
    const action = await vscode.window.showErrorMessage(message, ...actions);
    if (action === settings) {
      await openSettings();
    } else if (action === explainIt) {
      await this.explain([start]);
    }
    const prediction = action === choose ? await choosePrediction() : undefined;
    if (prediction !== undefined) {
      await this.command(this.inspect([prediction, start]));
    }
  }

  private registerCommands(context: vscode.ExtensionContext): void {
    const register = (id: string, run: (...args: unknown[]) => unknown): void => {
      this.owned.add(vscode.commands.registerCommand(id, run));
    };
    const isUri = (value: unknown): boolean => value instanceof vscode.Uri;
    register(COMMANDS.inspect, (...args) => this.command(this.inspect(selectedFiles(args, isUri))));
    register(COMMANDS.compare, (...args) => this.compare(selectedFiles(args, isUri)));
    register(COMMANDS.rerun, () => this.onActive('retry'));
    register(COMMANDS.pickLabel, () => this.onActive('pickLabel'));
    register(COMMANDS.pickPrediction, () => this.onActive('pickPrediction'));
    register(COMMANDS.cancel, () => this.panels.active?.session.cancel());
    register(COMMANDS.explainPairing, (...args) => this.explain(selectedFiles(args, isUri)));
    register(COMMANDS.openSample, () => this.reporting(async () => void (await openSample(context))));
    register(COMMANDS.openSettings, () => openSettings());
    register(COMMANDS.openLog, () => this.log.show());
  }

  private command(work: Promise<Report | undefined>): Promise<Report | undefined> {
    return withoutThrowing(work, line => this.log.debug(line));
  }

  /** Of the selected file, else of the panel in front, else of a file that is asked for. */
  private async explain([file]: readonly string[]): Promise<void> {
    const panel = file === undefined ? this.panels.active : undefined;
    const subject = panel
      ? {
          pair: panel.session.pair,
          change: (pair: Pair) => this.panels.change(panel, pair),
          askAgain: () => void panel.session.askAgain(),
        }
      : (file ?? (await chooseFile()));
    if (subject === undefined) {
      return;
    }
    await this.reporting(() =>
      explain(subject, {
        host: this.pairing,
        choices: this.choices,
        answers: this.answers,
        inspect: start => void this.command(this.inspect([start])),
      }),
    );
  }

  /** Two predictions selected in the Explorer; or another one beside that of the panel in front. */
  private async compare(files: readonly string[]): Promise<void> {
    const [first, second] = files;
    if (first === undefined || second === undefined) {
      await this.onActive('compare');
      return;
    }
    const roles = await Promise.all([first, second].map(file => roleOf(file, this.pairing)));
    if (roles[0] !== roles[1]) {
      // A prediction and its label: there is nothing to compare, but all there is to inspect.
      await this.command(this.inspect([first, second]));
      return;
    }
    // Two files alike are two predictions, also where masks look like labels.
    await this.reporting(async () => {
      const pair = await completePair({ prediction: first, label: null, image: null }, this.pairing);
      this.panels.show(pair).compareWith(second);
    });
  }

  private onActive(id: 'retry' | 'pickLabel' | 'pickPrediction' | 'compare'): Promise<void> | undefined {
    const panel = this.panels.active;
    return panel && this.act(panel, id);
  }

  private async act(panel: InspectionPanel, id: Parameters<typeof act>[1]): Promise<void> {
    await this.reporting(() =>
      act(panel, id, {
        pairing: this.pairing,
        change: (one, pair) => this.panels.change(one, pair),
        showLog: () => this.log.show(),
        answer: (choice, pair) => askAnswer(choice, pair, this.answers, true),
      }),
    );
  }

  /** For what happens outside of an inspection: a failure is said in a notification. */
  private async reporting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      void vscode.window.showErrorMessage(sentences(toProblem(error)));
    }
  }
}

/** What a notification says of a failure. */
function sentences({ message, hint }: Problem): string {
  return said(`${message} ${hint}`);
}
