import type { State } from '../state.js';
import type { Context, View } from '../view.js';
import { createClassTable } from './classes/classTable.js';
import { createFindings } from './findings/findings.js';

/** What a tab shows. It is only updated while it is shown, so what it asks is asked when somebody looks. */
export interface TabView extends View {
  /** A short count beside the title, also while another tab is shown; null: none. */
  badge?(state: State): string | null;
}

/** The tabs of the right half, one question each, in their order. A new tab: its file, a line here, its title in strings. */
export const TABS = {
  classes: createClassTable,
  findings: createFindings,
} as const satisfies Record<string, (context: Context) => TabView>;

export type Tab = keyof typeof TABS;
