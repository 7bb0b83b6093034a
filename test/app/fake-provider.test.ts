import { expect, test } from 'vitest';
import { aroundCalls } from '../../src/app/providers/provider-calls.ts';
import { money } from '../../src/domain/money/money.ts';
import type { Capabilities, Delivery } from '../../src/ports/payment-provider.ts';
import { ABILITY_NAMES, sidesOf } from '../conformance/payment-provider/capabilities.ts';
import { DAY_MS, type Harness } from '../conformance/payment-provider/harness.ts';
import { describeDeclared, describePaymentProvider } from '../conformance/payment-provider.ts';
import { SIGNATURE_HEADER } from './fake-deliveries.ts';
import { createFakeProvider, REFUSED_EMAIL, refusing } from './fake-provider.ts';
import { attemptIdOf } from './fake-reports.ts';

// The app is tested over a provider in memory: it has to keep the port's promises as the adapters do. It can also
// declare what no adapter leaves out, so that the other side of everything that can be declared is tested, too.

const SETTLED = { succeed: 'succeeded', fail: 'failed', process: 'processing' } as const;
const NOW = { now: () => new Date() };

/** A provider that declares this, and what is there of it before a test. */
function fake(connects: boolean, capabilities: Partial<Capabilities> = {}) {
  const options = { ...NOW, connects, capabilities, refusal: refusing('USD') };
  return { declares: createFakeProvider(options), start: async () => harnessOf(options) };
}

const EVERYTHING = fake(true);
const LITTLE = fake(false, {
  ...{ flows: ['client'], captureMethods: ['automatic'], refunds: false },
  ...{ splitsPurchases: false, repeatsAreSafeForMs: 0, searchLagMs: 0, disputes: 'immediate', failedIsFinal: true },
  ...{ completes: true, webhooks: 'asked' },
});
const THE_REST = fake(false, {
  ...{ flows: ['redirect'], captureMethods: ['manual'], refunds: false },
  splitsPurchases: false,
  redirectNeedsReturnUrl: true,
  searchLagMs: null,
  disputes: 'none',
});

describePaymentProvider('the provider in memory, able to do everything,', { ...EVERYTHING, at: null });
describePaymentProvider('the provider in memory, able to do little,', { ...LITTLE, at: null });
describePaymentProvider('the provider in memory, called as the app calls it,', {
  ...asTheAppCalls(EVERYTHING),
  at: null,
});
describeDeclared('the provider in memory, able to do what that one isn’t,', THE_REST);

test.each(ABILITY_NAMES)('%s is tested both of a provider that declares it and of one that does not', (name) => {
  const sides = [EVERYTHING, LITTLE, THE_REST].map(({ declares }) => sidesOf(declares).get(name));

  expect(sides).toEqual(expect.arrayContaining(['declared', 'not declared']));
});

/** With something around each call, which may lose nothing of it. */
function asTheAppCalls({ declares, start }: typeof EVERYTHING): typeof EVERYTHING {
  const wrap = (harness: Harness) => ({ ...harness, provider: aroundCalls(harness.provider, ({ ask }) => ask()) });
  return { declares, start: async () => wrap(await start()) };
}

function harnessOf(options: Parameters<typeof createFakeProvider>[0]): Harness {
  const provider = createFakeProvider(options);
  const credentials = { accessToken: 'holder-1:a-token', webhookSecrets: ['a-secret-of-the-first-holder'] };
  const wrongCredentials = { ...credentials, accessToken: 'holder-1:another-9x7z' };
  provider.revoke(wrongCredentials);
  const sent: Delivery[] = [];
  const notify = (parentId: string) => void sent.push(provider.signed(provider.reported(parentId), credentials));
  const amount = money(500_000, 'JPY');
  return {
    provider,
    credentials,
    holder: 'holder-1',
    otherAccount: { accessToken: 'holder-2:a-token', webhookSecrets: ['a-secret-of-the-second-holder'] },
    wrongCredentials,
    amount,
    refusedAmount: money(1_000, 'USD'),
    refusedEmail: REFUSED_EMAIL,
    missingParentId: 'parent-missing',
    missingProviderPaymentId: attemptIdOf('parent-missing'),
    signatureHeader: SIGNATURE_HEADER,
    async settle(parentId, how) {
      if (provider.statusOf(parentId) === 'cancelled') throw new Error('it can’t be paid any more');
      const isHeld = how === 'succeed' && provider.requestOf(parentId).captureMethod === 'manual';
      provider.settle(parentId, isHeld ? 'processing' : SETTLED[how]);
      notify(parentId);
    },
    async agreeToPay(parentId) {
      if (!provider.capabilities.completes) return this.settle(parentId, 'succeed');
      if (provider.statusOf(parentId) === 'cancelled') throw new Error('it can’t be paid any more');
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
    payPart: provider.capabilities.splitsPurchases
      ? async (parentId, part, how) => {
          provider.pay(parentId, part, SETTLED[how]);
          notify(parentId);
        }
      : null,
    async refundBehind(parentId) {
      provider.refundBehind(parentId, amount);
      notify(parentId);
    },
    hideReversals: () => provider.hideReversals(),
    async failRefund(parentId) {
      provider.settleRefund(provider.refundsOf(parentId).at(-1)?.id ?? '', 'failed');
      notify(parentId);
    },
    slowRefunds: provider.slowRefunds,
    async finishRefund(parentId) {
      provider.settleRefund(provider.refundsOf(parentId).at(-1)?.id ?? '', 'succeeded');
      notify(parentId);
    },
    async dispute(parentId, how) {
      provider.dispute(parentId, { status: how });
      notify(parentId);
    },
    lastDelivery: () => sent.at(-1) ?? nothing(),
    forge: (delivery) => ({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) }),
    requests: provider.requests,
    agree: async (consentUrl) => provider.agree(consentUrl, 'holder-1').code,
    giveNoRefreshTokens: () => provider.giveRefreshTokens(false),
    stop: async () => undefined,
  };
}

function nothing(): never {
  throw new Error('nothing was sent');
}
