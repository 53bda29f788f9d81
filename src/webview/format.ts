import type { ReportNumber } from '../core/inspection/report.js';
import { strings } from './strings.js';

const NBSP = '\u00a0';
const MINUS = '−';
const groups = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A report number as a JavaScript number; null stays null. */
export function toNumber(value: ReportNumber | null): number | null {
  if (value === null || typeof value === 'number') {
    return value;
  }
  return value === 'nan' ? Number.NaN : value === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/**
 * 4 significant digits. An exact 0 or whole number up to 9999 stays bare ("1", never "1.000"), so that a rounded
 * value and an exact one look different.
 */
export function formatNumber(value: ReportNumber | null): string {
  const number = toNumber(value);
  if (number === null) {
    return strings.none;
  }
  if (!Number.isFinite(number)) {
    return Number.isNaN(number) ? strings.nan : number > 0 ? strings.infinity : strings.minusInfinity;
  }
  const size = Math.abs(number);
  if (size >= 1e9) {
    return withMinus(number.toExponential(3));
  }
  if (size >= 1000) {
    return withMinus(groups.format(number));
  }
  if (Number.isInteger(number)) {
    return withMinus(String(Object.is(number, -0) ? 0 : number));
  }
  return withMinus(size < 1e-4 ? number.toExponential(3) : number.toPrecision(4));
}

/** A difference says its sign. */
export function signed(value: number | null): string {
  return value !== null && value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** A tick of an axis: as few digits as it has. */
export function formatTick(value: number): string {
  return withMinus(String(Number(value.toPrecision(4))));
}

/** A tick in percent. */
export function formatPercentTick(value: number): string {
  return `${formatTick(value * 100)}${NBSP}%`;
}

/** Every digit the report has, for tooltips and `data-value`. */
export function fullPrecision(value: ReportNumber | null): string {
  return value === null ? '' : String(value);
}

/** A share as percent: one decimal, below 1 % two significant digits; 0 and 100 only when exactly that. */
export function formatShare(value: ReportNumber | null): string {
  const number = toNumber(value);
  if (number === null || !Number.isFinite(number)) {
    return formatNumber(value);
  }
  const percent = number * 100;
  if (percent === 0 || percent === 100) {
    return `${percent}${NBSP}%`;
  }
  if (percent > 99.95 && percent < 100) {
    return `>${NBSP}99.9${NBSP}%`;
  }
  // Decided on the rounded value, else 0.996 would become 1.00.
  const size = Number(Math.abs(percent).toPrecision(2));
  const text = size >= 1 ? percent.toFixed(1) : size >= 1e-4 ? trimExponent(percent) : percent.toExponential(1);
  return `${withMinus(text)}${NBSP}%`;
}

/** A count with thousands separators. */
export function formatCount(value: number): string {
  return groups.format(value);
}

/** Two significant digits without an exponent: 0.0030. */
function trimExponent(value: number): string {
  const digits = Math.max(2, 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 20));
}

function withMinus(text: string): string {
  return text.replace(/^-/, MINUS).replace('e-', `e${MINUS}`).replace('e+', 'e');
}

/** The file name without folder and extension. */
export function stem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}
