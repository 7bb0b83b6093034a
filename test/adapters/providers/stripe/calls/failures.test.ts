import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../../src/ports/outcome.ts';
import { EPOCH } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, SECRET_KEY } from '../harness.ts';
import { anIntent, aRequest, aSession, inTurn, json, REFERENCE, type Script, scripted } from '../scripted.ts';

function refusal(error: Record<string, unknown>) {
  return { error: { message: `about ${SECRET_KEY} (…${SECRET_KEY.slice(-4)})`, ...error } };
}

const INVALID = { type: 'invalid_request_error' };

/** `param` of an error (https://docs.stripe.com/api/errors, 2026-11-28), and what of a payment was chosen by it. */
const CHOSEN = [
  ['amount', 'amount'],
  ['line_items[0][price_data][unit_amount]', 'amount'],
  ['currency', 'currency'],
  ['line_items[0][price_data][currency]', 'currency'],
  ['receipt_email', 'customerEmail'],
  ['customer_email', 'customerEmail'],
  ['description', 'title'],
  ['line_items[0][price_data][product_data][name]', 'title'],
  ['success_url', 'returnUrl'],
  ['cancel_url', 'returnUrl'],
  ['payment_intent_data[statement_descriptor]', 'statementDescriptor'],
] as const;

const ANSWERS: [string, Script, Partial<Outcome<never>>][] = [
  ['401 that repeats the key', json(401, refusal(INVALID)), { kind: 'rejected', about: 'credentials' }],
  ['403', json(403, refusal(INVALID)), { kind: 'rejected', about: 'credentials' }],
  ['402', json(402, refusal({ type: 'card_error', code: 'card_declined' })), { kind: 'declined' }],
  [
    'amount too small',
    json(400, refusal({ ...INVALID, code: 'amount_too_small' })),
    { kind: 'rejected', about: 'amount' },
  ],
  [
    'amount too large',
    json(400, refusal({ ...INVALID, code: 'amount_too_large' })),
    { kind: 'rejected', about: 'amount' },
  ],
  ...CHOSEN.map(([param, about]): (typeof ANSWERS)[number] => [
    `a value of ${param} that it does not take`,
    json(400, refusal({ ...INVALID, param })),
    { kind: 'rejected', about },
  ]),
  [
    'an e-mail address, by the code alone',
    json(400, refusal({ ...INVALID, code: 'email_invalid', param: 'another_email' })),
    { kind: 'rejected', about: 'customerEmail' },
  ],
  [
    'an unknown parameter that would hold what was chosen',
    json(400, refusal({ ...INVALID, code: 'parameter_unknown', param: 'receipt_email' })),
    { kind: 'rejected', about: 'request' },
  ],
  [
    'a parameter that is ours',
    json(400, refusal({ ...INVALID, param: 'expires_at' })),
    { kind: 'rejected', about: 'request' },
  ],
  [
    'unknown parameter',
    json(400, refusal({ ...INVALID, code: 'parameter_unknown' })),
    { kind: 'rejected', about: 'request' },
  ],
  [
    'a code that is a key',
    json(400, refusal({ ...INVALID, code: SECRET_KEY })),
    { kind: 'rejected', about: 'request' },
  ],
  ['the same key with other parameters', json(400, refusal({ type: 'idempotency_error' })), { kind: 'unknown' }],
  ['429', json(429, refusal(INVALID), { 'retry-after': '7' }), { kind: 'not_sent', retryAfterSeconds: 7 }],
  ['429 without a time', json(429, refusal(INVALID), { 'retry-after': 'soon' }), { kind: 'not_sent' }],
  ['409', json(409, refusal({ ...INVALID, code: 'idempotency_key_in_use' })), { kind: 'unknown' }],
  ['500', json(500, refusal({ type: 'api_error' })), { kind: 'unknown' }],
  [
    '503 with a time',
    json(503, refusal({ type: 'api_error' }), { 'retry-after': '30' }),
    { kind: 'unknown', retryAfterSeconds: 30 },
  ],
  ['200 with an error', json(200, refusal({ type: 'api_error' })), { kind: 'unknown' }],
  ['500 without an error', json(500, anIntent()), { kind: 'unknown' }],
  ['401 without an error', json(401, { message: SECRET_KEY }), { kind: 'unknown' }],
  [
    'an error that is text',
    json(400, { error: 'invalid_request', error_description: SECRET_KEY }),
    { kind: 'unknown' },
  ],
  ['another object', json(200, anIntent({ object: 'charge' })), { kind: 'unknown' }],
  ['another kind of id', json(200, anIntent({ id: 'ch_1' })), { kind: 'unknown' }],
  ['no client secret', json(200, anIntent({ client_secret: null })), { kind: 'unknown' }],
  ['no status', json(200, anIntent({ status: null })), { kind: 'unknown' }],
  ['an array', json(200, [anIntent()]), { kind: 'unknown' }],
  ['null', json(200, null), { kind: 'unknown' }],
  ['a number', json(200, 7), { kind: 'unknown' }],
  ['text', json(200, 'text'), { kind: 'unknown' }],
  ['true', json(200, true), { kind: 'unknown' }],
  ['a number as an error', json(500, 7), { kind: 'unknown' }],
  ['HTML', (reply) => void reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>'), { kind: 'unknown' }],
  [
    'half a body',
    (reply) => void reply.writeHead(200, { 'content-length': '999' }).write('{"id":', () => reply.destroy()),
    { kind: 'unknown' },
  ],
  [
    'a redirect',
    (reply) => void reply.writeHead(307, { location: 'https://elsewhere.example/' }).end(),
    { kind: 'unknown' },
  ],
];

describe('an answer that is no success', () => {
  it.each(ANSWERS)('%s is recognized, once and without a secret', async (_, script, expected) => {
    const { provider, asked } = await scripted(script);

    const outcome = await provider.open(credentials, aRequest());

    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toContain(SECRET_KEY.slice(-4));
    expect(asked).toHaveLength(1);
  });

  it('an answer that is no success says no time to wait where Stripe said none', async () => {
    const { provider } = await scripted(json(429, refusal(INVALID), { 'retry-after': 'soon' }));

    expect(await provider.open(credentials, aRequest())).not.toHaveProperty('retryAfterSeconds');
  });

  it('an answer without a URL for a session has an unknown outcome', async () => {
    const { provider } = await scripted(json(200, aSession({ url: null })));

    expect(await provider.open(credentials, aRequest({ flow: 'redirect' }))).toMatchObject({ kind: 'unknown' });
  });
});

describe('a deadline', () => {
  const DEADLINE_MS = 200;
  /** Timers may go off this much before `performance.now()` says so. */
  const EARLY_MS = 5;

  it.each<[string, Script]>([
    ['no answer', () => undefined],
    ['a body that stalls', (reply) => void reply.writeHead(200).write('{"id":')],
  ])('a deadline ends %s as unknown', async (_, script) => {
    const { provider } = await scripted(script, DEADLINE_MS);
    const begun = performance.now();

    const outcome = await provider.open(credentials, aRequest());

    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - begun).toBeGreaterThan(DEADLINE_MS - EARLY_MS);
  });

  it('a deadline is one for all the requests of a search', async () => {
    const lateMs = 0.75 * DEADLINE_MS;
    const data = [anIntent({ metadata: { payment_id: REFERENCE, payment_parent: 'checkout_session' } })];
    const { provider } = await scripted(
      (reply, asked) => void setTimeout(() => json(200, { object: 'list', data })(reply, asked), lateMs),
      DEADLINE_MS,
    );

    // Each of its requests, one after the other, would end in time.
    expect(await provider.find(credentials, REFERENCE, EPOCH)).toMatchObject({ kind: 'unknown' });
  });
});

describe('credentials', () => {
  it.each(['', 'sk_test_with a space', 'sk_test_line\nbreak', 'sk_test_ñ', 'x'.repeat(501)])(
    'credentials that can’t stand in a header are refused without a request: %j',
    async (accessToken) => {
      const { provider, asked } = await scripted(json(200, anIntent()));

      const outcome = await provider.open({ access_token: accessToken, webhook_secrets: [] }, aRequest());

      expect(outcome).toMatchObject({ kind: 'rejected', about: 'credentials' });
      expect(asked).toHaveLength(0);
    },
  );
});

describe('ending a parent', () => {
  const refused = json(400, refusal({ ...INVALID, code: 'payment_intent_unexpected_state' }));

  it('ending a parent is refused when it can still be paid after all', async () => {
    const { provider } = await scripted(inTurn(refused, json(200, anIntent())));

    expect(await provider.close(credentials, 'pi_1')).toMatchObject({ kind: 'rejected', about: 'request' });
  });

  it('ending a parent says what the parent is when it is being paid', async () => {
    const { provider } = await scripted(inTurn(refused, json(200, anIntent({ status: 'processing' }))));

    expect(await provider.close(credentials, 'pi_1')).toMatchObject({
      kind: 'ok',
      value: { report: { fact: { kind: 'processing' } } },
    });
  });

  it('ending a parent has an unknown outcome when the present state can’t be had', async () => {
    const { provider } = await scripted(inTurn(refused, json(500, {})));

    expect(await provider.close(credentials, 'pi_1')).toMatchObject({ kind: 'unknown' });
  });

  it('ending a parent asks Stripe nothing about what is no id of Stripe’s', async () => {
    const { provider, asked } = await scripted(json(200, anIntent()));

    expect(await provider.close(credentials, '../v1/customers')).toMatchObject({ kind: 'rejected', about: 'request' });
    expect(await provider.fetch(credentials, 'pi_1/cancel')).toEqual({ kind: 'ok', value: null });
    expect(asked).toHaveLength(0);
  });
});
