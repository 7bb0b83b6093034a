import type { RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { Credentials } from '../../../src/domain/payment/account.ts';
import type { Outcome } from '../../../src/ports/outcome.ts';
import type { PaymentProvider } from '../../../src/ports/payment-provider.ts';
import { captureOf } from './captures.ts';
import { CONSENT } from './connecting.ts';
import {
  AMPLE_MS,
  type At,
  completionOf,
  EPOCH,
  type Harness,
  lastNotification,
  open,
  requestFor,
  type Use,
} from './harness.ts';
import { aRefund } from './refunds.ts';
import { listen } from './server.ts';

const DEADLINE_MS = 300;
/** Timers may go off this much before `performance.now()` says so. */
const EARLY_MS = 5;

export function describeWrongCredentials(use: Use): void {
  it('the adapter calls refused credentials refused, without repeating them', async () => {
    const token = use().wrongCredentials.accessToken;

    for (const outcome of await everyCallWith(use().wrongCredentials, use().provider, use())) {
      expect(outcome).toMatchObject({ kind: 'rejected', about: 'credentials' });
      expect(JSON.stringify(outcome)).not.toContain(token);
      expect(JSON.stringify(outcome)).not.toContain(token.slice(-4));
    }
  });
}

export function describeFailures(use: Use, at: At): void {
  it('the adapter calls a request that never left not sent', async () => {
    const closed = await listen((_, reply) => reply.end());
    await closed.stop();

    const provider = at(closed.url, AMPLE_MS);

    for (const outcome of await everyCall(provider, use())) expect(outcome.kind).toBe('not_sent');
  });

  it('the adapter gives up at its deadline when the provider accepts and never answers, or answers with a body that never ends', async () => {
    // Both at once: it is all waiting.
    await Promise.all([() => undefined, trickle].map((behave) => expectDeadline(at, behave, use())));
  });

  it.each([
    ['answers with a server error', (_, reply) => void reply.writeHead(500).end()],
    ['answers with something that isn’t JSON', (_, reply) => void reply.end('<html>')],
    ['answers with nothing', (_, reply) => void reply.end()],
    ['answers with JSON of another shape', (_, reply) => void json(reply, 200, { hello: 'world' })],
    ['answers with JSON that isn’t an object', (_, reply) => void json(reply, 200, null)],
    ['hangs up', (request) => void request.socket.destroy()],
  ] satisfies [string, RequestListener][])('the adapter calls it unknown when the provider %s', async (_, behave) => {
    const server = await listen(behave);
    onTestFinished(server.stop);

    expectUnknown(await everyCall(at(server.url, AMPLE_MS), use()), use());
  });

  it('the adapter says what a notification means, or that it could not ask: it never throws', async () => {
    const { parentId } = await open(use(), requestFor(use()));
    await use().settle(parentId, 'succeed');
    const notification = lastNotification(use());
    const server = await listen((_, reply) => void reply.end('<html>'));

    const asked = await at(server.url, AMPLE_MS).translate(use().credentials, notification);
    await server.stop();
    const alone = await at(server.url, AMPLE_MS).translate(use().credentials, notification);

    // Some say everything by themselves.
    expect(['ok ok', 'unknown not_sent']).toContain(`${asked.kind} ${alone.kind}`);
  });
}

/** Every call ends at its deadline, one after the other, and none of them because the provider ended it. */
async function expectDeadline(at: At, behave: RequestListener, harness: Harness): Promise<void> {
  const server = await listen(behave);
  onTestFinished(server.stop);
  const begun = performance.now();

  const outcomes = await everyCall(at(server.url, DEADLINE_MS), harness);

  expect(performance.now() - begun).toBeGreaterThan(outcomes.length * (DEADLINE_MS - EARLY_MS));
  expectUnknown(outcomes, harness);
}

function expectUnknown(outcomes: readonly Outcome<unknown>[], { credentials }: Harness): void {
  for (const outcome of outcomes) {
    expect(outcome.kind).toBe('unknown');
    expect(JSON.stringify(outcome)).not.toContain(credentials.accessToken);
  }
}

/** Each of the calls once, one after the other. */
async function everyCall(provider: PaymentProvider, harness: Harness): Promise<Outcome<unknown>[]> {
  return [...(await everyCallWith(harness.credentials, provider, harness)), ...(await everyConsentCall(provider))];
}

async function everyCallWith(credentials: Credentials, provider: PaymentProvider, harness: Harness) {
  const { missingParentId, missingProviderPaymentId, amount } = harness;
  const { captureMethods, refunds, searchLagMs, completes } = provider.capabilities;
  const request = requestFor(harness);
  const outcomes: Outcome<unknown>[] = [
    await provider.open(credentials, request),
    await provider.fetch(credentials, missingParentId),
    await provider.close(credentials, missingParentId),
  ];
  if (searchLagMs !== null) outcomes.push(await provider.find(credentials, request.reference, EPOCH));
  if (completes) outcomes.push(await provider.complete(credentials, completionOf(missingParentId)));
  if (captureMethods.includes('manual'))
    outcomes.push(await provider.capture(credentials, captureOf(missingProviderPaymentId, amount)));
  if (refunds) {
    outcomes.push(await provider.refund(credentials, aRefund(harness, missingProviderPaymentId)));
    outcomes.push(await provider.listRefunds(credentials, missingProviderPaymentId));
  }
  return outcomes;
}

/** The calls that are made before there are credentials. */
async function everyConsentCall({ connecting }: PaymentProvider): Promise<Outcome<unknown>[]> {
  if (connecting === null) return [];
  return [await connecting.redeem({ ...CONSENT, code: 'a-code' }), await connecting.renew('a-refresh-token')];
}

function trickle(_: unknown, reply: Parameters<RequestListener>[1]): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => reply.write(' '), 20);
  reply.on('close', () => clearInterval(drip));
}

function json(reply: Parameters<RequestListener>[1], status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
