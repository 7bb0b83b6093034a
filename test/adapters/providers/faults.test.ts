// The adapters load them at their first call, which would take from the time of some test.
import 'mercadopago';
import 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMercadoPago } from '../../../src/adapters/providers/mercadopago/index.ts';
import { createPayPal } from '../../../src/adapters/providers/paypal/index.ts';
import { createStripe } from '../../../src/adapters/providers/stripe/index.ts';
import { type Money, money } from '../../../src/domain/money/money.ts';
import type { Credentials } from '../../../src/domain/payment/account.ts';
import { assess } from '../../../src/domain/payment/assessment.ts';
import type { Outcome } from '../../../src/ports/outcome.ts';
import type { PaymentProvider } from '../../../src/ports/payment-provider/payment-provider.ts';
import type { OpenRequest, Parent } from '../../../src/ports/payment-provider/requests.ts';
import { completionOf } from '../../../src/provider-kit/tools/builders.ts';
import type { FaultName, Operation } from '../../../src/sandbox/faults/catalogue.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { aPayment, WHOLE } from '../../domain/builders.ts';
import { SELLER } from './mercadopago/simulated.ts';
import { MERCHANT } from './paypal/simulated.ts';
import { credentialsOf } from './paypal/subject.ts';

const STRIPE = { secretKey: 'sk_test_faults', webhookSecret: 'whsec_faults' };
const DEADLINE_MS = 700;
const AMPLE_MS = 60_000;

type Side = {
  readonly make: (apiBase: string, timeoutMs: number) => PaymentProvider;
  readonly credentials: Credentials;
  readonly amount: Money;
  /** Whether an answer shows whose it is: where only its own app is shown an object, no answer is another account's. */
  readonly showsOwners?: false;
};
const SIDES: Readonly<Record<string, Side>> = {
  stripe: {
    make: (apiBase, timeoutMs) => createStripe({ apiBase, timeoutMs, now: () => new Date() }),
    credentials: { access_token: STRIPE.secretKey, webhook_secrets: ['whsec'] },
    amount: money(1000, 'USD'),
  },
  mercadopago: {
    make: (apiBase, timeoutMs) => createMercadoPago({ apiBase, timeoutMs, now: () => new Date() }),
    credentials: { access_token: SELLER.accessToken, webhook_secrets: ['secret'] },
    amount: money(500_050, 'ARS'),
  },
  paypal: {
    make: (apiBase, timeoutMs) => createPayPal({ apiBase, timeoutMs, now: () => new Date() }),
    credentials: credentialsOf(MERCHANT),
    amount: money(1000, 'USD'),
    showsOwners: false,
  },
};

const DISGUISES = [
  ['other_amount', 'amount_mismatch'],
  ['other_currency', 'currency_mismatch'],
  ['other_reference', 'reference_mismatch'],
  ['other_account', 'account_mismatch'],
] as const;

/** Faults after which it is unknown what was done, and how much was. */
const UNKNOWN: readonly (readonly [FaultName, made: number])[] = [
  ['reset', 0],
  ['reset_after', 1],
  ['error', 0],
  ['error_after', 1],
  ['html', 1],
  ['cut_json', 1],
  ['cut_connection', 1],
  ['empty_object', 1],
  ['wrong_types', 1],
];

describe.each(Object.keys(SIDES))('What the adapter of %s makes of a fault of the provider', (name) => {
  it.each(UNKNOWN)('%s: it is unknown what was done, which were %d objects', async (fault, made) => {
    const { open, count } = await start(fault);

    expect((await open()).kind).toBe('unknown');
    expect(count()).toBe(made);
  });

  it.each([
    ['hang', 0],
    ['hang_after', 1],
    ['slow_drip', 1],
  ] as const)('%s: at the deadline it is unknown, too', async (fault, made) => {
    const { open, count } = await start(fault, DEADLINE_MS);

    expect((await open()).kind).toBe('unknown');
    // The deadline may be over before the request arrives.
    expect(count()).toBeLessThanOrEqual(made);
  });

  it('redirect: it is not followed, since the same request once more may be done once more', async () => {
    const { open, count, switchOn } = await start('redirect');
    switchOn('keys_ignored');

    expect((await open()).kind).toBe('unknown');
    expect(count()).toBe(1);
  });

  it.each([
    ['rate_limit', undefined],
    ['rate_limit_retry_after', 1],
  ] as const)(
    '%s: nothing was done, and it says when to come back where the provider said so',
    async (fault, retryAfterSeconds) => {
      const { open, count } = await start(fault);

      const outcome = await open();

      expect(['not_sent', 'unknown']).toContain(outcome.kind);
      expect('retryAfterSeconds' in outcome ? outcome.retryAfterSeconds : undefined).toBe(retryAfterSeconds);
      expect(count()).toBe(0);
    },
  );

  it.each(['slow', 'huge_body'] as const)('%s: it is an answer all the same', async (fault) => {
    const { open } = await start(fault);

    expect((await open()).kind).toBe('ok');
  });

  it.each(DISGUISES.filter(([fault]) => fault !== 'other_account' || SIDES[name]?.showsOwners !== false))(
    '%s: once it is paid, what the provider reports is held against the payment and found out',
    async (fault, anomaly) => {
      const { open, fetch, pay, switchOn, payment } = await start(null);
      const parent = parentIn(await open());
      await pay(parent.parentId);
      switchOn(fault, null);

      const { report } = parentIn(await fetch(parent.parentId));

      const { fact, anomalies } = assess({ ...payment, parentId: parent.parentId }, report, WHOLE);
      expect(fact).toBeNull();
      expect(anomalies.map(({ kind }) => kind)).toEqual([anomaly]);
    },
  );

  async function start(fault: FaultName | null, timeoutMs = AMPLE_MS) {
    const { make, credentials, amount } = SIDES[name] as Side;
    const sandbox = await startSandbox({
      port: 0,
      stateFile: null,
      stripe: { ...STRIPE, webhookUrl: 'http://127.0.0.1:9/' },
      mercadopago: { sellers: [SELLER] },
      paypal: { merchants: [MERCHANT] },
    });
    onTestFinished(sandbox.close);
    const any = { provider: null, times: null, probability: null, seed: null };
    const msOf = (which: FaultName) => (which === 'slow' ? 100 : null);
    // A provider may be asked for a token first.
    const switchOn = (which: FaultName, operation: Operation | null = 'open') =>
      void sandbox.faults.switchOn({ ...any, operation, fault: which, ms: msOf(which) });
    if (fault !== null) switchOn(fault);
    const provider = make(sandbox.url, timeoutMs);
    const request = requestOf(provider, amount);
    return {
      switchOn,
      payment: { ...aPayment({ amount }), id: request.reference },
      open: () => provider.open(credentials, request),
      fetch: (parentId: string) => provider.fetch(credentials, parentId),
      pay: async (parentId: string) => {
        await fetch(`${sandbox.url}/sandbox/payments/${parentId}/succeed?hold=1`, { method: 'POST' });
        if (provider.capabilities.completes) await provider.complete(credentials, completionOf(parentId));
      },
      count: () => sandbox.simulators.flatMap((simulator) => simulator.payables()).length,
    };
  }
});

it('a surplus preference is closed without what a customer has under way through the other one', async () => {
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    stripe: { ...STRIPE, webhookUrl: 'http://127.0.0.1:9/' },
    mercadopago: { sellers: [SELLER] },
  });
  onTestFinished(sandbox.close);
  const { make, credentials, amount } = SIDES['mercadopago'] as Side;
  const provider = make(sandbox.url, AMPLE_MS);
  const request = requestOf(provider, amount);
  const ours = parentIn(await provider.open(credentials, request));
  const surplus = parentIn(await provider.open(credentials, { ...request, idempotencyKey: crypto.randomUUID() }));
  sandbox.mercadopago.settle(ours.parentId, 'process');

  await provider.close(credentials, surplus.parentId, { isSurplus: true });

  expect(parentIn(await provider.fetch(credentials, ours.parentId)).report.fact?.kind).toBe('processing');
});

function requestOf({ capabilities }: PaymentProvider, amount: Money): OpenRequest {
  return {
    flow: capabilities.flows[0] ?? 'client',
    reference: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    amount,
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: 'automatic',
    returnUrl: 'https://shop.example/thanks',
    statementDescriptor: null,
    notificationUrl: 'https://pay.example/webhook/gym',
    expiresAt: new Date(Date.now() + 24 * 3600 * 1000),
  };
}

function parentIn(outcome: Outcome<Parent | null>): Parent {
  if (outcome.kind !== 'ok' || outcome.value === null) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
