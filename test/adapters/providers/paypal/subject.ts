import { createPayPal } from '../../../../src/adapters/providers/paypal/index.ts';
import type { PayPalCredentials } from '../../../../src/adapters/providers/paypal/settings.ts';
import { fromDecimals } from '../../../../src/adapters/providers/shared/decimals.ts';
import { type Money, money } from '../../../../src/domain/money/money.ts';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import { type Effects, type Harness, notPlayed, type Subject } from '../../../../src/provider-kit/harness.ts';
import { AMPLE_MS, completionOf } from '../../../../src/provider-kit/tools/builders.ts';
import { createClock } from '../../../../src/provider-kit/tools/clock.ts';
import { type Merchant, recordsIn } from '../../../../src/sandbox/paypal/records.ts';
import { arriving, MERCHANT, OTHER_MERCHANT, type Simulated, startSimulator } from './simulated.ts';

/** PayPal over its simulator, for the kit. */
export const PAYPAL: Subject = {
  name: 'PayPal',
  declares: createAt(() => new Date())('http://127.0.0.1', AMPLE_MS),
  has: ['HTTP API', 'preparing requests', 'slow refunds'],
  start,
};

export function credentialsOf({ clientId, clientSecret, webhookId }: Merchant): PayPalCredentials {
  return { client_id: clientId, client_secret: clientSecret, webhook_id: webhookId };
}

function createAt(now: () => Date) {
  return (apiBase: string, timeoutMs: number) => createPayPal({ apiBase, timeoutMs, now });
}

async function start(): Promise<Harness> {
  const { now, passTime } = createClock();
  const simulator = await startSimulator(now);
  const { url, settle, requests, stop } = simulator;
  const at = createAt(now);
  const credentials = credentialsOf(MERCHANT);
  const provider = at(url, AMPLE_MS);
  const act = async (parentId: string, action: Parameters<typeof simulator.act>[1]) =>
    simulator.act(parentId, action, { amount: null });
  /** The buyer approves, and the service takes the money, or tries to. */
  const taken = async (parentId: string, how: 'fail' | 'process', decline: string | null = null) => {
    settle(parentId, how, { decline });
    await provider.complete(credentials, completionOf(parentId));
  };
  return {
    provider,
    credentials,
    holder: null,
    otherAccount: credentialsOf(OTHER_MERCHANT),
    wrongCredentials: { ...credentials, client_secret: 'EKnotTheSecretOfThisApp' },
    amount: money(10_050, 'USD'),
    otherAmounts: [money(5_000, 'JPY'), money(500_000, 'HUF')],
    refusedAmount: money(1_050, 'HUF'),
    refusedEmail: '',
    missingParentId: '5O190127TN364715T',
    missingProviderPaymentId: '2GG279541U471931P',
    requests,
    effects: () => effectsOf(simulator),
    pageSize: 50,
    passTime,
    wire: { url, at, onlyPrepares, errorBody, withStatus, ofAnotherOwner: notPlayed },
    stop,
    settle: async (parentId, how) => (how === 'succeed' ? settle(parentId, how) : taken(parentId, how)),
    agreeToPay: async (parentId) => settle(parentId, 'succeed'),
    declineForMoney: (parentId) => taken(parentId, 'fail', '5120'),
    takeVoucher: notPlayed,
    payPart: notPlayed,
    refundBehind: (parentId) => act(parentId, 'refund'),
    failRefund: (parentId) => act(parentId, 'refund_fails'),
    slowRefunds: simulator.slowRefunds,
    finishRefund: (parentId) => act(parentId, 'refund_succeeds'),
    dispute: (parentId, how) => act(parentId, how === 'open' ? 'dispute' : `dispute_${how}`),
    // An order is shown with its refunds inside.
    hideReversals: notPlayed,
    signatureHeader: 'paypal-transmission-sig',
    lastDelivery: () => arriving(simulator.sent.at(-1) ?? missing(), now()),
    forge: withAnotherId,
    claimPaid: (delivery) => ({ ...delivery, body: completedIn(delivery.body) }),
    signedWith: notPlayed,
    webhookSecrets: [],
    withUrlKeys: notPlayed,
    agree: notPlayed,
    giveNoRefreshTokens: notPlayed,
  };
}

function effectsOf({ state }: Simulated): Effects {
  const { orders, captures, refunds } = recordsIn(state, '');
  const taken = Object.values(captures).filter(({ status }) => !['PENDING', 'DECLINED'].includes(status));
  return {
    parents: Object.values(orders).map(({ id, unit }) => ({
      ...{ id, reference: String(unit['custom_id']), amount: inMoney(unit.amount) },
    })),
    captures: taken.map(({ orderId }) => inMoney(orders[orderId]?.unit.amount ?? missing())),
    refunds: Object.values(refunds).map(({ amount }) => inMoney(amount)),
  };
}

function inMoney({ value, currency_code }: { readonly value: string; readonly currency_code: string }): Money {
  return fromDecimals(value, currency_code) ?? missing();
}

function onlyPrepares({ url }: { readonly url: string }): boolean {
  return url.startsWith('/v1/oauth2/token');
}

function withAnotherId(delivery: Delivery): Delivery {
  const body = Buffer.from(delivery.body)
    .toString()
    .replace(/"id":"[A-Z0-9]{17}"/, '"id":"5O190127TN364715T"');
  return { ...delivery, body: Buffer.from(body) };
}

function completedIn(body: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(body).toString().replaceAll('PENDING', 'COMPLETED'));
}

function errorBody(message: string): string {
  const details = [{ issue: message, description: message, value: message }];
  return JSON.stringify({ name: 'UNPROCESSABLE_ENTITY', message, debug_id: '1', details });
}

function withStatus(body: string, word: string): string {
  return body.replaceAll(/"status":"(?:COMPLETED|APPROVED)"/g, `"status":"${word}"`);
}

function missing(): never {
  throw new Error('there is no such thing at the simulator');
}
