import { money } from '../../src/domain/money/money.ts';
import type { Capabilities } from '../../src/ports/payment-provider/capabilities.ts';
import type { Delivery } from '../../src/ports/payment-provider/deliveries.ts';
import type { Trait } from '../../src/provider-kit/abilities.ts';
import { type Effects, type Harness, notPlayed, type Subject } from '../../src/provider-kit/harness.ts';
import { DAY_MS } from '../../src/provider-kit/tools/builders.ts';
import { createClock } from '../../src/provider-kit/tools/clock.ts';
import { SIGNATURE_HEADER } from './fake-deliveries.ts';
import { createFakeProvider, type FakeProvider, REFUSED_EMAIL, refusing } from './fake-provider.ts';
import { attemptIdOf } from './fake-reports.ts';

const SETTLED = { succeed: 'succeeded', fail: 'failed', process: 'processing' } as const;

const IN_MEMORY: readonly Trait[] = ['e-mail check', 'vouchers', 'slow refunds', 'restricted keys', 'notification URL'];

/** A provider in memory that declares this, for the kit. */
export function fakeSubject(name: string, connects: boolean, capabilities: Partial<Capabilities> = {}): Subject {
  const options = { connects, capabilities, refusal: refusing('USD') };
  return {
    name,
    declares: createFakeProvider({ ...options, now: () => new Date() }),
    has: IN_MEMORY,
    start: async () => {
      const { now, passTime } = createClock();
      return harnessOf(createFakeProvider({ ...options, now }), passTime);
    },
  };
}

function harnessOf(provider: FakeProvider, passTime: Harness['passTime']): Harness {
  const credentials = { access_token: 'holder-1:a-token', webhook_secrets: ['a-secret-of-the-first-holder'] };
  const wrongCredentials = { ...credentials, access_token: 'holder-1:another-9x7z' };
  provider.revoke(wrongCredentials);
  const sent: Delivery[] = [];
  const notify = (parentId: string) => void sent.push(provider.signed(provider.reported(parentId), credentials));
  const payable = (parentId: string) => {
    if (provider.statusOf(parentId) === 'cancelled') throw new Error('it can’t be paid any more');
  };
  const lastRefund = (parentId: string) => provider.refundsOf(parentId).at(-1)?.id ?? '';
  return {
    provider,
    credentials,
    holder: 'holder-1',
    otherAccount: { access_token: 'holder-2:a-token', webhook_secrets: ['a-secret-of-the-second-holder'] },
    wrongCredentials,
    amount: money(500_000, 'JPY'),
    otherAmounts: [money(500_000, 'EUR'), money(500_000, 'KWD')],
    refusedAmount: money(1_000, 'USD'),
    refusedEmail: REFUSED_EMAIL,
    missingParentId: 'parent-missing',
    missingProviderPaymentId: attemptIdOf('parent-missing'),
    requests: provider.requests,
    effects: () => effectsOf(provider),
    pageSize: 30,
    passTime,
    wire: { url: '', at: notPlayed, errorBody: notPlayed, withStatus: notPlayed, ofAnotherOwner: notPlayed },
    stop: async () => undefined,
    async settle(parentId, how) {
      payable(parentId);
      const isHeld = how === 'succeed' && provider.requestOf(parentId).captureMethod === 'manual';
      provider.settle(parentId, isHeld ? 'processing' : SETTLED[how]);
      notify(parentId);
    },
    async agreeToPay(parentId) {
      payable(parentId);
      provider.agreeToPay(parentId);
      notify(parentId);
    },
    async declineForMoney(parentId) {
      provider.settle(parentId, 'failed');
      notify(parentId);
    },
    async takeVoucher(parentId) {
      provider.handVoucher(parentId, new Date(Date.now() + 3 * DAY_MS));
      notify(parentId);
    },
    async payPart(parentId, part, how) {
      provider.pay(parentId, part, SETTLED[how]);
      notify(parentId);
    },
    async refundBehind(parentId) {
      provider.refundBehind(parentId, provider.requestOf(parentId).amount);
      notify(parentId);
    },
    async failRefund(parentId) {
      provider.settleRefund(lastRefund(parentId), 'failed');
      notify(parentId);
    },
    slowRefunds: provider.slowRefunds,
    async finishRefund(parentId) {
      provider.settleRefund(lastRefund(parentId), 'succeeded');
      notify(parentId);
    },
    async dispute(parentId, how) {
      provider.dispute(parentId, { status: how });
      notify(parentId);
    },
    hideReversals: () => provider.hideReversals(),
    signatureHeader: SIGNATURE_HEADER,
    lastDelivery: provider.capabilities.webhooks === 'none' ? notPlayed : () => sent.at(-1) ?? nothing(),
    forge: (delivery) => ({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) }),
    claimPaid(delivery) {
      const { parentId = '', ...hint } = JSON.parse(Buffer.from(delivery.body).toString());
      const { reference, amount } = provider.requestOf(parentId);
      const claim = provider.claimed({ reference, parentId, status: 'succeeded', at: new Date(), amount }, hint.id);
      return { ...delivery, body: Buffer.from(JSON.stringify(claim)) };
    },
    signedWith: (webhook_secrets) => ({ ...credentials, webhook_secrets: [...webhook_secrets] }),
    webhookSecrets: credentials.webhook_secrets,
    withUrlKeys: notPlayed,
    agree: async (consentUrl) => provider.agree(consentUrl, 'holder-1').code,
    giveNoRefreshTokens: () => provider.giveRefreshTokens(false),
  };
}

function effectsOf(provider: FakeProvider): Effects {
  const { parents, refunds } = provider.books();
  return {
    parents: parents.map(({ id, request: { reference, amount, notificationUrl } }) => ({
      ...{ id, reference, amount, notificationUrl },
    })),
    captures: parents
      .filter(({ status }) => status === 'succeeded')
      .map(({ captured, request: { amount } }) => ({ ...amount, minor: captured ?? amount.minor })),
    refunds: refunds.map(({ amount }) => amount),
  };
}

function nothing(): never {
  throw new Error('nothing was sent');
}
