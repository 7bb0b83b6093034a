import { createStripe } from '../../../../src/adapters/providers/stripe/index.ts';
import { toCurrency } from '../../../../src/domain/money/currency.ts';
import { type Money, money, moneyFromDecimal } from '../../../../src/domain/money/money.ts';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import { type Effects, type Harness, notPlayed, type Subject } from '../../../../src/provider-kit/harness.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';
import { createClock } from '../../../../src/provider-kit/tools/clock.ts';
import { inMajorUnits } from '../../../../src/sandbox/stripe/requests/amount.ts';
import type { Resource } from '../../../../src/sandbox/stripe/requests/permissions.ts';
import { stateIn } from '../../../../src/sandbox/stripe/state.ts';
import { credentials, deliveryOf, startSimulator, stripeAt, usd } from './harness.ts';

/** Stripe over its simulator, for the kit. */
export const STRIPE: Subject = {
  name: 'Stripe',
  declares: stripeAt('http://127.0.0.1'),
  has: ['HTTP API', 'owner in answers', 'e-mail check', 'vouchers', 'slow refunds', 'restricted keys'],
  start,
};

type Simulated = Awaited<ReturnType<typeof startSimulator>>;

async function start(): Promise<Harness> {
  const { now, passTime } = createClock();
  const without: Resource[] = [];
  const simulated = await startSimulator({ without }, now);
  const { url, simulator, sent, requests, stop } = simulated;
  const at = (apiBase: string, timeoutMs: number) => createStripe({ apiBase, timeoutMs, now });
  const other = simulator.addAccount('http://127.0.0.1/webhook/other');
  const act = async (parentId: string, action: Parameters<typeof simulator.act>[1]) =>
    simulator.act(parentId, action, { amount: null });
  return {
    provider: at(url, AMPLE_MS),
    credentials,
    // A key doesn't show whose account it opens.
    holder: null,
    otherAccount: { access_token: other.secretKey, webhook_secrets: [other.webhookSecret] },
    wrongCredentials: { access_token: 'sk_test_another_key_ending_in_9x7z', webhook_secrets: [] },
    amount: usd(500_000),
    otherAmounts: [money(50_000, 'JPY'), money(50_000, 'ISK')],
    refusedAmount: { minor: 1_000, currency: toCurrency('KWD') as Money['currency'] },
    refusedEmail: 'buyer!club@example.com',
    missingParentId: 'pi_missing',
    missingProviderPaymentId: 'pi_missing',
    requests,
    effects: () => effectsOf(simulated),
    pageSize: 100,
    passTime,
    wire: { url, at, errorBody, withStatus, ofAnotherOwner },
    stop,
    settle: async (parentId, how) => simulator.settle(parentId, how),
    agreeToPay: async (parentId) => simulator.settle(parentId, 'succeed'),
    declineForMoney: async (parentId) => simulator.settle(parentId, 'fail', { decline: 'insufficient_funds' }),
    takeVoucher: async (parentId) => simulator.settle(parentId, 'voucher'),
    payPart: notPlayed,
    refundBehind: (parentId) => act(parentId, 'refund'),
    failRefund: (parentId) => act(parentId, 'refund_fails'),
    slowRefunds: simulated.slowRefunds,
    finishRefund: (parentId) => act(parentId, 'refund_succeeds'),
    dispute: (parentId, how) => act(parentId, how === 'open' ? 'dispute' : `dispute_${how}`),
    hideReversals: () => void without.push('refunds', 'disputes'),
    signatureHeader: 'stripe-signature',
    lastDelivery: () => arriving(sent, now()),
    forge: (delivery) => ({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) }),
    claimPaid: (delivery) => ({
      ...delivery,
      body: Buffer.from(delivery.body.toString().replaceAll('processing', 'succeeded')),
    }),
    signedWith: (webhook_secrets) => ({ ...credentials, webhook_secrets: [...webhook_secrets] }),
    webhookSecrets: credentials.webhook_secrets,
    withUrlKeys: notPlayed,
    agree: notPlayed,
    giveNoRefreshTokens: notPlayed,
  };
}

/** @throws Error when nothing was sent. */
function arriving(sent: Simulated['sent'], now: Date): Delivery {
  const webhook = sent.at(-1);
  if (webhook === undefined) throw new Error('nothing was sent');
  return deliveryOf(webhook.body, webhook.headers(now), now);
}

function effectsOf({ simulator, state }: Simulated): Effects {
  const { intents, refunds } = stateIn({ state });
  const moneyOf = (amount: number, currency: string) => inMoney(inMajorUnits(amount, currency), currency);
  return {
    parents: simulator.payables().map(({ id, reference, amount, currency }) => ({
      ...{ id, reference, amount: inMoney(amount, currency) },
    })),
    captures: Object.values(intents)
      .filter(({ amount_received }) => amount_received > 0)
      .map(({ amount_received, currency }) => moneyOf(amount_received, currency)),
    // What was held and let go moved nothing.
    refunds: Object.values(refunds)
      .filter(({ balance_transaction }) => balance_transaction !== null)
      .map(({ amount, currency }) => moneyOf(amount, currency)),
  };
}

function inMoney(decimal: string, currency: string): Money {
  return moneyFromDecimal(decimal, toCurrency(currency.toUpperCase()) as Money['currency']);
}

function errorBody(message: string): string {
  return JSON.stringify({ error: { type: 'invalid_request_error', message } });
}

function withStatus(body: string, word: string): string {
  return body.replaceAll('"status":"succeeded"', `"status":"${word}"`);
}

function ofAnotherOwner(body: string): string {
  return body.replaceAll('"livemode":false', '"livemode":true');
}
