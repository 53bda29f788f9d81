import * as vscode from 'vscode';
import type { PairRole } from '../../core/pairing/extensions.js';
import { displayName } from '../files/workspaceFiles.js';
import { SECTION } from '../ids.js';
import { askForFile } from '../pairing/ask.js';
import type { Choice } from '../pairing/choices.js';
import type { ExplainedRole, Explanation } from '../pairing/explain.js';

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

const TITLES: Record<PairRole, string> = { prediction: 'Prediction', label: 'Label', image: 'Image' };
const ICONS: Record<PairRole, string> = { prediction: 'graph', label: 'tag', image: 'file-media' };
const ANSWERED: Record<Explanation['answers'][number]['about'], string> = {
  predictionArray: 'Array of the prediction',
  labelArray: 'Array of the label',
  kind: 'Kind of prediction',
  sample: 'Sample',
  slice: 'Slice',
};
const REVEAL: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: 'Reveal in Explorer' };
const FORGET: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Forget this choice' };

/** Shows an explanation as a list that can be acted on; undefined: closed, or the action needs no answer. */
export async function showExplanation(explanation: Explanation, inPanel: boolean): Promise<ExplainAction | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = `Pairing of ${explanation.title}`;
  picker.placeholder = 'Choose a line to change it';
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
    separator('Classes'),
    {
      label: `$(symbol-color) ${classes.file === null ? 'no class list' : displayName(classes.file)}`,
      detail: classes.reason,
      act: () => openSetting('classes'),
    },
    ...(remembered.length > 0 ? [separator('Remembered'), ...remembered] : []),
    separator('Change'),
    ...(inPanel ? [] : [{ label: '$(play) Inspect this pair', act: () => ({ do: 'inspect' as const }) }]),
    {
      label: '$(settings-gear) Datasets in the settings',
      description: dataset === null ? 'say where files are' : dataset,
      act: () => openSetting('datasets'),
    },
    {
      label: '$(settings-gear) Names of folders in the settings',
      description: 'say what folders hold',
      act: () => openSetting('pairing'),
    },
    { label: '$(copy) Copy as text', act: () => copy(explanation) },
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
      label: `$(${ICONS[role]}) ${file === null ? 'none' : displayName(file)}`,
      detail: reason,
      buttons: file === null ? [] : [REVEAL],
      onButton: () => void reveal(file),
      act: choose,
    },
    ...others.map(other => ({
      label: `$(blank) ${displayName(other.file)}`,
      description: other.note,
      buttons: [REVEAL],
      onButton: () => void reveal(other.file),
      act: () => ({ do: 'choose' as const, role: explained, file: other.file }),
    })),
  ];
}

function choiceItem(choice: Choice): Item {
  const where = choice.kind === 'folder' ? displayName(choice.folder) : displayName(choice.chosen);
  const whose =
    choice.kind === 'folder' ? `for files in ${displayName(choice.base)}` : `for ${displayName(choice.start)}`;
  const forget = (): ExplainAction => ({ do: 'forget', choice });
  return {
    label: `$(history) ${TITLES[choice.role]}: ${where}`,
    description: whose,
    detail: 'your choice; select to forget it',
    buttons: [FORGET],
    onButton: forget,
    act: forget,
  };
}

function answerItems(answers: Explanation['answers']): Item[] {
  const forget = (): ExplainAction => ({ do: 'forgetAnswers' });
  return answers.map(({ about, value }) => ({
    label: `$(history) ${ANSWERED[about]}: ${value}`,
    detail: 'your choice; select to forget it',
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

/** For a mail or an issue. */
function asText({ title, roles, classes, dataset }: Explanation): string {
  const file = (uri: string | null): string => (uri === null ? 'none' : displayName(uri));
  return [
    `Pairing of ${title}${dataset === null ? '' : ` (dataset ${dataset})`}`,
    ...roles.flatMap(one => [
      `${TITLES[one.role]}: ${file(one.file)} (${one.reason})`,
      ...one.others.map(other => `  ${displayName(other.file)}: ${other.note}`),
    ]),
    `Classes: ${file(classes.file)} (${classes.reason})`,
  ].join('\n');
}
