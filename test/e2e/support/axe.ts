import { source as axe } from 'axe-core';
import type { Locator } from './playwright.js';

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What screen readers and keyboards would stumble over below an element, with where it is. */
export async function seriousViolations(element: Locator): Promise<string[]> {
  await element.evaluate(axe as never);
  const violations = await element.evaluate(async (root: HTMLElement) => {
    const { axe: checker } = window as unknown as {
      axe: { run(e: Element): Promise<{ violations: Violation[] }> };
    };
    return (await checker.run(root)).violations;
  });
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
