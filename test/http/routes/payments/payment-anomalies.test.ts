import { expect, test } from 'vitest';
import { DomainError, type ErrorCode } from '../../../../src/domain/error.ts';
import { at } from '../../../domain/builders.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const ANOMALY_ID = '880e8400-e29b-41d4-a716-446655440000';
const URL = `/api/v1/payments/${PAYMENT_ID}/anomalies/${ANOMALY_ID}/resolve`;
const MANAGER = bearer({ scope: 'payments:manage' });
const RESOLVED = {
  id: ANOMALY_ID,
  kind: 'paid_twice',
  subject: 'try-2',
  detail: {},
  recordedAt: at(6),
  resolution: { by: 'user-1', reason: 'Refunded', at: at(7) },
} as const;

test('a resolved anomaly is shown', async () => {
  const resolveAnomaly = recording(RESOLVED);
  const server = aServer({ resolveAnomaly: resolveAnomaly.behaviour });

  const url = URL.replace(ANOMALY_ID, ANOMALY_ID.toUpperCase());
  const response = await server.inject({ method: 'POST', url, headers: MANAGER, payload: { reason: 'Refunded' } });

  expect(response.statusCode).toBe(200);
  const shown = {
    id: ANOMALY_ID,
    kind: 'paid_twice',
    subject: 'try-2',
    detail: {},
    recorded_at: '2026-03-01T12:00:06',
    resolved_at: '2026-03-01T12:00:07',
    resolved_by: 'user-1',
    reason: 'Refunded',
  };
  expect(response.json()).toEqual({ status: 'success', data: shown });
  const actor = { userId: 'user-1', scopes: ['payments:manage'] };
  const resolving = { paymentId: PAYMENT_ID, anomalyId: ANOMALY_ID, reason: 'Refunded' };
  expect(resolveAnomaly.calls).toEqual([[actor, resolving]]);
});

test.each([
  ['scope_missing', 403],
  ['payment_not_found', 404],
  ['anomaly_not_found', 404],
  ['conflict', 409],
] satisfies [ErrorCode, number][])('a resolution that is refused as %s is %i', async (code, status) => {
  const resolveAnomaly = async () => {
    throw new DomainError(code, 'No');
  };

  const request = { method: 'POST', url: URL, headers: MANAGER, payload: { reason: 'x' } } as const;
  const response = await aServer({ resolveAnomaly }).inject(request);

  expect(response.json()).toEqual({ status: 'error', error: 'No', code: status });
});

test.each([
  ['reason', {}, URL],
  ['reason', { reason: '' }, URL],
  ['reason', { reason: 5 }, URL],
  ['reason', { reason: 'a\u0000b' }, URL],
  ['reason', { reason: 'x'.repeat(501) }, URL],
  ['payment_id', { reason: 'x' }, URL.replace(PAYMENT_ID, '5')],
  ['anomaly_id', { reason: 'x' }, URL.replace(ANOMALY_ID, '5')],
])('a resolution is refused naming %s: %j', async (field, payload, url) => {
  const response = await aServer().inject({ method: 'POST', url, headers: MANAGER, payload });

  expect(response.json()).toMatchObject({ code: 400, details: { field } });
});

test('no caller resolves anything without a token', async () => {
  expect((await aServer().inject({ method: 'POST', url: URL, payload: { reason: 'x' } })).statusCode).toBe(401);
});
