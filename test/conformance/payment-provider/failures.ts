import type { RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { Credentials } from '../../../src/domain/account.ts';
import type { Outcome } from '../../../src/ports/outcome.ts';
import type { PaymentProvider, RefundRequest } from '../../../src/ports/payment-provider.ts';
import { AMPLE_MS, type Harness, requestFor } from './harness.ts';
import { listen } from './server.ts';

const DEADLINE_MS = 300;
/** Timers may go off this much before `performance.now()` says so. */
const EARLY_MS = 5;

export function describeFailures(use: () => Harness): void {
  it('calls refused credentials refused, without repeating them', async () => {
    const token = use().wrongCredentials.accessToken;

    for (const outcome of await everyCall(use().provider, use().wrongCredentials, use())) {
      expect(outcome).toMatchObject({ kind: 'rejected', about: 'credentials' });
      expect(JSON.stringify(outcome)).not.toContain(token);
      expect(JSON.stringify(outcome)).not.toContain(token.slice(-4));
    }
  });

  it('calls a request that never left not sent', async () => {
    const closed = await listen((_, reply) => reply.end());
    await closed.stop();

    const provider = use().at(closed.url, AMPLE_MS);

    for (const outcome of await everyCall(provider, use().credentials, use())) expect(outcome.kind).toBe('not_sent');
  });

  it.each([
    ['accepts and never answers', () => undefined],
    ['answers with a body that never ends', trickle],
  ] satisfies [string, RequestListener][])('gives up at its deadline when the provider %s', async (_, behave) => {
    const server = await listen(behave);
    onTestFinished(server.stop);
    const begun = performance.now();

    const outcomes = await everyCall(use().at(server.url, DEADLINE_MS), use().credentials, use());

    // One after the other, none of which the provider ended.
    expect(performance.now() - begun).toBeGreaterThan(outcomes.length * (DEADLINE_MS - EARLY_MS));
    expectUnknown(outcomes, use());
  });

  it.each([
    ['answers with a server error', (_, reply) => void reply.writeHead(500).end()],
    ['answers with something that isn’t JSON', (_, reply) => void reply.end('<html>')],
    ['answers with nothing', (_, reply) => void reply.end()],
    ['answers with JSON of another shape', (_, reply) => void json(reply, 200, { hello: 'world' })],
    ['answers with JSON that isn’t an object', (_, reply) => void json(reply, 200, null)],
    ['hangs up', (request) => void request.socket.destroy()],
  ] satisfies [string, RequestListener][])('calls it unknown when the provider %s', async (_, behave) => {
    const server = await listen(behave);
    onTestFinished(server.stop);

    expectUnknown(await everyCall(use().at(server.url, AMPLE_MS), use().credentials, use()), use());
  });
}

function expectUnknown(outcomes: readonly Outcome<unknown>[], { credentials }: Harness): void {
  for (const outcome of outcomes) {
    expect(outcome.kind).toBe('unknown');
    expect(JSON.stringify(outcome)).not.toContain(credentials.accessToken);
  }
}

/** Each of the calls once, one after the other. */
async function everyCall(
  provider: PaymentProvider,
  credentials: Credentials,
  harness: Harness,
): Promise<Outcome<unknown>[]> {
  const request = requestFor(harness);
  return [
    await provider.open(credentials, request),
    await provider.fetch(credentials, harness.missingParentId),
    await provider.find(credentials, request.reference),
    await provider.close(credentials, harness.missingParentId),
    await provider.refund(credentials, refundFor(harness)),
    await provider.listRefunds(credentials, harness.missingProviderPaymentId),
  ];
}

function refundFor({ missingProviderPaymentId: providerPaymentId, amount }: Harness): RefundRequest {
  const names = { reference: crypto.randomUUID(), idempotencyKey: crypto.randomUUID() };
  return { ...names, providerPaymentId, amount, reason: null };
}

function trickle(_: unknown, reply: Parameters<RequestListener>[1]): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => reply.write(' '), 20);
  reply.on('close', () => clearInterval(drip));
}

function json(reply: Parameters<RequestListener>[1], status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
