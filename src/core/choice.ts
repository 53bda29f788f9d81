/** What has to be said before a pair can be read, with the answers there are. */
export interface Choice {
  about: 'sample' | 'slice' | 'predictionArray' | 'labelArray' | 'kind';
  answers: readonly Answer[];
}

export interface Answer {
  value: string | number;
  /** What it is: "40×56 uint8". */
  detail?: string;
}

/** Samples and slices, counted from 0. */
export function numbered(about: 'sample' | 'slice', count: number): Choice {
  return { about, answers: Array.from({ length: count }, (_, value) => ({ value })) };
}
