import assert from 'node:assert/strict';
import { InspectionError } from '../../src/core/errors.js';
import type { Report } from '../../src/core/inspection/report.js';
import { Translator } from '../../src/shared/sentences/translator.js';
import { parts, sentences } from '../../src/shared/sentences/zh-cn/catalogue.js';

const chinese = new Translator(sentences, parts);

/** What was looked up, numbers left out: damaged files lead to the same failures again and again. */
const lookedUp = new Set<string>();

/** Each of the sentences that a test has met is there in Chinese, whatever was put into it. */
export function assertInChinese(...said: readonly string[]): void {
  for (const sentence of said) {
    const kind = sentence.replace(/\d+/g, '0');
    if (sentence !== '' && !lookedUp.has(kind)) {
      assert.ok(chinese.knows(sentence), `Not in Chinese: ${sentence}`);
      lookedUp.add(kind);
    }
  }
}

export function assertFindingsInChinese(findings: readonly { message: string; hint: string }[]): void {
  assertInChinese(...findings.flatMap(({ message, hint }) => [message, hint]));
}

/** Passes an inspection on, whose findings, evidence or failure are there in Chinese. */
export async function saidInChinese<T extends { report: Report }>(inspection: Promise<T>): Promise<T> {
  try {
    const inspected = await inspection;
    const { findings, settings, labelProposals = [] } = inspected.report;
    assertFindingsInChinese(findings);
    assertInChinese(...settings.reading.evidence, ...settings.labelReading.evidence);
    assertInChinese(...labelProposals.flatMap(({ evidence }) => evidence));
    return inspected;
  } catch (error) {
    if (InspectionError.is(error)) {
      assertFindingsInChinese([error]);
    }
    throw error;
  }
}
