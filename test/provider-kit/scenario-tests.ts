import { describe, expect, test } from 'vitest';
import { checkProvider } from '../../src/provider-kit/check.ts';
import type { Subject } from '../../src/provider-kit/harness.ts';
import { formatReport } from '../../src/provider-kit/report.ts';
import { applies, SCENARIOS } from '../../src/provider-kit/scenarios.ts';

/** The promises of the port, held against one adapter: each is a test of its own. */
export function testProvider(subject: Subject): void {
  describe(`${subject.name} as a payment provider`, () => {
    test.each(SCENARIOS.filter((scenario) => applies(scenario, subject)))('$promise ($id)', async ({ id }) => {
      const report = await checkProvider(subject, { only: [id] });

      expect(report.isKept, formatReport(report)).toBe(true);
    });
  });
}
