import { expect, test } from 'vitest';
import { invalid } from '../../../src/domain/error.ts';
import { at } from '../../domain/builders.ts';
import { aServer, bearer, recording } from '../harness.ts';

const READER = bearer({ scope: 'payments:read' });
const SINCE = 'from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z';
const YEAR = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
const SUM = { count: 1, amount: 1000 };
const SUMS = { opened: SUM, succeeded: SUM, failed: SUM, refunded: SUM, disputed: SUM };

test.each([
  ['', { ...YEAR, interval: 'day', by: 'provider', timeZone: 'UTC' }],
  [
    '&interval=month&by=gym_id&time_zone=Asia/Tokyo',
    { ...YEAR, interval: 'month', by: 'gym_id', timeZone: 'Asia/Tokyo' },
  ],
])('figures are shown as they were asked for: %s', async (more, wanted) => {
  const readFigures = recording([{ start: at(0), group: null, currency: 'JPY', ...SUMS, successRate: 0.5 }]);
  const server = aServer({ readFigures: readFigures.behaviour });

  const response = await server.inject({ url: `/api/v1/statistics?${SINCE}${more}`, headers: READER });

  const shown = { start: at(0).toISOString(), group: null, currency: 'jpy', ...SUMS, success_rate: 0.5 };
  expect(response.json()).toEqual({ status: 'success', data: { items: [shown] } });
  expect(readFigures.calls).toEqual([[{ userId: 'user-1', scopes: ['payments:read'] }, wanted]]);
});

test('figures by currency name it as all answers do', async () => {
  const readFigures = async () => [{ start: at(0), group: 'JPY', currency: 'JPY', ...SUMS, successRate: 0.5 }];

  const response = await aServer({ readFigures }).inject({
    ...{ url: `/api/v1/statistics?${SINCE}&by=currency`, headers: READER },
  });

  expect(response.json().data.items).toMatchObject([{ group: 'jpy', currency: 'jpy' }]);
});

test.each([
  ['from', ''],
  ['from', '?from=yesterday&to=2027-01-01T00:00:00Z'],
  ['to', '?from=2026-01-01T00:00:00Z'],
  ['interval', `?${SINCE}&interval=week`],
  ['by', `?${SINCE}&by=user_id`],
  ['time_zone', `?${SINCE}&time_zone=`],
  ['group', `?${SINCE}&group=gym`],
])('figures are refused for a request that is wrong about %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `/api/v1/statistics${query}`, headers: READER });

  expect(response.json()).toMatchObject({ code: 400, details: { field } });
});

test('figures of a time zone that does not exist are refused, naming it', async () => {
  const readFigures = async () => {
    throw invalid('time_zone', 'No');
  };
  const url = `/api/v1/statistics?${SINCE}&time_zone=Mars/Phobos`;

  const response = await aServer({ readFigures }).inject({ url, headers: READER });

  expect(response.json()).toMatchObject({ code: 400, details: { field: 'time_zone' } });
});

test('no caller sees figures without a token', async () => {
  expect((await aServer().inject(`/api/v1/statistics?${SINCE}`)).statusCode).toBe(401);
});
