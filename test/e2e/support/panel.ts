import { decode } from 'fast-png';
import type { FrameLocator, Locator, Page } from './playwright.js';
import { settled } from './retry.js';

/** The picture of the panel as the canvas shows it. */
export interface Picture {
  layer: string;
  hasPicture: boolean;
  /** The layer right of the divider, '' without a split. */
  split: string;
  sample: number;
  renderer: string;
  /** Device pixel = image pixel * scale + offset. */
  transform: { scale: number; x: number; y: number };
}

/** What a user sees of the inspection: the inside of the webview. */
export class Panel {
  private readonly frame: FrameLocator;

  constructor(page: Page) {
    // A click on an array opens it in its editor, a webview as well; the panel comes after it.
    this.frame = page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }

  find(selector: string): Locator {
    return this.frame.locator(selector);
  }

  async waitFor(state: 'ready' | 'error', name?: string): Promise<void> {
    const title = name === undefined ? '' : `:has(.pair-name:text-is("${name}"))`;
    await this.find(`#app[data-state="${state}"]${title}`).waitFor({ timeout: 60_000 });
  }

  /** The total of a term in full precision. */
  async total(term: string): Promise<number> {
    return Number(await this.find(`[data-term="${term}"]`).getAttribute('data-value'));
  }

  async totalText(term: string): Promise<string> {
    return (await this.find(`[data-term="${term}"]`).textContent()) ?? '';
  }

  row(id: number): Locator {
    return this.find(`tr[data-class-id="${id}"]`);
  }

  /** Full-precision cells of the class table: by class id, then by column. Absent values are null. */
  table(): Promise<Record<string, Record<string, number | null>>> {
    return this.find('tr[data-class-id]').evaluateAll(rows =>
      Object.fromEntries(
        rows.map(row => {
          const cells = [...row.querySelectorAll<HTMLElement>('td[data-column]')];
          const value = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text));
          return [row.dataset.classId, Object.fromEntries(cells.map(c => [c.dataset.column, value(c.dataset.value)]))];
        }),
      ),
    );
  }

  get canvas(): Locator {
    return this.find('canvas.viewer');
  }

  picture(): Promise<Picture> {
    return this.canvas.evaluate(({ dataset }) => {
      const [scale, x, y] = (dataset.transform ?? '').split(' ').map(Number);
      return {
        layer: dataset.layer ?? '',
        hasPicture: dataset.picture === 'true',
        split: dataset.split ?? '',
        sample: Number(dataset.sample || -1),
        renderer: dataset.renderer ?? '',
        transform: { scale: scale ?? 0, x: x ?? 0, y: y ?? 0 },
      };
    });
  }

  /** Waits until the canvas shows a layer, over the picture. */
  shows(layer: string): Promise<Picture> {
    return settled(
      () => this.picture(),
      picture => picture.layer === layer && picture.hasPicture,
    );
  }

  /** The colour that a user sees in the middle of a pixel of the label. */
  async colorAt(x: number, y: number): Promise<[number, number, number]> {
    const { transform } = await this.picture();
    const { width, data, channels } = decode(await this.canvas.screenshot());
    const column = Math.floor((x + 0.5) * transform.scale + transform.x);
    const row = Math.floor((y + 0.5) * transform.scale + transform.y);
    const at = (row * width + column) * channels;
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  }

  /** Changes the overlay with its keys until the wanted one is shown. */
  async choose(layer: string): Promise<Picture> {
    await this.canvas.focus();
    for (let press = 0; press < 20 && (await this.picture()).layer !== layer; press++) {
      const before = (await this.picture()).layer;
      await this.canvas.press(']');
      await settled(
        () => this.picture(),
        picture => picture.layer !== before,
        5,
      );
    }
    return this.picture();
  }

  async setOpacity(percent: number): Promise<void> {
    await this.find('input[data-name="opacity"]').evaluate((input: HTMLInputElement, value: number) => {
      input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, percent);
  }
}
