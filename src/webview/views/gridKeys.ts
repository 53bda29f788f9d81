/**
 * Keyboard of a table whose rows can be chosen: up and down between rows, right into the cells of a row (each may say
 * its definition), left back out, Enter or space to choose, with Ctrl or Shift to add.
 *
 * @param rows selector of the rows that take part
 */
export function listenToGridKeys(
  body: HTMLElement,
  rows: string,
  activate: (row: HTMLElement, event: KeyboardEvent) => void,
): void {
  body.addEventListener('keydown', event => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>(rows);
    if (!row || event.altKey || target.closest('button, input, select, a')) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      activate(row, event);
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      return;
    }
    const next = destination(event.key, target, row, [...body.querySelectorAll<HTMLElement>(rows)].filter(isVisible));
    if (next) {
      event.preventDefault();
      setCurrentRow(body, rows, next.closest<HTMLElement>(rows)!);
      next.focus();
    }
  });
}

/** One row is in the tab order; arrows move from it. */
export function setCurrentRow(body: HTMLElement, rows: string, current: HTMLElement): void {
  for (const row of body.querySelectorAll<HTMLElement>(rows)) {
    row.tabIndex = row === current ? 0 : -1;
  }
}

function destination(key: string, target: HTMLElement, row: HTMLElement, rows: HTMLElement[]): HTMLElement | undefined {
  const cells = visibleCells(row);
  const column = cells.indexOf(target);
  const index = rows.indexOf(row);
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const to = rows[index + (key === 'ArrowDown' ? 1 : -1)];
      return to && (column < 0 ? to : (visibleCells(to)[column] ?? to));
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
  return [...row.querySelectorAll<HTMLElement>('td[tabindex]')].filter(isVisible);
}

function isVisible(element: HTMLElement): boolean {
  return element.offsetParent !== null;
}
