import type { State } from './state.js';

/** A choice that views remember over reloads, by name: one of these, the first unless chosen otherwise. */
export function rememberedChoice<T extends string>({ ui }: State, name: string, all: readonly T[]): T {
  return all.find(value => value === ui.remembered[name]) ?? all[0]!;
}

/** A number that views remember, if it lies within these bounds. */
export function rememberedNumber({ ui }: State, name: string, usual: number, min: number, max: number): number {
  const value = ui.remembered[name];
  return typeof value === 'number' && value >= min && value <= max ? value : usual;
}

/** A text that views remember. */
export function rememberedText({ ui }: State, name: string, usual: string): string {
  const value = ui.remembered[name];
  return typeof value === 'string' ? value : usual;
}
