/**
 * Keyboard of the class table: up and down between rows, right into the numbers of a row (each then says its
 * definition), left back out, Enter or space to isolate.
 */
export function listenToGridKeys(
  body: HTMLElement,
  activate: (row: HTMLElement) => void,
  setCurrent: (row: HTMLElement) => void,
): void {
  body.addEventListener('keydown', event => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('tr[data-class-id]');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      activate(row);
      return;
    }
    const next = destination(event.key, target, row, [...body.querySelectorAll<HTMLElement>('tr[data-class-id]')]);
    if (next) {
      event.preventDefault();
      setCurrent(next.closest('tr')!);
      next.focus();
    }
  });
}

function destination(key: string, target: HTMLElement, row: HTMLElement, rows: HTMLElement[]): HTMLElement | undefined {
  const cells = visibleCells(row);
  const column = cells.indexOf(target);
  const index = rows.indexOf(row);
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const to = rows[index + (key === 'ArrowDown' ? 1 : -1)];
      return to && (column < 0 ? to : visibleCells(to)[column]);
    }
    case 'ArrowRight':
      return cells[column + 1];
    case 'ArrowLeft':
      return column > 0 ? cells[column - 1] : column === 0 ? row : undefined;
    case 'Home':
      return rows[0];
    case 'End':
      return rows[rows.length - 1];
    default:
      return undefined;
  }
}

/** Columns may be hidden where the panel is narrow. */
function visibleCells(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('td[tabindex]')].filter(cell => cell.offsetParent !== null);
}
