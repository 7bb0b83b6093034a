import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMercadoPago } from '../../../../../src/adapters/providers/mercadopago/index.ts';
import type { Choice, Failure, Outcome } from '../../../../../src/ports/outcome.ts';
import type { PaymentProvider } from '../../../../../src/ports/payment-provider/payment-provider.ts';
import { AMPLE_MS, EPOCH } from '../../../../../src/provider-kit/tools/builders.ts';
import { type Answer, aPreference, aRequest, CREDENTIALS, NOW, PREFERENCE_ID, scripted } from '../scripted.ts';

const DEADLINE_MS = 250;
/** Timers may go off this much before `performance.now()` says so. */
const EARLY_MS = 5;
const TOKEN = CREDENTIALS.access_token;
const html = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end(`<html>Bad gateway ${TOKEN}</html>`);
const error = (status: number, body: Record<string, unknown>): Answer => ({ status, json: { status, ...body } });

type About = Choice | 'credentials' | 'request';

/**
 * Errors of a preference by their documented code, each with its message, and whose choice they are about.
 * https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-28
 */
const DOCUMENTED: readonly (readonly [code: string, message: string, about: About])[] = [
  ['invalid_items', 'amount cannot be paid with Mercado Pago.', 'amount'],
  ['invalid_items', 'unit_price must be a number.', 'amount'],
  ['invalid_items', 'the total is over the limit of this account', 'amount'],
  ['invalid_items', 'currency_id invalid.', 'currency'],
  ['invalid_items', 'items[0].title invalid. Max length 256', 'title'],
  ['invalid_items', 'items must be a array', 'request'],
  ['invalid_items', 'items.0.quantity must be a integer.', 'request'],
  ['invalid_payment_methods', 'amount cannot be paid with MercadoPago.', 'amount'],
  ['invalid_payment_methods', 'client_id invalid.', 'request'],
  ['invalid_payer', 'payer email invalid. Max length 150.', 'customerEmail'],
  ['invalid_back_urls', 'back_urls invalid. Wrong format', 'returnUrl'],
  ['invalid_statement_descriptor', 'statement_descriptor invalid. Max length 13', 'statementDescriptor'],
  ['collector_does_not_comply_with_current_regulation', 'identity validation required.', 'credentials'],
  ['invalid_collector_id', 'collector_id invalid.', 'credentials'],
  ['invalid_collector_email', 'collector is not collector_email owner', 'credentials'],
  ['invalid_expiration_date_to', 'expiration_date_to invalid.', 'request'],
  ['invalid_date', 'invalid date of expiration.', 'request'],
  ['invalid_notification_url', 'notification_url invalid', 'request'],
  ['invalid_sponsor_id', 'sponsor_id is not an active user.', 'request'],
];

/** What the provider answers, and what that leaves us knowing. */
const CASES: readonly (readonly [string, Answer, Partial<Failure>])[] = [
  ['a token that is not accepted', error(401, { message: `invalid ${TOKEN}`, error: 'invalid_token' }), token()],
  ['a 401 without words', html(401), token()],
  [
    'a policy that says no',
    error(403, {
      code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
      blocked_by: 'PolicyAgent',
      message: 'At least one policy returned UNAUTHORIZED.',
    }),
    token(),
  ],
  [
    'invalid credentials by their cause',
    error(400, { message: 'bad', error: 'bad_request', cause: [{ code: 17, description: 'Invalid credentials' }] }),
    token(),
  ],
  [
    'an invalid access token as a bad request',
    error(400, { message: 'access denied', error: 'invalid_access_token' }),
    token(),
  ],
  [
    'an amount it does not take',
    error(400, { message: 'unit_price invalid', error: 'invalid_items' }),
    refused('amount'),
  ],
  [
    'an amount of one of the items',
    error(400, { message: 'items[0].unit_price must be positive', error: 'invalid_items' }),
    refused('amount'),
  ],
  ['items it does not take', error(400, { message: 'items needed', error: 'invalid_items' }), refused('request')],
  [
    'a title that speaks of amounts',
    error(400, { message: 'title invalid: an amount of unit_price', error: 'invalid_items' }),
    refused('title'),
  ],
  ...DOCUMENTED.map(
    ([code, message, about]) => [`${code}: ${message}`, error(400, { message, error: code }), refused(about)] as const,
  ),
  ['a price of another error', error(400, { message: 'unit_price invalid', error: 'bad_request' }), refused('request')],
  [
    'a return that can’t be',
    error(400, { message: 'auto_return invalid', error: 'invalid_auto_return' }),
    refused('request'),
  ],
  ['another refusal', error(403, { message: 'collector not allowed', error: 'forbidden' }), refused('request')],
  [
    'too many requests',
    { status: 429, headers: { 'retry-after': '7' }, json: { message: 'slow down' } },
    unknown({ retryAfterSeconds: 7 }),
  ],
  ['too many requests, not saying until when', error(429, { message: 'slow down' }), unknown()],
  ['a server error', error(500, { message: 'internal_error', error: 'internal_error' }), unknown()],
  ['a proxy’s page', html(502), unknown()],
  ['a proxy’s page as a bad request', html(400), unknown()],
  ['a proxy’s page as a missing thing', html(404), unknown()],
  ['a locked key', error(423, { message: 'locked', error: 'resource_locked' }), unknown()],
  ['success without a body', (response) => void response.writeHead(204).end(), unknown()],
  ['success in HTML', html(200), unknown()],
  ['success without a page to pay', { json: aPreference({ init_point: undefined }) }, unknown()],
  ['success with a page that is none', { json: aPreference({ init_point: 'javascript:alert(1)' }) }, unknown()],
  ['success without an id', { json: aPreference({ id: undefined }) }, unknown()],
  ['success that is a list', { json: [] }, unknown()],
  ['success that is text', { json: 'created' }, unknown()],
  ['a connection that breaks', (_, request) => void request.socket.destroy(), unknown()],
];

/** What would never end by itself. */
const ENDLESS: readonly (readonly [string, Answer])[] = [
  ['headers that never come', () => undefined],
  ['a body that stops in the middle', (response) => void response.writeHead(201).write('{"id":')],
];

describe('Failures of Mercado Pago', () => {
  it.each(CASES)('the adapter of Mercado Pago reads the failure %s', async (_, answer, expected) => {
    const { provider, asked } = await start([answer]);

    const outcome = await provider.open(CREDENTIALS, aRequest());

    expect(outcome).toMatchObject(expected);
    expect(asked).toHaveLength(1);
    expectNoSecret(outcome);
  });

  it.each(ENDLESS)('the adapter of Mercado Pago gives up %s at its deadline', async (_, answer) => {
    const { provider } = await start([answer], DEADLINE_MS);
    const begun = performance.now();

    const outcome = await provider.open(CREDENTIALS, aRequest());

    expect(performance.now() - begun).toBeGreaterThan(DEADLINE_MS - EARLY_MS);
    expect(outcome).toMatchObject(unknown());
    expectNoSecret(outcome);
  });

  it('the adapter of Mercado Pago says that nothing was sent when no server listens', async () => {
    const server = await scripted([]);
    await server.stop();

    const outcome = await server.provider.open(CREDENTIALS, aRequest());

    expect(outcome).toMatchObject({ kind: 'not_sent' });
  });

  it('the adapter of Mercado Pago says that nothing was sent when the name is not known', async () => {
    const options = { apiBase: 'http://api.mercadopago.invalid', timeoutMs: AMPLE_MS, now: () => NOW };

    expect(await createMercadoPago(options).open(CREDENTIALS, aRequest())).toMatchObject({ kind: 'not_sent' });
  });

  it.each(['', 'two words', 'line\nbreak', 'ñandú'])(
    'the adapter of Mercado Pago refuses a token that can’t be sent: %j',
    async (accessToken) => {
      const { provider, asked } = await start([{ json: aPreference() }]);

      const outcome = await provider.open({ ...CREDENTIALS, access_token: accessToken }, aRequest());

      expect(outcome).toMatchObject(token());
      expect(asked).toHaveLength(0);
      if (accessToken !== '') expect(JSON.stringify(outcome)).not.toContain(accessToken);
    },
  );

  it('the adapter of Mercado Pago gives a later call of a method no more than what is left of the deadline', async () => {
    const { provider } = await start([answersWhenOnly(DEADLINE_MS), () => undefined]);

    // With a deadline of its own, the second call, which is never answered, would outlive this test.
    expect(await provider.close(CREDENTIALS, PREFERENCE_ID)).toMatchObject(unknown());
  });

  it('the adapter of Mercado Pago begins no call after the deadline', async () => {
    const { provider, asked } = await start([answersWhenOnly(0), { json: aPreference() }]);

    expect(await provider.close(CREDENTIALS, PREFERENCE_ID)).toMatchObject(unknown());
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it.each([
    ['fetch', (provider: PaymentProvider) => provider.fetch(CREDENTIALS, PREFERENCE_ID)],
    ['find', (provider: PaymentProvider) => provider.find(CREDENTIALS, aRequest().reference, EPOCH)],
    ['close', (provider: PaymentProvider) => provider.close(CREDENTIALS, PREFERENCE_ID)],
    ['translate', (provider: PaymentProvider) => provider.translate(CREDENTIALS, aNotification())],
  ])('the adapter of Mercado Pago reads failures alike in %s', async (_, call) => {
    const answers = CASES.filter(([, , { kind }]) => kind === 'unknown').map(([, answer]) => answer);
    const outcomes: Outcome<unknown>[] = await Promise.all(
      answers.map(async (answer) => call((await start([answer])).provider)),
    );

    expect(outcomes.map(({ kind }) => kind)).toEqual(answers.map(() => 'unknown'));
    for (const outcome of outcomes) expectNoSecret(outcome);
  });
});

function aNotification() {
  const payload = { about: 'payment', id: '143845427326' };
  return { eventId: '1', eventType: 'payment.created', intentId: null, subject: null, payload };
}

function token(): Partial<Failure> {
  return refused('credentials');
}

function refused(about: About): Partial<Failure> {
  return { kind: 'rejected', about };
}

function unknown(more: { retryAfterSeconds?: number } = {}): Partial<Failure> {
  return { kind: 'unknown', ...more };
}

function expectNoSecret(outcome: Outcome<unknown>): void {
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  expect(JSON.stringify(outcome)).not.toContain('178046087');
}

/** Lets all of an ample deadline go by but this, and then answers. */
function answersWhenOnly(leftMs: number): Answer {
  return (response) => {
    const now = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + AMPLE_MS - leftMs);
    onTestFinished(() => clock.mockRestore());
    response.end(JSON.stringify(aPreference()));
  };
}

async function start(answers: readonly Answer[], timeoutMs?: number) {
  const server = await scripted(answers, timeoutMs);
  onTestFinished(server.stop);
  return server;
}
