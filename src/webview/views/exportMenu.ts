import { copyText } from '../clipboard.js';
import { h } from '../dom.js';
import { stem } from '../format.js';
import { ready } from '../state.js';
import { strings } from '../strings.js';
import { toCsv, toMarkdown } from '../tableText.js';
import { shownReport } from '../turned.js';
import type { Context } from '../view.js';
import { overlayPng } from '../viewer/overlayPng.js';
import { sortRows, textColumns } from './classes/classColumns.js';
import { createMenu } from './menu.js';
import { toolButton } from './toolButton.js';

const SLOW_MS = 200;

/** What can be taken out of the panel: numbers as shown (also under what was turned), in full precision. */
export function createExportMenu(context: Context): { element: HTMLElement; disable(disabled: boolean): void } {
  const words = strings.exporting;
  const { state, send, layers } = context;
  const report = () => shownReport(state(), context);
  const save = (extension: string, data: ArrayBuffer) => {
    const snapshot = ready(state());
    if (snapshot) {
      send({ type: 'save', name: `${stem(snapshot.pair.prediction)}.loss.${extension}`, data });
    }
  };
  const saveText = (extension: string, text: string) =>
    save(extension, new TextEncoder().encode(text).buffer as ArrayBuffer);
  const table = (make: typeof toCsv) => {
    const of = report();
    return of ? make(textColumns(of), [...sortRows(of, state().ui.sort), null]) : '';
  };
  const entries = {
    html: async () => {
      const { pairReportFile } = await import('../report/gather.js');
      const text = await pairReportFile(context);
      if (text !== null) {
        saveText('html', text);
      }
    },
    json: () => saveText('json', `${JSON.stringify(report(), null, 2)}\n`),
    csv: () => saveText('csv', table(toCsv)),
    markdown: () => void copyText(table(toMarkdown)),
    png: async () => {
      const data = await overlayPng(state(), layers);
      if (data) {
        save('png', data);
      }
    },
  };
  const run = async (name: keyof typeof entries) => {
    // Some take a while; the button says so, and is pressed in vain meanwhile.
    const slow = setTimeout(() => button.busy(words.preparing), SLOW_MS);
    try {
      await entries[name]();
    } finally {
      clearTimeout(slow);
      button.busy(null);
    }
  };
  const items = (Object.keys(entries) as (keyof typeof entries)[]).map(name => {
    const item = h(
      'button',
      { type: 'button', class: 'small-button menu-item', 'data-name': `export-${name}` },
      words[name],
    );
    item.addEventListener('click', () => {
      menu.close();
      button.element.focus();
      void run(name);
    });
    return item;
  });
  const button = toolButton('export', 'export', words.hint, () => {});
  const menu = createMenu(button, words.title, ...items);
  return {
    element: menu.element,
    disable(disabled) {
      button.disable(disabled);
      if (disabled) {
        menu.close();
      }
    },
  };
}
