import type { State } from '../state.js';
import type { Context, View } from '../view.js';
import { createClassTable } from './classes/classTable.js';
import { createCurves } from './curves/curves.js';
import { createDialects } from './dialects/dialects.js';
import { createFindings } from './findings/findings.js';
import { createLedger } from './ledger/ledger.js';
import { createPixel } from './pixel/pixel.js';
import { createRegions } from './regions/regions.js';
import { createWhatIf } from './whatIf/whatIf.js';

/** What a tab shows. It is only updated while it is shown, so what it asks is asked when somebody looks. */
export interface TabView extends View {
  /** Asks what is worth knowing before anyone looks; called while hidden, once the picture is there. */
  ahead?(state: State): void;
  /** A short count beside the title, also while another tab is shown; null: none. */
  badge?(state: State): string | null;
}

/** The tabs of the right half, one question each, in their order. A new tab: its file, a line here, its title in strings. */
export const TABS = {
  classes: createClassTable,
  ledger: createLedger,
  findings: createFindings,
  dialects: createDialects,
  curves: createCurves,
  regions: createRegions,
  whatIf: createWhatIf,
  pixel: createPixel,
} as const satisfies Record<string, (context: Context) => TabView>;

export type Tab = keyof typeof TABS;
