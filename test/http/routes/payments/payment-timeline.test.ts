import { expect, test } from 'vitest';
import { DomainError, invalid } from '../../../../src/domain/error.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { TimelineEntry } from '../../../../src/domain/operator/timeline.ts';
import { at } from '../../../domain/builders.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/timeline`;
const MANAGER = bearer({ scope: 'payments:manage' });

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

const AT = at(0);
const usd = money(1050, 'USD');

/** Entries, and how each is shown: its parts, and in words. */
const STORY: readonly (readonly [entry: TimelineEntry, parts: object, summary: string])[] = [
  [
    {
      at: AT,
      kind: 'request',
      actor: 'user-1',
      operation: 'open_intent',
      outcome: 'provider_unavailable',
      reason: null,
      tookMs: 8004,
    },
    { actor: 'user-1', operation: 'open_intent', outcome: 'provider_unavailable', took_ms: 8004 },
    'user-1 asked to open intent: provider unavailable, 8004 ms',
  ],
  [
    { at: AT, kind: 'opened', userId: 'user-1', purpose: { kind: 'order', orderId: 'o-1' } },
    { actor: 'user-1', operation: 'order', reference: 'o-1' },
    'user-1 opened a payment for the order o-1',
  ],
  [
    { at: AT, kind: 'opened', userId: 'user-1', purpose: { kind: 'checkout', gymSlug: 'iron-temple' } },
    { actor: 'user-1', operation: 'checkout', reference: 'iron-temple' },
    'user-1 opened a payment for the checkout iron-temple',
  ],
  [
    { at: AT, kind: 'call', actor: 'somepay', operation: 'open', outcome: 'unknown', reason: 'timeout', tookMs: 8000 },
    { actor: 'somepay', operation: 'open', outcome: 'unknown', reason: 'timeout', took_ms: 8000 },
    'somepay was asked to open: unknown, 8000 ms (timeout)',
  ],
  [
    { at: AT, kind: 'delivery', provider: 'somepay', eventType: 'payment.paid', eventId: 'evt-1', state: 'processed' },
    { actor: 'somepay', operation: 'payment.paid', outcome: 'processed', reference: 'evt-1' },
    'somepay sent payment.paid (evt-1): processed',
  ],
  [
    {
      at: AT,
      kind: 'transition',
      from: 'pending',
      to: 'succeeded',
      cause: { kind: 'webhook', id: 'evt-1' },
      occurredAt: null,
    },
    { actor: 'webhook', operation: 'pending', outcome: 'succeeded', reference: 'evt-1' },
    'pending → succeeded, by webhook evt-1',
  ],
  [
    { at: AT, kind: 'anomaly', id: 'a-1', anomaly: 'paid_twice', subject: 'try-2' },
    { operation: 'paid_twice', outcome: 'try-2', reference: 'a-1' },
    'Anomaly: paid twice (try-2)',
  ],
  [
    { at: AT, kind: 'capture', id: 'c-1', requestedBy: 'anna', amount: money(1500, 'KWD') },
    { actor: 'anna', operation: 'KWD', outcome: '1500', reference: 'c-1' },
    'anna requested a capture of 1.500 KWD',
  ],
  [
    { at: AT, kind: 'refund', id: 'r-1', requestedBy: 'anna', amount: usd, reason: 'Torn' },
    { actor: 'anna', operation: 'USD', outcome: '1050', reason: 'Torn', reference: 'r-1' },
    'anna requested a refund of 10.50 USD (Torn), refund r-1',
  ],
  [
    { at: AT, kind: 'refund_elsewhere', id: 'r-2', provider: 'somepay', amount: usd, reason: null },
    { actor: 'somepay', operation: 'USD', outcome: '1050', reference: 'r-2' },
    'somepay reported a refund of 10.50 USD made there, refund r-2',
  ],
  [
    {
      at: AT,
      kind: 'dispute',
      provider: 'somepay',
      providerDisputeId: 'd-1',
      reason: 'fraudulent',
      status: 'lost',
      statusAt: at(2),
    },
    {
      actor: 'somepay',
      operation: 'fraudulent',
      outcome: 'lost',
      reference: 'd-1',
      occurred_at: '2026-03-01T12:00:02',
    },
    'somepay reported the dispute d-1 (fraudulent), now lost',
  ],
  [
    { at: AT, kind: 'refund_end', id: 'r-1', provider: 'somepay', status: 'failed', currency: 'USD' },
    { actor: 'somepay', operation: 'USD', outcome: 'failed', reference: 'r-1' },
    'somepay reported that the refund r-1 failed',
  ],
  [
    { at: AT, kind: 'resolution', id: 'a-1', anomaly: 'paid_twice', subject: 'try-2', by: 'anna', reason: 'Refunded' },
    { actor: 'anna', operation: 'paid_twice', outcome: 'try-2', reason: 'Refunded', reference: 'a-1' },
    'anna resolved paid twice (Refunded)',
  ],
];

test('a story is shown in words and in parts', async () => {
  const listTimeline = recording({ items: STORY.map(([entry]) => entry), nextCursor: 'next' });

  const server = aServer({ listTimeline: listTimeline.behaviour });
  const response = await server.inject({ url: `${URL}?limit=7&cursor=abc`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  const shown = STORY.map(([{ kind }, parts, summary]) => ({ ...BLANK_SHOWN, kind, ...parts, summary }));
  expect(response.json()).toEqual({ status: 'success', data: { items: shown, next_cursor: 'next' } });
  const actor = { userId: 'user-1', scopes: ['payments:manage'] };
  expect(listTimeline.calls).toEqual([[actor, PAYMENT_ID, { limit: 7, cursor: 'abc' }]]);
});

test('the provider’s own time is shown beside ours', async () => {
  const cause = { kind: 'webhook', id: 'evt-1' } as const;
  const items = [
    { kind: 'transition', at: at(9), from: 'pending', to: 'succeeded', cause, occurredAt: at(2) } as const,
  ];

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
