/** "values 0–11 and 255": the values found, runs of neighbours drawn together. */
export function describeValues(counts: ReadonlyMap<number, number>): string {
  const values = [...counts.keys()];
  const runs: string[] = [];
  for (let k = 0; k < values.length; ) {
    let end = k;
    while (end + 1 < values.length && values[end + 1] === values[end] + 1) {
      end++;
    }
    runs.push(end > k + 1 ? `${values[k]}–${values[end]}` : values.slice(k, end + 1).join(', '));
    k = end + 1;
  }
  const noun = values.length === 1 ? 'value' : 'values';
  return `${noun} ${runs.length > 6 ? `${runs.slice(0, 5).join(', ')}, … ${runs[runs.length - 1]}` : listed(runs)}`;
}

/** "a, b and c" */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
