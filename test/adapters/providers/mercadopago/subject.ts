import { createMercadoPago } from '../../../../src/adapters/providers/mercadopago/index.ts';
import { toCurrency } from '../../../../src/domain/money/currency.ts';
import { type Money, money, moneyFromDecimal, moneyToDecimal } from '../../../../src/domain/money/money.ts';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import { type Effects, type Harness, notPlayed, type Subject } from '../../../../src/provider-kit/harness.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';
import { createClock } from '../../../../src/provider-kit/tools/clock.ts';
import { recordsIn } from '../../../../src/sandbox/mercadopago/records.ts';
import { currencyOf, decimalOf, shareOf } from '../../../../src/sandbox/mercadopago/show.ts';
import { APPLICATION, arriving, OTHER_SELLER, SELLER, startSimulator } from './simulated.ts';

const credentials = { access_token: SELLER.accessToken, webhook_secrets: [SELLER.webhookSecret] };

/** Mercado Pago over its simulator, for the kit. */
export const MERCADO_PAGO: Subject = {
  name: 'Mercado Pago',
  declares: createAt(() => new Date())('http://127.0.0.1', AMPLE_MS),
  has: ['HTTP API', 'owner in answers', 'vouchers', 'slow refunds', 'notification URL'],
  start,
};

type Simulated = Awaited<ReturnType<typeof startSimulator>>;

function createAt(now: () => Date) {
  return (apiBase: string, timeoutMs: number) =>
    createMercadoPago({ apiBase, application: APPLICATION, timeoutMs, now });
}

async function start(): Promise<Harness> {
  const { now, passTime } = createClock();
  // As careless as the real one may be.
  const simulator = await startSimulator({ honoursKeys: false, application: APPLICATION, now });
  const { url, settle, requests, stop } = simulator;
  const at = createAt(now);
  const act = async (parentId: string, action: Parameters<typeof simulator.act>[1]) =>
    simulator.act(parentId, action, { amount: null });
  return {
    provider: at(url, AMPLE_MS),
    credentials,
    holder: SELLER.userId,
    otherAccount: { access_token: OTHER_SELLER.accessToken, webhook_secrets: [OTHER_SELLER.webhookSecret] },
    wrongCredentials: { ...credentials, access_token: SELLER.accessToken.replace('54b0', '55b1') },
    amount: money(500_050, 'ARS'),
    otherAmounts: [money(5_000, 'CLP'), money(500_000, 'COP')],
    refusedAmount: money(1_000, 'JPY'),
    refusedEmail: '',
    missingParentId: `${SELLER.userId}-a2201f8d-11cb-443f-adf6-de5a42eed67d`,
    missingProviderPaymentId: '143845427999',
    requests,
    effects: () => effectsOf(simulator),
    pageSize: 30,
    passTime,
    wire: { url, at, errorBody, withStatus, ofAnotherOwner },
    stop,
    settle: async (parentId, how) => settle(parentId, how),
    agreeToPay: async (parentId) => settle(parentId, 'succeed'),
    declineForMoney: async (parentId) => settle(parentId, 'fail', { decline: 'cc_rejected_insufficient_amount' }),
    takeVoucher: async (parentId) => settle(parentId, 'voucher'),
    payPart: async (parentId, amount, how) => settle(parentId, how, { amount: moneyToDecimal(amount) }),
    refundBehind: (parentId) => act(parentId, 'refund'),
    failRefund: (parentId) => act(parentId, 'refund_fails'),
    slowRefunds: simulator.slowRefunds,
    finishRefund: (parentId) => act(parentId, 'refund_succeeds'),
    dispute: (parentId, how) => act(parentId, how === 'open' ? 'dispute' : `dispute_${how}`),
    // A payment is shown with its refunds inside.
    hideReversals: notPlayed,
    signatureHeader: 'x-signature',
    lastDelivery: () => arriving(simulator.sent.at(-1) ?? missing(), now()),
    forge: withAnotherId,
    claimPaid: (delivery) => ({ ...delivery, body: approvedIn(delivery.body) }),
    signedWith: (webhook_secrets) => ({ ...credentials, webhook_secrets: [...webhook_secrets] }),
    webhookSecrets: credentials.webhook_secrets,
    withUrlKeys: notPlayed,
    agree: codeFrom,
    giveNoRefreshTokens: simulator.giveNoRefreshTokens,
  };
}

function effectsOf({ payables, state }: Simulated): Effects {
  const { payments, preferences, refunds } = recordsIn(state);
  const paid = Object.values(payments).filter(({ status }) =>
    ['approved', 'refunded', 'charged_back'].includes(status),
  );
  const moneyOf = (payment: (typeof paid)[number], hundredths: bigint) => {
    const preference = preferences[payment.preferenceId] ?? missing();
    return inMoney(decimalOf(hundredths), currencyOf(preference));
  };
  return {
    parents: payables().map(({ id, reference, amount, currency }) => ({
      ...{ id, reference, amount: inMoney(amount, currency) },
      notificationUrl: String(preferences[id]?.body['notification_url']),
    })),
    captures: paid.map((payment) => moneyOf(payment, shareOf(payment, preferences[payment.preferenceId] ?? missing()))),
    refunds: Object.values(refunds).map(({ paymentId, hundredths }) =>
      moneyOf(payments[String(paymentId)] ?? missing(), BigInt(hundredths)),
    ),
  };
}

function inMoney(decimal: string, currency: string): Money {
  return moneyFromDecimal(decimal, toCurrency(currency) as Money['currency']);
}

/** A seller presses the button, and is sent back. */
async function codeFrom(consentUrl: string): Promise<string> {
  const answer = await fetch(`${consentUrl}&answer=agree`, { method: 'POST', redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

function withAnotherId(delivery: Delivery): Delivery {
  const query = delivery.query.map(([name, value]) => [name, name === 'data.id' ? '123456' : value] as const);
  return { ...delivery, query };
}

/** The body is not signed. */
function approvedIn(body: Uint8Array): Uint8Array {
  const hint = JSON.parse(Buffer.from(body).toString());
  const claim = { status: 'approved', status_detail: 'accredited' };
  return Buffer.from(JSON.stringify({ ...hint, ...claim, data: { ...hint.data, ...claim } }));
}

function errorBody(message: string): string {
  return JSON.stringify({ error: 'bad_request', message, status: 400, cause: [{ code: 1, description: message }] });
}

function withStatus(body: string, word: string): string {
  return body.replaceAll('"status":"approved"', `"status":"${word}"`);
}

function ofAnotherOwner(body: string): string {
  return body.replaceAll(`"collector_id":${SELLER.userId}`, `"collector_id":${OTHER_SELLER.userId}`);
}

function missing(): never {
  throw new Error('there is no such thing at the simulator');
}
