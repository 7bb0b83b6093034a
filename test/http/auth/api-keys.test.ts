import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { ask } from '../ask.ts';
import { aLog, anOrderPayment, aServer, PAYMENT_ID, recording } from '../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const KEY = `fsp_${'a'.repeat(43)}0123abcd`;
const ACTOR = { userId: 'key:770e8400-e29b-41d4-a716-446655440000', scopes: ['payments:read'] };
const headers = { authorization: `Bearer ${KEY}` };
const REFUSED = { status: 'error', error: 'Missing or invalid token', code: 401 };

describe('an API key as a bearer token', () => {
  test('an API key stands for its user, with its scopes', async () => {
    const findPayment = recording(anOrderPayment());
    const identifyKey = recording(ACTOR);

    const server = aServer({ findPayment: findPayment.behaviour, identifyKey: identifyKey.behaviour });
    const response = await server.inject({ url: URL, headers });

    expect(response.statusCode).toBe(200);
    expect(identifyKey.calls).toEqual([[KEY]]);
    expect(findPayment.calls).toEqual([[ACTOR, PAYMENT_ID]]);
  });

  test('a key that is not known is 401, and the log says why without the key', async () => {
    const written = aLog('info');
    const server = aServer({ identifyKey: async () => null }, { sandbox: true, log: written.log });

    const response = await ask(server, { url: URL, headers });
    await server.close();

    expect(response.statusCode).toBe(401);
    expect(response.json()).toEqual(REFUSED);
    const reason = 'the API key is mistyped, unknown, revoked or expired';
    expect(response.headers['www-authenticate']).toBe(`Bearer error="invalid_token", error_description="${reason}"`);
    expect(written.lines.find(({ msg }) => msg === 'request answered')).toMatchObject({ status: 401, reason });
    expect(written.text()).not.toContain(KEY);
  });

  test('keys that are not known count against the address', async () => {
    const rateLimit = { max: 2, webhookMax: 1000, windowMs: 60_000, redisUrl: null };
    const server = aServer({ identifyKey: async () => null }, { rateLimit });

    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await server.inject({ url: URL, headers })).statusCode);

    expect(statuses).toEqual([401, 401, 429]);
  });

  test('a key with a scope has the limit of back ends, and one without any that of users', async () => {
    const rateLimit = { max: 2, webhookMax: 1000, windowMs: 60_000, redisUrl: null };
    const limitOf = async (scopes: readonly string[]) => {
      const app = { findPayment: async () => anOrderPayment(), identifyKey: async () => ({ ...ACTOR, scopes }) };
      const response = await aServer(app, { rateLimit }).inject({ url: URL, headers });
      return Number(response.headers['x-ratelimit-limit']);
    };

    expect(await limitOf(['orders:write'])).toBe(20);
    expect(await limitOf([])).toBe(2);
  });

  test('while the database is away a key is neither good nor bad: 503, and the probes answer', async () => {
    const identifyKey = async () => {
      throw new DomainError('store_unavailable', 'The database is away');
    };
    const server = aServer({ identifyKey });

    const response = await server.inject({ url: URL, headers });
    const health = await server.inject({ url: '/health', headers });

    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1']);
    expect(health.statusCode).toBe(200);
  });
});
