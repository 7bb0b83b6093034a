import { expect, test } from 'vitest';
import type { FiguresWanted } from '../../../src/domain/operator/figures.ts';
import { CUSTOMER, createGateway, refusedWith, useStore } from '../gateway.ts';

const given = useStore();
const READER = { userId: 'reader-1', scopes: ['payments:read'] };
const YEAR: FiguresWanted = {
  ...{ from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') },
  ...{ interval: 'hour', by: 'provider', timeZone: 'America/Argentina/Buenos_Aires' },
};

test('figures of a year are read by hours, by callers who may read payments', async () => {
  const { app } = createGateway(given());

  expect(await app.readFigures(READER, YEAR)).toEqual(expect.any(Array));
  await expect(app.readFigures(CUSTOMER, YEAR)).rejects.toMatchObject(refusedWith('scope_missing'));
});

test.each([
  ['to', { to: YEAR.from }],
  ['interval', { to: new Date('2028-01-01T00:00:00Z') }],
  ['time_zone', { timeZone: 'Mars/Phobos' }],
  ['time_zone', { timeZone: '+03:00' }],
  ['time_zone', { timeZone: 'XYZ3' }],
] satisfies [string, Partial<FiguresWanted>][])('figures are refused naming %s: %j', async (field, changes) => {
  const { app } = createGateway(given());

  await expect(app.readFigures(READER, { ...YEAR, ...changes })).rejects.toMatchObject(
    refusedWith('invalid', { field }),
  );
});
