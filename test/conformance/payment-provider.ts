import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../src/domain/account.ts';
import type { Status } from '../../src/domain/fact.ts';
import type { Money } from '../../src/domain/money.ts';
import type { CaptureMethod } from '../../src/domain/payment.ts';
import type { Outcome } from '../../src/ports/outcome.ts';
import type { Delivery, Flow, OpenRequest, Parent, PaymentProvider } from '../../src/ports/payment-provider.ts';

/** A provider adapter in front of something that behaves like the provider, fresh for each test. */
export type Harness = {
  readonly provider: PaymentProvider;
  readonly credentials: Credentials;
  /** Of the right form, but the provider doesn't know them. */
  readonly wrongCredentials: Credentials;
  /** An amount that this account can be paid, and one that the provider can't carry. */
  readonly amount: Money;
  readonly refusedAmount: Money;
  /** The right form for a parent's id, and none has it. */
  readonly missingParentId: string;
  readonly signatureHeader: string;
  /** Lets the buyer act on a parent; the provider then notifies us. */
  readonly settle: (parentId: string, how: 'succeed' | 'fail' | 'process') => Promise<void>;
  /** What the provider last sent, as it would arrive now. */
  readonly lastDelivery: () => Delivery;
  /** The same delivery with something else in the part that is signed. */
  readonly forge: (delivery: Delivery) => Delivery;
  /** How many requests the provider received. */
  readonly requests: () => number;
  /** The same adapter, calling another place. */
  readonly at: (apiBase: string, timeoutMs: number) => PaymentProvider;
  readonly stop: () => Promise<void>;
};

const FLOWS = ['client', 'redirect'] as const satisfies readonly Flow[];
const CAPTURE_METHODS = ['automatic', 'manual'] as const satisfies readonly CaptureMethod[];
const DEADLINE_MS = 300;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The promises of the port, held against one adapter. */
export function describePaymentProvider(name: string, start: () => Promise<Harness>): void {
  describe(`${name} as a payment provider`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      await harness.stop();
    });
    describeParents(() => harness);
    describeCapabilities(() => harness);
    describeFailures(() => harness);
    describeNotifications(() => harness);
  });
}

function describeParents(use: () => Harness): void {
  it('opens a parent that carries our reference and can be handed over', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const parent = await open(use(), request);

      expect(parent.parentId).not.toBe('');
      expect(parent.handover).not.toBe('');
      expect(parent.report).toMatchObject({
        reference: request.reference,
        parentId: parent.parentId,
        intentId: parent.intentId,
        accountMatches: true,
        fact: { kind: 'pending' },
        unknownStatus: null,
      });
      expect(parent.report.source).not.toBe('event');
    }
  });

  it('makes one parent for one idempotency key', async () => {
    const request = requestFor(use());

    const first = await open(use(), request);
    const again = await open(use(), request);
    const other = await open(use(), { ...request, idempotencyKey: crypto.randomUUID() });

    expect(again.parentId).toBe(first.parentId);
    expect(other.parentId).not.toBe(first.parentId);
  });

  it('fetches a parent as it is now, with the same handover', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const parent = await open(use(), requestFor(use(), { flow }));
      const before = await fetched(use(), parent.parentId);
      await use().settle(parent.parentId, 'succeed');
      const after = await fetched(use(), parent.parentId);

      expect(before?.handover).toBe(parent.handover);
      expect(before?.report.fact?.kind).toBe('pending');
      expect(after?.report.fact?.kind).toBe('succeeded');
      expect(after?.report.attempt?.authorized).toEqual(use().amount);
      expect(after?.report.attempt?.capturedMinor).toBe(use().amount.minor);
    }
  });

  it('dates what it fetched on the provider’s clock, to within seconds of now', async () => {
    const parent = await open(use(), requestFor(use()));

    const occurredAt = parent.report.fact?.occurredAt ?? null;

    expect(occurredAt).not.toBeNull();
    expect(Math.abs(Number(occurredAt) - Date.now())).toBeLessThan(5_000);
  });

  it('says null for a parent that does not exist', async () => {
    expect(await fetched(use(), use().missingParentId)).toBeNull();
  });

  it('finds parents by our reference, and no others', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const request = requestFor(use(), { flow });
      const parent = await open(use(), request);
      await open(use(), requestFor(use(), { flow }));

      await expect.poll(() => findIds(use(), request.reference), { timeout: 3_000 }).toEqual([parent.parentId]);
      expect(await findIds(use(), crypto.randomUUID())).toEqual([]);
    }
  });

  it('ends a parent once, however often it is asked to', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));

      const first = value(await use().provider.close(use().credentials, parentId));
      const second = value(await use().provider.close(use().credentials, parentId));

      expect(first.report.fact?.kind).toBe('cancelled');
      expect(second.report.fact?.kind).toBe('cancelled');
      expect((await fetched(use(), parentId))?.report.fact?.kind).toBe('cancelled');
    }
  });

  it('says that a parent is paid when it is too late to end it', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId } = await open(use(), requestFor(use(), { flow }));
      await use().settle(parentId, 'succeed');

      const closed = value(await use().provider.close(use().credentials, parentId));

      expect(closed.report.fact?.kind).toBe('succeeded');
    }
  });
}

function describeCapabilities(use: () => Harness): void {
  it.each(FLOWS)('opens the %s flow if declared, and else refuses before any request', async (flow) => {
    const declared = use().provider.capabilities.flows.includes(flow);
    await expectDeclared(use(), requestFor(use(), { flow }), declared);
  });

  it.each(CAPTURE_METHODS)(
    'takes %s capture if declared, and else refuses before any request',
    async (captureMethod) => {
      const declared = use().provider.capabilities.captureMethods.includes(captureMethod);
      await expectDeclared(use(), requestFor(use(), { captureMethod }), declared);
    },
  );

  it('opens a page without a return URL only if it does not declare to need one', async () => {
    const { flows, redirectNeedsReturnUrl } = use().provider.capabilities;
    const declared = flows.includes('redirect') && !redirectNeedsReturnUrl;
    await expectDeclared(use(), requestFor(use(), { flow: 'redirect', returnUrl: null }), declared);
  });

  it('says without asking anybody which amounts it can’t carry', async () => {
    expect(use().provider.refusal(use().amount)).toBeNull();
    expect(use().provider.refusal(use().refusedAmount)).toEqual({
      field: expect.stringMatching(/^(amount|currency)$/),
      reason: expect.any(String),
    });

    const outcome = await use().provider.open(use().credentials, requestFor(use(), { amount: use().refusedAmount }));

    expect(outcome).toMatchObject({ kind: 'rejected', about: 'amount' });
    expect(use().requests()).toBe(0);
  });
}

function describeFailures(use: () => Harness): void {
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

    const provider = use().at(closed.url, DEADLINE_MS);

    for (const outcome of await everyCall(provider, use().credentials, use())) expect(outcome.kind).toBe('not_sent');
  });

  it.each([
    ['accepts and never answers', () => undefined],
    ['answers with a body that never ends', trickle],
    ['answers with a server error', (_, reply) => void reply.writeHead(500).end()],
    ['answers with something that isn’t JSON', (_, reply) => void reply.end('<html>')],
    ['answers with nothing', (_, reply) => void reply.end()],
    ['answers with JSON of another shape', (_, reply) => void json(reply, 200, { hello: 'world' })],
    ['answers with JSON that isn’t an object', (_, reply) => void json(reply, 200, null)],
    ['hangs up', (request) => void request.socket.destroy()],
  ] satisfies [string, RequestListener][])('calls it unknown, in time, when the provider %s', async (_, behave) => {
    const server = await listen(behave);
    const begun = performance.now();

    const outcomes = await everyCall(use().at(server.url, DEADLINE_MS), use().credentials, use());
    const elapsedMs = performance.now() - begun;
    await server.stop();

    for (const outcome of outcomes) {
      expect(outcome.kind).toBe('unknown');
      expect(JSON.stringify(outcome)).not.toContain(use().credentials.accessToken);
    }
    // Four calls, one after the other; loading the SDK may come first.
    expect(elapsedMs).toBeLessThan(4 * DEADLINE_MS + 1_500);
  });
}

function describeNotifications(use: () => Harness): void {
  it.each([
    ['succeed', 'succeeded'],
    ['fail', 'failed'],
    ['process', 'processing'],
  ] satisfies ['succeed' | 'fail' | 'process', Status][])(
    'turns what it is told about %s into a fact',
    async (how, kind) => {
      for (const flow of use().provider.capabilities.flows) {
        const request = requestFor(use(), { flow });
        const parent = await open(use(), request);
        await use().settle(parent.parentId, how);

        const { report } = await translated(use(), use().lastDelivery());

        expect(report).toMatchObject({ reference: request.reference, accountMatches: true, fact: { kind } });
        expect(report?.attempt?.authorized).toEqual(use().amount);
        expect(report?.attempt?.capturedMinor).toBe(how === 'succeed' ? use().amount.minor : 0);
      }
    },
  );

  it('accepts what the provider signed, with any of the secrets', async () => {
    const delivery = await aDelivery(use());
    const { webhookSecrets } = use().credentials;

    expect(use().provider.verify(delivery, webhookSecrets)).toBe('valid');
    expect(use().provider.verify(delivery, ['another', ...webhookSecrets])).toBe('valid');
    expect(use().provider.verify(delivery, ['another'])).toBe('invalid');
    expect(use().provider.verify(delivery, [''])).toBe('invalid');
    expect(use().provider.verify(delivery, [])).toBe('invalid');
  });

  it('turns away other contents under the same signature', async () => {
    const delivery = await aDelivery(use());

    expect(use().provider.verify(use().forge(delivery), use().credentials.webhookSecrets)).toBe('invalid');
  });

  it('turns away what is far too old, or far ahead of us', async () => {
    const delivery = await aDelivery(use());
    const { webhookSecrets } = use().credentials;
    const after = (ms: number) => ({ ...delivery, receivedAt: new Date(delivery.receivedAt.getTime() + ms) });

    expect(use().provider.verify(after(MINUTE_MS), webhookSecrets)).toBe('valid');
    expect(use().provider.verify(after(5 * DAY_MS), webhookSecrets)).toBe('invalid');
    expect(use().provider.verify(after(-10 * MINUTE_MS), webhookSecrets)).toBe('invalid');
  });

  it('turns away a missing, repeated or changed signature header, and never throws', async () => {
    const delivery = await aDelivery(use());
    const { webhookSecrets } = use().credentials;

    for (const headers of spoiltHeaders(delivery, use().signatureHeader))
      expect(use().provider.verify({ ...delivery, headers }, webhookSecrets)).not.toBe('valid');
  });

  it('gives the same happening the same key', async () => {
    const delivery = await aDelivery(use());

    const first = await translated(use(), delivery);
    const again = await translated(use(), delivery);

    expect(first.key).not.toBe('');
    expect(again.key).toBe(first.key);
  });

  it('reads no notification from a body that can’t be read', async () => {
    const delivery = await aDelivery(use());

    for (const body of ['', 'no json', '[', 'null', '[]', '"text"', '\u{fffd}'])
      expect(() => use().provider.split({ ...delivery, body: Buffer.from(body) })).not.toThrow();
    expect(use().provider.split({ ...delivery, body: Buffer.from('no json') })).toBeNull();
  });
}

/** A request with defaults that every provider of this suite can carry. */
export function requestFor(harness: Harness, change: Partial<OpenRequest> = {}): OpenRequest {
  return {
    flow: harness.provider.capabilities.flows[0] as Flow,
    reference: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    amount: harness.amount,
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: 'automatic',
    returnUrl: 'https://shop.example/thanks',
    notificationUrl: 'https://pay.example/webhook/gym?x=1',
    expiresAt: new Date(Date.now() + DAY_MS),
    ...change,
  };
}

export function value<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(`expected ok, got ${JSON.stringify(outcome)}`);
  return outcome.value;
}

async function open({ provider, credentials }: Harness, request: OpenRequest): Promise<Parent> {
  return value(await provider.open(credentials, request));
}

async function fetched({ provider, credentials }: Harness, parentId: string): Promise<Parent | null> {
  return value(await provider.fetch(credentials, parentId));
}

async function findIds({ provider, credentials }: Harness, reference: string): Promise<string[]> {
  return value(await provider.find(credentials, reference)).map(({ parentId }) => parentId);
}

async function expectDeclared(harness: Harness, request: OpenRequest, declared: boolean): Promise<void> {
  const opening = harness.provider.open(harness.credentials, request);
  if (declared) {
    expect(value(await opening).parentId).not.toBe('');
    return;
  }
  await expect(opening).rejects.toMatchObject({ code: 'unsupported' });
  expect(harness.requests()).toBe(0);
}

/** Each of the four calls once, one after the other. */
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
  ];
}

async function aDelivery(harness: Harness): Promise<Delivery> {
  const { parentId } = await open(harness, requestFor(harness));
  await harness.settle(parentId, 'succeed');
  return harness.lastDelivery();
}

async function translated({ provider, credentials }: Harness, delivery: Delivery) {
  expect(provider.verify(delivery, credentials.webhookSecrets)).toBe('valid');
  const [notification] = provider.split(delivery) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  return value(await provider.translate(credentials, notification));
}

function spoiltHeaders({ headers }: Delivery, name: string): Delivery['headers'][] {
  const rest = headers.filter(([header]) => header.toLowerCase() !== name);
  const signature = headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? '';
  expect(signature).not.toBe('');
  const values = [
    '',
    ' ',
    'v1=',
    signature.slice(0, -1),
    flipLast(signature),
    `${signature}é\u{1f600}`,
    'x'.repeat(100_000),
  ];
  return [
    rest,
    [...rest, [name, signature], [name, signature]],
    [...rest, [name, signature], [name.toUpperCase(), 'v1=']],
    ...values.map((text) => [...rest, [name, text] as const]),
  ];
}

function flipLast(signature: string): string {
  return `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`;
}

function trickle(_: unknown, reply: Parameters<RequestListener>[1]): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => reply.write(' '), 20);
  reply.on('close', () => clearInterval(drip));
}

function json(reply: Parameters<RequestListener>[1], status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A loopback server in the provider's place. */
export async function listen(behave: RequestListener): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(behave);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await sleep(0);
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
