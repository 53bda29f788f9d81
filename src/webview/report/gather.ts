import type { DialectsAnswer } from '../../core/analysis/dialects.js';
import type { AnswerOf, ParamsOf, QuestionName } from '../../core/analysis/questions.js';
import { ERROR_KINDS } from '../../core/inspection/errorTypes.js';
import { AskError } from '../ask.js';
import { formatNumber } from '../format.js';
import { nameOf, type ViewLayer } from '../layers.js';
import { className, layerTitle } from '../layerTitle.js';
import { rememberedText } from '../remembered.js';
import { type ReadySnapshot, ready, type State, shownLayer, sliceCount, splitLayer } from '../state.js';
import { said } from '../strings/localised.js';
import { strings } from '../strings.js';
import { shownReport, turnedAnswer } from '../turned.js';
import type { Context } from '../view.js';
import { mapColor } from '../viewer/colorMaps.js';
import { ERROR_COLORS, OUTCOME_COLORS, type Rgb } from '../viewer/colors.js';
import { overlayPng } from '../viewer/overlayPng.js';
import { colouredLayer } from '../viewer/paints.js';
import { usualBase } from '../views/dialects/dialectRows.js';
import { ranked } from '../views/findings/findingList.js';
import { type PairReport, pairReportHtml } from './pairReport.js';
import type { Legend } from './picture.js';

/** A report is not waited for longer than this; what is not evaluated then is said to be missing. */
const DIALECTS_MS = 20_000;
const BOUNDARY_WIDTH = 3;
const RAMP_STEPS = 12;

/** The report of the pair as it is shown now, as a file; null where nothing is shown. */
export async function pairReportFile(context: Context): Promise<string | null> {
  const state = context.state();
  const snapshot = ready(state);
  const report = shownReport(state, context);
  if (!snapshot || !report) {
    return null;
  }
  const { settings } = state;
  const isMask = report.settings.reading.kind === 'mask';
  const optional = <N extends QuestionName>(question: N, params: ParamsOf<N>) =>
    context.ask(question, params, { slot: null }).catch(noAnswer);
  const [ledger, deep, compared, dialects, picture] = await Promise.all([
    isMask ? null : optional('ledger', { boundaryWidth: BOUNDARY_WIDTH, settings }),
    isMask ? null : optional('deepFindings', {}),
    snapshot.comparison && optional('compare', { comparison: snapshot.comparison.id }),
    isMask ? null : dialectsOf(context, rememberedText(state, 'dialects.base', usualBase(report.settings))),
    pictureOf(state, snapshot, context),
  ]);
  if (ready(context.state())?.inspectionId !== snapshot.inspectionId) {
    // Another run has begun: half of this one would stand beside half of the other.
    return null;
  }
  const made: PairReport = {
    pair: snapshot.pair,
    report,
    turned: turnedAnswer(state, context)?.says.map(({ text }) => said(text)) ?? [],
    picture,
    ledger: ledger?.ledger ?? null,
    findings: ranked(report.findings, deep?.findings ?? []),
    dialects,
    comparison: compared && snapshot.comparison && { prediction: snapshot.comparison.prediction, answer: compared },
    when: new Date().toLocaleString(document.documentElement.lang),
    language: document.documentElement.lang,
  };
  return pairReportHtml(made);
}

/** Parts that cannot be told of this pair are left out. */
function noAnswer(error: unknown): null {
  if (error instanceof AskError) {
    return null;
  }
  throw error;
}

/** Every dialect, or those that are known when the time is over. */
async function dialectsOf({ ask }: Context, base: string): Promise<DialectsAnswer | null> {
  let known: AnswerOf<'dialects'> | null = null;
  const onPartial = (answer: DialectsAnswer) => {
    known = answer;
  };
  const signal = AbortSignal.timeout(DIALECTS_MS);
  return ask('dialects', { base }, { slot: null, onPartial, signal }).catch(error => noAnswer(error) ?? known);
}

async function pictureOf(state: State, { report }: ReadySnapshot, { layers }: Context): Promise<PairReport['picture']> {
  const data = await overlayPng(state, layers);
  if (!data) {
    return null;
  }
  const [height, width] = pngSize(data);
  const shown = [shownLayer(state), splitLayer(state)].filter(layer => layer !== null);
  const titles = shown.map(layer => layerTitle(layer, report)).join(' | ');
  const only = state.ui.isolated.map(id => className(report, id));
  const percent = strings.percent(Math.round(state.ui.opacity * 100));
  const title = [
    strings.pairReport.pictureOf(titles, percent),
    ...(sliceCount(state) > 1 ? [strings.pairReport.slice(state.ui.sample + 1, sliceCount(state))] : []),
    ...(only.length > 0 ? [strings.pairReport.onlyClasses(strings.and(only))] : []),
    ...(state.selection ? [strings.pairReport.onlyClasses(state.selection.title)] : []),
  ].join(', ');
  const legend: Legend = {
    title,
    kinds: shown.flatMap(kindsOf),
    scale: shown.map(layer => scaleOf(layer, state, layers)).find(found => found !== null) ?? null,
  };
  return { png: await base64(data), width, height, legend };
}

function kindsOf(layer: ViewLayer): Legend['kinds'] {
  switch (nameOf(layer)) {
    case 'errors':
      return ERROR_KINDS.map((kind, k) => ({ name: strings.errorKinds[kind], color: ERROR_COLORS[k] ?? null }));
    case 'outcome':
      return OUTCOME_COLORS.map((color, k) => ({ name: strings.outcomes[k]!, color }));
    default:
      return [];
  }
}

function scaleOf(layer: ViewLayer, state: State, layers: Context['layers']): Legend['scale'] {
  const coloured = colouredLayer(state, layers, layer);
  const range = coloured?.info.range;
  if (!coloured || !range) {
    return null;
  }
  const [low, high] = range;
  const unit = strings.units[coloured.info.unit ?? 'loss'];
  const colors: Rgb[] = Array.from({ length: RAMP_STEPS + 1 }, (_, k) => mapColor(coloured.map, k / RAMP_STEPS));
  return {
    colors,
    text: strings.pairReport.range(formatNumber(low), formatNumber(high), unit, strings.scaleNotes[state.ui.scaling]),
  };
}

/** Width and height stand at a fixed place of the header. */
function pngSize(data: ArrayBuffer): [number, number] {
  const view = new DataView(data);
  return [view.getUint32(20), view.getUint32(16)];
}

function base64(data: ArrayBuffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([data]));
  });
}
