import type { State } from '../state.js';
import { isTurned } from '../turned.js';
import type { Context, View } from '../view.js';
import { createClassTable } from './classes/classTable.js';
import { createFindings } from './findings/findings.js';
import { lazyTab } from './lazyTab.js';
/** What a tab shows. It is only updated while it is shown, so what it asks is asked when somebody looks. */
export interface TabView extends View {
  /** Asks what is worth knowing before anyone looks; called while hidden, once the picture is there. */
  ahead?(state: State): void;
  /** A short count beside the title, also while another tab is shown; null: none. */
  badge?(state: State): string | null;
}

/**
 * The tabs of the right half, one question each, in their order. What is not on the first screen is loaded when it is
 * first shown. A new tab: its file, a line here, its title in strings.
 */
export const TABS = {
  classes: createClassTable,
  ledger: lazyTab(async () => (await import('./ledger/ledger.js')).createLedger),
  findings: createFindings,
  dialects: lazyTab(async () => (await import('./dialects/dialects.js')).createDialects),
  curves: lazyTab(async () => (await import('./curves/curves.js')).createCurves),
  regions: lazyTab(async () => (await import('./regions/regions.js')).createRegions),
  compare: lazyTab(async () => (await import('./compare/compare.js')).createCompare),
  whatIf: lazyTab(
    async () => (await import('./whatIf/whatIf.js')).createWhatIf,
    ({ settings }) => (isTurned(settings) ? '●' : null),
  ),
  pixel: lazyTab(async () => (await import('./pixel/pixel.js')).createPixel),
} as const satisfies Record<string, (context: Context) => TabView>;

export type Tab = keyof typeof TABS;
