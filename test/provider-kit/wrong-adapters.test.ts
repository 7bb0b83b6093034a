import { expect, test } from 'vitest';
import { checkProvider } from '../../src/provider-kit/check.ts';
import { formatReport } from '../../src/provider-kit/report.ts';
import { WRONG_ADAPTERS } from './wrong/index.ts';
import { spoilt } from './wrong/wrong.ts';

// What is wrong on the wire is put into the adapters' sources: `npm run mutations -- kit`.
test.each(WRONG_ADAPTERS)('the kit sees that $mistake ($breaks)', async (wrong) => {
  const only = [wrong.breaks];
  const right = await checkProvider(wrong.subject, { only });
  const report = await checkProvider(spoilt(wrong), { only });

  expect(right.isKept, formatReport(right)).toBe(true);
  expect(
    report.results.map(({ id, broken }) => [id, broken !== null]),
    formatReport(report),
  ).toEqual([[wrong.breaks, true]]);
});
