import {
  createClock,
  fromDecimals,
  type Harness,
  type Money,
  money,
  notPlayed,
  type Subject,
} from 'fitstack-payments/provider-kit';
import { createAcmePay } from '../index.ts';
import { PAGE_SIZE, startUpstream } from './upstream.ts';
import { SIGNATURE_HEADER } from './wire.ts';

const SHOP = {
  key: 'key_shop1_a_key_that_only_the_upstream_knows',
  owner: 'shop1',
  secret: 'a-secret-of-the-first-shop',
};
const OTHER = {
  key: 'key_shop2_a_key_that_only_the_upstream_knows',
  owner: 'shop2',
  secret: 'a-secret-of-another-shop',
};
const STATUS = { succeed: 'paid', fail: 'failed', process: 'in_progress' } as const;

const credentialsOf = ({ key, secret }: typeof SHOP) => ({ api_key: key, webhook_secrets: [secret] });

/** Acme Pay over its upstream, for the kit. */
export const ACME_PAY: Subject = {
  name: 'Acme Pay',
  declares: createAcmePay({ apiBase: 'http://127.0.0.1', timeoutMs: 1_000 }),
  has: ['HTTP API', 'owner in answers', 'slow refunds', 'notification URL'],
  start,
};

async function start(): Promise<Harness> {
  const { now, passTime } = createClock();
  const upstream = await startUpstream([SHOP, OTHER], now);
  const at = (apiBase: string, timeoutMs: number) => createAcmePay({ apiBase, timeoutMs });
  return {
    provider: at(upstream.url, 60_000),
    credentials: credentialsOf(SHOP),
    holder: SHOP.owner,
    otherAccount: credentialsOf(OTHER),
    wrongCredentials: credentialsOf({ ...SHOP, key: 'key_shop1_another_key_ending_in_9x7z' }),
    amount: money(500_000, 'USD'),
    otherAmounts: [money(500_000, 'JPY')],
    refusedAmount: money(1_000, 'KWD'),
    refusedEmail: '',
    ...{ missingParentId: 'pay_missing', missingProviderPaymentId: 'pay_missing' },
    requests: upstream.requests,
    effects: () => effectsOf(upstream),
    pageSize: PAGE_SIZE,
    passTime,
    wire: { url: upstream.url, at, errorBody, withStatus, ofAnotherOwner },
    stop: upstream.stop,
    settle: async (id, how) => upstream.pay(id, STATUS[how]),
    agreeToPay: async (id) => upstream.pay(id, 'paid'),
    declineForMoney: async (id) => upstream.pay(id, 'failed', 'no_funds'),
    ...{ takeVoucher: notPlayed, payPart: notPlayed },
    refundBehind: async (id) => void upstream.refundAll(id),
    failRefund: async (id) => upstream.settleRefund(id, 'returned'),
    slowRefunds: upstream.slowRefunds,
    finishRefund: async (id) => upstream.settleRefund(id, 'sent'),
    ...{ dispute: notPlayed, hideReversals: notPlayed },
    signatureHeader: SIGNATURE_HEADER,
    lastDelivery: upstream.delivery,
    forge: (delivery) => ({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) }),
    claimPaid: (delivery) => ({ ...delivery, body: Buffer.from('{"event":"1","payment":"pay_1","status":"paid"}') }),
    signedWith: (webhook_secrets) => ({ ...credentialsOf(SHOP), webhook_secrets }),
    webhookSecrets: [SHOP.secret],
    ...{ withUrlKeys: notPlayed, agree: notPlayed, giveNoRefreshTokens: notPlayed },
  };
}

function effectsOf({ payments }: Awaited<ReturnType<typeof startUpstream>>) {
  const moneyOf = (amount: string, currency: string) => fromDecimals(amount, currency) as Money;
  return {
    parents: payments().map(({ id, reference, amount, currency, webhookUrl: notificationUrl }) => ({
      ...{ id, reference, notificationUrl, amount: moneyOf(amount, currency) },
    })),
    captures: payments()
      .filter(({ status }) => status === 'paid')
      .map(({ amount, currency }) => moneyOf(amount, currency)),
    refunds: payments().flatMap(({ currency, refunds }) => refunds.map(({ amount }) => moneyOf(amount, currency))),
  };
}

const errorBody = (text: string) => JSON.stringify({ error: text });
const withStatus = (body: string, word: string) => body.replaceAll('"status":"paid"', `"status":"${word}"`);
const ofAnotherOwner = (body: string) => body.replaceAll(`"owner":"${SHOP.owner}"`, `"owner":"${OTHER.owner}"`);
