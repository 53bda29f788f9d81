import { localised } from '../strings/localised.js';

/** What the array editor says. */
const english = {
  array: 'Array',
  unnamed: '(unnamed)',
  inspect: 'Inspect segmentation loss',
  loading: 'Counting values…',
  values: 'Values',
  slice: 'Slice',
  elements: 'Elements',
  min: 'Minimum',
  max: 'Maximum',
  mean: 'Mean',
  deviation: 'Standard deviation',
  nan: 'NaN',
  infinite: 'Infinite',
  histogram: 'Histogram (logarithmic)',
  value: 'Value',
  count: 'Count',
  axis: 'axis',
  rows: 'Rows',
  columns: 'Columns',
  thinned: 'every',
  empty: 'The file holds no array.',
};

export type Words = typeof english;

export const words: Words = localised('arrayEditor', english);
