import { expect, test } from 'vitest';
import { DomainError, type ErrorCode } from '../../../src/domain/error.ts';
import { aLog, aServer, bearer, ORDER_ID } from '../harness.ts';

type Said = { status: number; error?: string; field?: string; code?: string; retryAfter?: string };

const INTERNAL = { status: 500, error: 'Internal server error' };
const PROVIDER = { status: 502, error: 'Payment provider unavailable' };
const AWAY = { status: 503, error: 'Service unavailable', retryAfter: '1' };

const IN_ORDERS = {
  invalid: { status: 400 },
  order_not_found: { status: 404 },
  payment_not_found: { status: 404 },
  gym_not_found: { status: 404 },
  anomaly_not_found: { status: 404 },
  problem_not_found: { status: 404 },
  event_not_found: { status: 404 },
  endpoint_not_found: { status: 404 },
  api_key_not_found: { status: 404 },
  not_yours: { status: 403 },
  scope_missing: { status: 403 },
  order_not_payable: { status: 400, field: 'order_id' },
  amount_refused: { status: 400, field: 'order_id' },
  payments_not_enabled: { status: 403 },
  conflict: { status: 409 },
  another_holder: { status: 409 },
  operation_running: { status: 409 },
  key_reused: { status: 422 },
  unsupported: { status: 409 },
  signature_invalid: { status: 400, error: 'Invalid webhook signature' },
  notification_malformed: { status: 400, error: 'Invalid webhook signature' },
  too_many_hints: { status: 429, retryAfter: '60' },
  credentials_unusable: INTERNAL,
  endpoint_secret_unusable: INTERNAL,
  provider_not_configured: INTERNAL,
  provider_unavailable: PROVIDER,
  provider_rejected: PROVIDER,
  connection_failed: { status: 502, error: 'The account was not connected: ask for a new link' },
  store_unavailable: AWAY,
} satisfies Record<ErrorCode, Said>;

const IN_GYMS = {
  invalid: { status: 400, code: 'VALIDATION_ERROR' },
  order_not_found: { status: 404, code: 'NOT_FOUND' },
  payment_not_found: { status: 404, code: 'NOT_FOUND' },
  gym_not_found: { status: 404, code: 'GYM_NOT_FOUND' },
  anomaly_not_found: { status: 404, code: 'NOT_FOUND' },
  problem_not_found: { status: 404, code: 'NOT_FOUND' },
  event_not_found: { status: 404, code: 'NOT_FOUND' },
  endpoint_not_found: { status: 404, code: 'NOT_FOUND' },
  api_key_not_found: { status: 404, code: 'NOT_FOUND' },
  not_yours: { status: 403, code: 'FORBIDDEN' },
  scope_missing: { status: 403, code: 'FORBIDDEN' },
  order_not_payable: { status: 400, code: 'VALIDATION_ERROR' },
  amount_refused: { status: 400, code: 'VALIDATION_ERROR' },
  payments_not_enabled: { status: 403, code: 'PAYMENT_NOT_ENABLED' },
  conflict: { status: 409, code: 'CONFLICT' },
  another_holder: { status: 409, code: 'CONFLICT' },
  operation_running: { status: 409, code: 'CONFLICT' },
  key_reused: { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' },
  unsupported: { ...INTERNAL, code: 'INTERNAL_ERROR' },
  signature_invalid: { status: 401, code: 'UNAUTHORIZED' },
  notification_malformed: { status: 400, code: 'VALIDATION_ERROR' },
  too_many_hints: { status: 429, code: 'RATE_LIMITED', retryAfter: '60' },
  credentials_unusable: { status: 500, code: 'INVALID_TOKEN', error: 'The payment account is not usable' },
  endpoint_secret_unusable: { ...INTERNAL, code: 'INTERNAL_ERROR' },
  provider_not_configured: { ...INTERNAL, code: 'INTERNAL_ERROR' },
  provider_unavailable: { ...PROVIDER, code: 'GATEWAY_ERROR' },
  provider_rejected: { ...PROVIDER, code: 'GATEWAY_ERROR' },
  connection_failed: { ...PROVIDER, code: 'GATEWAY_ERROR' },
  store_unavailable: { ...AWAY, code: 'SERVICE_UNAVAILABLE' },
} satisfies Record<ErrorCode, Said>;

const WORDS = 'words for the caller';

function intentThatThrows(error: unknown, log = aLog().log) {
  const openIntent = async () => {
    throw error;
  };
  const payload = { order_id: ORDER_ID };
  const server = aServer({ openIntent }, { log });
  return server.inject({ method: 'POST', url: '/api/v1/payments/intent', headers: bearer(), payload });
}

function checkoutThatThrows(error: unknown) {
  const openCheckout = async () => {
    throw error;
  };
  const payload = { gym_id: 'iron-temple', amount: 1, title: 'x', payer_email: 'a@b.example' };
  const server = aServer({ openCheckout });
  return server.inject({ method: 'POST', url: '/api/v1/payments/checkout', headers: bearer(), payload });
}

test.each(Object.entries(IN_ORDERS))('the orders API says of %s: %j', async (code, said: Said) => {
  const response = await intentThatThrows(new DomainError(code as ErrorCode, WORDS));

  const { status, error = WORDS, field, retryAfter } = said;
  expect(response.statusCode).toBe(status);
  expect(response.json()).toEqual({ status: 'error', error, code: status, ...(field && { details: { field } }) });
  expect(response.headers['retry-after']).toBe(retryAfter);
});

test.each(Object.entries(IN_GYMS))('the gyms API says of %s: %j', async (errorCode, said: Said) => {
  const response = await checkoutThatThrows(new DomainError(errorCode as ErrorCode, WORDS));

  const { status, error = WORDS, code, retryAfter } = said;
  expect(response.statusCode).toBe(status);
  expect(response.json()).toEqual({ success: false, error, code });
  expect(response.headers['retry-after']).toBe(retryAfter);
});

test('a refusal of input names the field in the orders API', async () => {
  const response = await intentThatThrows(new DomainError('invalid', WORDS, { field: 'currency' }));

  expect(response.json()).toEqual({ status: 'error', error: WORDS, code: 400, details: { field: 'currency' } });
});

test.each([
  ['orders', intentThatThrows],
  ['gyms', checkoutThatThrows],
])('when to ask again is said where it is known, in the %s API', async (_api, send) => {
  const response = await send(new DomainError('provider_unavailable', WORDS, { retryAfterSeconds: 17 }));

  expect(response.headers['retry-after']).toBe('17');
});

const FOREIGN = Object.assign(new Error('sk_live_canary'), { statusCode: 400, status: 401, code: 'resource_missing' });

test.each([
  ['an error', new Error('sk_live_canary')],
  ["a library's error with a status of its own", FOREIGN],
  ['a text', 'sk_live_canary'],
])('what was not expected, %s, is a 500 without a word about it', async (_what, thrown) => {
  const [inOrders, inGyms] = [await intentThatThrows(thrown), await checkoutThatThrows(thrown)];

  expect(inOrders.statusCode).toBe(500);
  expect(inOrders.json()).toEqual({ status: 'error', error: 'Internal server error', code: 500 });
  expect(inGyms.statusCode).toBe(500);
  expect(inGyms.json()).toEqual({ success: false, error: 'Internal server error', code: 'INTERNAL_ERROR' });
});

test('what was not expected is logged with where it happened', async () => {
  const written = aLog();

  await intentThatThrows(new Error('the pool is empty'), written.log);

  const failure = written.lines.find(({ msg }) => msg === 'request failed');
  expect(failure).toMatchObject({ level: 50, err: { message: 'the pool is empty', stack: expect.any(String) } });
});

test('readiness says 503 in the gyms format while the database is away', async () => {
  const ready = async () => {
    throw new DomainError('store_unavailable', 'connection refused to 10.0.0.7');
  };

  const response = await aServer({ ready }).inject('/ready');

  expect(response.statusCode).toBe(503);
  expect(response.json()).toEqual({ success: false, error: 'Service unavailable', code: 'SERVICE_UNAVAILABLE' });
  expect(response.headers['retry-after']).toBe('1');
});
