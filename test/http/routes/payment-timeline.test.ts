import { expect, test } from 'vitest';
import { DomainError, invalid } from '../../../src/domain/error.ts';
import type { TimelineEntry } from '../../../src/domain/timeline.ts';
import { at } from '../../domain/builders.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/timeline`;
const MANAGER = bearer({ scope: 'payments:manage' });

const BLANK: Omit<TimelineEntry, 'kind'> = {
  at: at(0),
  actor: null,
  operation: null,
  outcome: null,
  reason: null,
  tookMs: null,
  reference: null,
  occurredAt: null,
};
const BLANK_SHOWN = {
  at: '2026-03-01T12:00:00',
  actor: null,
  operation: null,
  outcome: null,
  reason: null,
  took_ms: null,
  reference: null,
  occurred_at: null,
};

const STORY: readonly (readonly [entry: Partial<TimelineEntry> & Pick<TimelineEntry, 'kind'>, summary: string])[] = [
  [
    { kind: 'request', actor: 'user-1', operation: 'open_intent', outcome: 'provider_unavailable', tookMs: 8004 },
    'user-1 asked to open intent: provider unavailable, 8004 ms',
  ],
  [
    { kind: 'opened', actor: 'user-1', operation: 'order', reference: 'o-1' },
    'user-1 opened a payment for the order o-1',
  ],
  [
    { kind: 'call', actor: 'somepay', operation: 'open', outcome: 'unknown', reason: 'timeout', tookMs: 8000 },
    'somepay was asked to open: unknown, 8000 ms (timeout)',
  ],
  [
    { kind: 'delivery', actor: 'somepay', operation: 'payment.paid', outcome: 'processed', reference: 'evt-1' },
    'somepay sent payment.paid (evt-1): processed',
  ],
  [
    { kind: 'transition', actor: 'webhook', operation: 'pending', outcome: 'succeeded', reference: 'evt-1' },
    'pending → succeeded, by webhook evt-1',
  ],
  [{ kind: 'anomaly', operation: 'paid_twice', outcome: 'try-2', reference: 'a-1' }, 'Anomaly: paid twice (try-2)'],
  [
    { kind: 'capture', actor: 'anna', operation: 'KWD', outcome: '1500', reference: 'c-1' },
    'anna requested a capture of 1.500 KWD',
  ],
  [
    { kind: 'refund', actor: 'anna', operation: 'USD', outcome: '1050', reason: 'Torn', reference: 'r-1' },
    'anna requested a refund of 10.50 USD (Torn), refund r-1',
  ],
  [
    { kind: 'refund_elsewhere', actor: 'somepay', operation: 'USD', outcome: '1050', reference: 'r-2' },
    'somepay reported a refund of 10.50 USD made there, refund r-2',
  ],
  [
    { kind: 'dispute', actor: 'somepay', operation: 'fraudulent', outcome: 'lost', reference: 'd-1' },
    'somepay reported the dispute d-1 (fraudulent), now lost',
  ],
  [
    { kind: 'refund_end', actor: 'somepay', operation: 'USD', outcome: 'failed', reference: 'r-1' },
    'somepay reported that the refund r-1 failed',
  ],
  [
    { kind: 'resolution', actor: 'anna', operation: 'paid_twice', outcome: 'try-2', reason: 'Refunded' },
    'anna resolved paid twice (Refunded)',
  ],
];

test('a story is shown in words and in parts', async () => {
  const items = STORY.map(([entry]) => ({ ...BLANK, ...entry }));
  const listTimeline = recording({ items, nextCursor: 'next' });

  const server = aServer({ listTimeline: listTimeline.behaviour });
  const response = await server.inject({ url: `${URL}?limit=7&cursor=abc`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  const shown = STORY.map(([{ tookMs = null, ...entry }, summary]) => ({
    ...BLANK_SHOWN,
    ...entry,
    took_ms: tookMs,
    summary,
  }));
  expect(response.json()).toEqual({ status: 'success', data: { items: shown, next_cursor: 'next' } });
  const actor = { userId: 'user-1', scopes: ['payments:manage'] };
  expect(listTimeline.calls).toEqual([[actor, PAYMENT_ID, { limit: 7, cursor: 'abc' }]]);
});

test('the provider’s own time is shown beside ours', async () => {
  const items = [{ ...BLANK, kind: 'transition', at: at(9), occurredAt: at(2) } as const];

  const server = aServer({ listTimeline: async () => ({ items, nextCursor: null }) });
  const response = await server.inject({ url: URL, headers: MANAGER });

  expect(response.json().data.items).toMatchObject([{ at: '2026-03-01T12:00:09', occurred_at: '2026-03-01T12:00:02' }]);
});

test.each([
  [new DomainError('scope_missing', 'This needs the scope payments:manage'), 403],
  [new DomainError('payment_not_found', 'Payment not found'), 404],
  [invalid('cursor', 'cursor must be the next_cursor of the page before'), 400],
])('a story is refused: %s', async (error, status) => {
  const listTimeline = async () => {
    throw error;
  };

  const response = await aServer({ listTimeline }).inject({ url: URL, headers: MANAGER });

  expect(response.json()).toMatchObject({ status: 'error', error: error.message, code: status });
});

test.each([
  ['payment_id', '/api/v1/payments/5/timeline'],
  ['limit', `${URL}?limit=0`],
  ['limit', `${URL}?limit=101`],
  ['cursor', `${URL}?cursor=`],
])('a story is refused naming %s: %s', async (field, url) => {
  const response = await aServer().inject({ url, headers: MANAGER });

  expect(response.json()).toMatchObject({ code: 400, details: { field } });
});

test('a story is shown to no caller without a token', async () => {
  expect((await aServer().inject(URL)).statusCode).toBe(401);
});
