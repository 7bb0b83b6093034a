import { expect, test } from 'vitest';
import { checkProvider } from '../../src/provider-kit/check.ts';
import { formatReport } from '../../src/provider-kit/report.ts';
import { DESK } from '../adapters/providers/desk/subject.ts';
import { fakeSubject } from '../app/fake-subject.ts';
import { type Operation, recorded, type Way } from './operations.ts';

/** Every operation of the port, and how it goes at a provider that can do little. The compiler asks for a row. */
const OPERATIONS: Readonly<Record<Operation, Way | 'is not there'>> = {
  refusal: 'does what it is for',
  identify: 'does what it is for',
  openSameAccount: 'does what it is for',
  credentialsFrom: 'does what it is for',
  publishableKey: 'does what it is for',
  descriptor: 'does what it is for',
  open: 'does what it is for',
  fetch: 'does what it is for',
  find: 'refuses',
  close: 'does what it is for',
  complete: 'refuses',
  confirm: 'refuses',
  capture: 'refuses',
  refund: 'refuses',
  listRefunds: 'refuses',
  receive: 'refuses',
  verify: 'does what it is for',
  split: 'does what it is for',
  redacted: 'does what it is for',
  translate: 'does what it is for',
  consentUrl: 'is not there',
  redeem: 'is not there',
  renew: 'is not there',
};

const OPERATION_NAMES = Object.keys(OPERATIONS) as Operation[];

const WORKS: Way[] = ['does what it is for'];

test('the kit calls every operation, of a provider that can do everything or of one whose payments operators confirm', async () => {
  const able = recorded(fakeSubject('able', true, { completes: true, webhooks: 'asked' }));
  const desk = recorded(DESK);

  for (const { subject } of [able, desk]) {
    const report = await checkProvider(subject);
    expect(report.isKept, formatReport(report)).toBe(true);
  }
  for (const name of OPERATION_NAMES)
    expect([name, [...able.ways(name), ...desk.ways(name)]]).toEqual([name, expect.arrayContaining(WORKS)]);
});

test('the kit asks a provider that can do little for the rest, and sees it refused', async () => {
  const little = recorded(
    fakeSubject('little', false, {
      ...{
        flows: ['client'],
        captureMethods: ['automatic'],
        refunds: false,
        splitsPurchases: false,
        searchLagMs: null,
      },
    }),
  );
  const report = await checkProvider(little.subject);

  expect(report.isKept, formatReport(report)).toBe(true);
  for (const name of OPERATION_NAMES) {
    const way = OPERATIONS[name];
    const expected = way === 'is not there' ? [] : expect.arrayContaining([way]);
    expect([name, little.ways(name)]).toEqual([name, expected]);
    if (way === 'refuses') expect([name, little.ways(name)]).toEqual([name, ['refuses']]);
  }
});
