import type { ArrayAnswer } from '../../core/arrays/openArray.js';
import type { ArraySlice, SliceRequest } from '../../core/arrays/slice.js';
import type { ArraySummary } from '../../core/arrays/summary.js';
import type { FromArrayEditor, ToArrayEditor } from '../../shared/arrayEditorProtocol.js';
import { unpack } from '../../shared/packing.js';
import { h, replace } from '../dom.js';
import { formatCount, formatNumber } from '../format.js';
import { said } from '../strings/localised.js';
import { drawHistogram, drawSlice } from './picture.js';
import { words } from './words.js';

declare function acquireVsCodeApi(): { postMessage(message: FromArrayEditor): void };

const api = acquireVsCodeApi();
const header = h('header');
const facts = h('section', { class: 'facts', 'aria-label': words.values });
const picture = h('section', { class: 'picture', 'aria-label': words.slice });
let summary: ArraySummary | null = null;

function send(message: FromArrayEditor): void {
  api.postMessage(message);
}

function showHeader(name: string, { arrays, unreadable, chosen }: ArrayAnswer): void {
  const choice = h('select', { 'aria-label': words.array });
  for (const one of arrays) {
    const text = `${one.name || words.unnamed}  ${one.shape.join('×')} ${one.dtype}`;
    choice.append(h('option', { value: one.name, selected: one.name === chosen }, text));
  }
  choice.addEventListener('change', () => send({ type: 'choose', array: choice.value }));
  const inspect = h('button', { type: 'button' }, words.inspect);
  inspect.addEventListener('click', () => send({ type: 'inspect' }));
  const reasons = unreadable.map(one => h('p', { class: 'quiet' }, `${one.name}: ${said(one.message)}`));
  replace(header, h('h1', null, name), arrays.length > 1 && choice, inspect, ...reasons);
}

function showFacts({ description, axes, elements, nan, infinite, histogram, values, ...numbers }: ArraySummary): void {
  const rows: [string, string][] = [
    [words.array, description + (axes ? ` (${axes.join(', ')})` : '')],
    [words.elements, formatCount(elements)],
    [words.min, formatNumber(numbers.min)],
    [words.max, formatNumber(numbers.max)],
    [words.mean, formatNumber(numbers.mean)],
    [words.deviation, formatNumber(numbers.standardDeviation)],
    [words.nan, formatCount(nan)],
    [words.infinite, formatCount(infinite)],
  ];
  const list = h('dl');
  for (const [title, value] of rows) {
    list.append(h('dt', null, title), h('dd', null, value));
  }
  const canvas = h('canvas', { width: 512, height: 96, role: 'img', 'aria-label': words.histogram });
  const ends = h(
    'p',
    { class: 'quiet ends' },
    h('span', null, formatNumber(numbers.min)),
    h('span', null, formatNumber(numbers.max)),
  );
  const kinds = values && h('table', null, h('tr', null, h('th', null, words.value), h('th', null, words.count)));
  for (const [value, count] of values ?? []) {
    kinds?.append(h('tr', null, h('td', null, String(value)), h('td', null, formatCount(count))));
  }
  replace(facts, list, h('h2', null, words.histogram), canvas, ends, kinds ?? null);
  drawHistogram(canvas, histogram);
}

function showSlice(slice: ArraySlice, { shape, axes }: ArraySummary): void {
  const canvas = h('canvas', { class: 'slice', role: 'img', 'aria-label': words.slice });
  const { min, max } = drawSlice(canvas, slice);
  const controls = h('div', { class: 'controls' });
  const nameOf = (axis: number) => axes?.[axis] ?? `${words.axis} ${axis}`;
  const ask = (change: Partial<SliceRequest>) => {
    const { rows, columns, at } = slice;
    send({ type: 'slice', slice: { rows, columns, at, ...change } });
  };
  shape.forEach((length, axis) => {
    if (axis !== slice.rows && axis !== slice.columns && length > 1) {
      const index = h('input', { type: 'range', min: 0, max: length - 1, value: slice.at[axis] });
      const shown = h('output', null, `${slice.at[axis]} / ${length - 1}`);
      index.addEventListener('input', () => {
        shown.textContent = `${index.value} / ${length - 1}`;
        ask({ at: slice.at.map((old, k) => (k === axis ? Number(index.value) : old)) });
      });
      controls.append(h('label', null, nameOf(axis), index, shown));
    }
  });
  if (shape.length > 2) {
    controls.append(axisChoice(words.rows, slice.rows, axis => ask({ rows: axis })));
    controls.append(axisChoice(words.columns, slice.columns, axis => ask({ columns: axis })));
  }
  const range = `${nameOf(slice.rows)} × ${nameOf(slice.columns)}, ${formatNumber(min)} … ${formatNumber(max)}`;
  const thinned = slice.step > 1 ? `, ${words.thinned} ${slice.step}` : '';
  // The same control keeps the focus while it is dragged.
  const before = picture.querySelector('.controls');
  if (before && document.activeElement && before.contains(document.activeElement)) {
    picture.querySelector('canvas')?.replaceWith(canvas);
    const caption = picture.querySelector('.quiet');
    if (caption) {
      caption.textContent = range + thinned;
    }
    return;
  }
  replace(picture, controls, canvas, h('p', { class: 'quiet' }, range + thinned));

  function axisChoice(title: string, chosen: number, choose: (axis: number) => void): HTMLLabelElement {
    const select = h('select');
    shape.forEach((_, axis) => {
      select.append(h('option', { value: axis, selected: axis === chosen }, nameOf(axis)));
    });
    select.addEventListener('change', () => {
      select.blur();
      choose(Number(select.value));
    });
    return h('label', null, title, select);
  }
}

function receive(message: ToArrayEditor): void {
  if (message.type === 'loading') {
    replace(header, h('h1', null, message.name), h('p', { class: 'quiet', role: 'status' }, words.loading));
    return;
  }
  if (message.type === 'problem') {
    const { problem } = message;
    replace(header, h('h1', null, message.name), h('p', { role: 'alert' }, said(`${problem.message} ${problem.hint}`)));
    replace(facts);
    replace(picture);
    return;
  }
  const answer = unpack(message.answer) as ArrayAnswer;
  if (answer.summary) {
    summary = answer.summary;
    replace(picture);
    showHeader(message.name, answer);
    showFacts(answer.summary);
  } else if (answer.chosen === null) {
    showHeader(message.name, answer);
    replace(facts, h('p', null, words.empty));
  }
  if (answer.slice && summary) {
    showSlice(answer.slice, summary);
  }
}

document.getElementById('app')?.append(header, h('main', null, picture, facts));
window.addEventListener('message', ({ data }) => receive(data as ToArrayEditor));
send({ type: 'ready' });
