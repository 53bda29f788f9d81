/** "1,234 pixels (0.7 %)" */
export function countWithShare(count: number, all: number, noun = 'pixel'): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'} (${percent(count / all)})`;
}

export function percent(share: number): string {
  const value = share * 100;
  const text = value > 0 && value < 0.05 ? '< 0.1' : value > 99.95 && value < 100 ? '> 99.9' : value.toFixed(1);
  return `${text.replace(/\.0$/, '')} %`;
}
