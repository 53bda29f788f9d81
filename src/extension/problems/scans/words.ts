/** The sentences of entries about scans; made with `vscode.l10n` by `hostWords.ts`. */
export interface ScanWords {
  /** A sentence of the core in the language of the user. */
  said(sentence: string): string;
  displayName(uri: string): string;
  /** What stands at the partner of a file: "The label that avenue.npy is judged by." */
  partner(role: 'prediction' | 'label', of: string): string;
  classIou(classes: readonly string[], bound: number): string;
  loss(value: number, bound: number): string;
  lossShare(share: number, bound: number, pairs: number): string;
  /** Goes before the message of one of many pairs with the same cause. */
  collapsed(count: number, pairs: number, message: string): string;
  noLabel(count: number, dataset: string, example: string): string;
  noPrediction(count: number, dataset: string, example: string): string;
  ambiguous(count: number, dataset: string, example: string): string;
  incomplete(model: string, missing: number, of: number, example: string): string;
  example: string;
}
