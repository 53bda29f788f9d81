import * as vscode from 'vscode';
import type { PairRole } from '../../core/pairing/extensions.js';
import { displayName } from '../files/workspaceFiles.js';
import { SECTION } from '../ids.js';
import { askForFile } from '../pairing/ask.js';
import type { Choice } from '../pairing/choices.js';
import type { ExplainedRole, Explanation } from '../pairing/explain.js';
import { said } from '../said.js';

/** What the user decided after reading. */
export type ExplainAction =
  | { do: 'choose'; role: ExplainedRole; file: string }
  | { do: 'forget'; choice: Choice }
  | { do: 'forgetAnswers' }
  | { do: 'inspect' };

interface Item extends vscode.QuickPickItem {
  act?: () => ExplainAction | undefined | Promise<ExplainAction | undefined>;
  /** What each of its buttons does. */
  onButton?: (button: vscode.QuickInputButton) => ExplainAction | undefined;
}

const TITLES: Record<PairRole, string> = {
  prediction: vscode.l10n.t('Prediction'),
  label: vscode.l10n.t('Label'),
  image: vscode.l10n.t('Image'),
};
const ICONS: Record<PairRole, string> = { prediction: 'graph', label: 'tag', image: 'file-media' };
const ANSWERED: Record<Explanation['answers'][number]['about'], string> = {
  predictionArray: vscode.l10n.t('Array of the prediction'),
  labelArray: vscode.l10n.t('Array of the label'),
  kind: vscode.l10n.t('Kind of prediction'),
  sample: vscode.l10n.t('Sample'),
  slice: vscode.l10n.t('Slice'),
};
const REVEAL: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('list-tree'),
  tooltip: vscode.l10n.t('Reveal in Explorer'),
};
const FORGET: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: vscode.l10n.t('Forget this choice'),
};

/** Shows an explanation as a list that can be acted on; undefined: closed, or the action needs no answer. */
export async function showExplanation(explanation: Explanation, inPanel: boolean): Promise<ExplainAction | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = vscode.l10n.t('Pairing of {0}', explanation.title);
  picker.placeholder = vscode.l10n.t('Choose a line to change it');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = itemsOf(explanation, inPanel);
  const chosen = await new Promise<Item | ExplainAction | undefined>(resolve => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]));
    picker.onDidTriggerItemButton(({ item, button }) => {
      const action = item.onButton?.(button);
      if (action) {
        resolve(action);
      }
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  return chosen && ('do' in chosen ? chosen : chosen.act?.());
}

function itemsOf(explanation: Explanation, inPanel: boolean): Item[] {
  const { roles, classes, dataset, choices, answers } = explanation;
  const remembered = [...choices.map(choiceItem), ...answerItems(answers)];
  return [
    ...roles.flatMap(roleItems),
    separator(vscode.l10n.t('Classes')),
    {
      label: `$(symbol-color) ${classes.file === null ? vscode.l10n.t('no class list') : displayName(classes.file)}`,
      detail: said(classes.reason),
      act: () => openSetting('classes'),
    },
    ...(remembered.length > 0 ? [separator(vscode.l10n.t('Remembered')), ...remembered] : []),
    separator(vscode.l10n.t('Change')),
    ...(inPanel
      ? []
      : [{ label: `$(play) ${vscode.l10n.t('Inspect this pair')}`, act: () => ({ do: 'inspect' as const }) }]),
    {
      label: `$(settings-gear) ${vscode.l10n.t('Datasets in the settings')}`,
      description: dataset === null ? vscode.l10n.t('say where files are') : dataset,
      act: () => openSetting('datasets'),
    },
    {
      label: `$(settings-gear) ${vscode.l10n.t('Names of folders in the settings')}`,
      description: vscode.l10n.t('say what folders hold'),
      act: () => openSetting('pairing'),
    },
    { label: `$(copy) ${vscode.l10n.t('Copy as text')}`, act: () => copy(explanation) },
  ];
}

function roleItems(explained: ExplainedRole): Item[] {
  const { role, file, reason, others } = explained;
  const choose = async (): Promise<ExplainAction | undefined> => {
    const known = [...new Set([...(file === null ? [] : [file]), ...others.map(other => other.file)])];
    const picked = await askForFile(role, known, explained.start);
    return picked === undefined || picked === file ? undefined : { do: 'choose', role: explained, file: picked };
  };
  return [
    separator(TITLES[role]),
    {
      label: `$(${ICONS[role]}) ${file === null ? vscode.l10n.t('none') : displayName(file)}`,
      detail: said(reason),
      buttons: file === null ? [] : [REVEAL],
      onButton: () => void reveal(file),
      act: choose,
    },
    ...others.map(other => ({
      label: `$(blank) ${displayName(other.file)}`,
      description: said(other.note),
      buttons: [REVEAL],
      onButton: () => void reveal(other.file),
      act: () => ({ do: 'choose' as const, role: explained, file: other.file }),
    })),
  ];
}

function choiceItem(choice: Choice): Item {
  const where = choice.kind === 'folder' ? displayName(choice.folder) : displayName(choice.chosen);
  const whose =
    choice.kind === 'folder'
      ? vscode.l10n.t('for files in {0}', displayName(choice.base))
      : vscode.l10n.t('for {0}', displayName(choice.start));
  const forget = (): ExplainAction => ({ do: 'forget', choice });
  return {
    label: `$(history) ${TITLES[choice.role]}: ${where}`,
    description: whose,
    detail: vscode.l10n.t('your choice; select to forget it'),
    buttons: [FORGET],
    onButton: forget,
    act: forget,
  };
}

function answerItems(answers: Explanation['answers']): Item[] {
  const forget = (): ExplainAction => ({ do: 'forgetAnswers' });
  return answers.map(({ about, value }) => ({
    label: `$(history) ${ANSWERED[about]}: ${value}`,
    detail: vscode.l10n.t('your choice; select to forget it'),
    buttons: [FORGET],
    onButton: forget,
    act: forget,
  }));
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function reveal(file: string | null): undefined {
  if (file !== null) {
    void vscode.commands.executeCommand('revealInExplorer', vscode.Uri.parse(file));
  }
}

function openSetting(name: string): undefined {
  void vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.${name}`);
}

async function copy(explanation: Explanation): Promise<undefined> {
  await vscode.env.clipboard.writeText(asText(explanation));
}

const IN_ENGLISH: Record<PairRole, string> = { prediction: 'Prediction', label: 'Label', image: 'Image' };

/** For a mail or an issue, whatever language VS Code speaks. */
function asText({ title, roles, classes, dataset }: Explanation): string {
  const file = (uri: string | null): string => (uri === null ? 'none' : displayName(uri));
  return [
    `Pairing of ${title}${dataset === null ? '' : ` (dataset ${dataset})`}`,
    ...roles.flatMap(one => [
      `${IN_ENGLISH[one.role]}: ${file(one.file)} (${one.reason})`,
      ...one.others.map(other => `  ${displayName(other.file)}: ${other.note}`),
    ]),
    `Classes: ${file(classes.file)} (${classes.reason})`,
  ].join('\n');
}
