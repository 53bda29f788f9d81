import type { Raised } from '../dialects/types.js';
import type { ReportNumber } from '../inspection/report.js';

export interface DialectsParams {
  /** Keys, libraries or "all", separated by commas; all unless said. */
  keys?: string;
  /** Key that the others are compared with. */
  base: string;
}

/** What one library says of this pair. */
export interface DialectRow {
  key: string;
  library: string;
  /** Its losses in words. */
  losses: string[];
  /** null where the library raises. */
  value: ReportNumber | null;
  raised: Raised | null;
  /** Conventions in which it differs from the base, in words; null where it is another loss. */
  differs: { convention: string; from: string; to: string }[] | null;
}

export interface DialectsAnswer {
  base: DialectRow;
  /** In the order they were found, the fastest first. */
  rows: DialectRow[];
  /** How many there will be. */
  of: number;
}

export interface GapParams {
  from: string;
  to: string;
}

/** Why two dialects differ: conventions switched one at a time. */
export interface GapAnswer {
  from: { key: string; value: ReportNumber };
  to: { key: string; value: ReportNumber };
  gap: ReportNumber;
  steps: { convention: string; from: string; to: string; contribution: ReportNumber }[];
  /** Why there is nothing to explain: they are different losses, or one raises. */
  raised: Raised | null;
}
