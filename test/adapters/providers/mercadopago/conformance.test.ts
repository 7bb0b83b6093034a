import { createMercadoPago } from '../../../../src/adapters/providers/mercadopago/index.ts';
import { money, moneyToDecimal } from '../../../../src/domain/money/money.ts';
import type { Delivery, PaymentProvider } from '../../../../src/ports/payment-provider.ts';
import { AMPLE_MS, type Harness } from '../../../conformance/payment-provider/harness.ts';
import { describePaymentProvider } from '../../../conformance/payment-provider.ts';
import { APPLICATION, arriving, OTHER_SELLER, SELLER, startSimulator } from './simulated.ts';

const credentials = { accessToken: SELLER.accessToken, webhookSecrets: [SELLER.webhookSecret] };

describePaymentProvider('Mercado Pago', { declares: at('http://127.0.0.1', AMPLE_MS), start, at });

function at(apiBase: string, timeoutMs: number): PaymentProvider {
  return createMercadoPago({ apiBase, application: APPLICATION, timeoutMs, now: () => new Date() });
}

async function start(): Promise<Harness> {
  // As careless as the real one may be.
  const simulator = await startSimulator({ honoursKeys: false, application: APPLICATION });
  return {
    provider: at(simulator.url, AMPLE_MS),
    credentials,
    holder: SELLER.userId,
    otherAccount: { accessToken: OTHER_SELLER.accessToken, webhookSecrets: [OTHER_SELLER.webhookSecret] },
    wrongCredentials: { ...credentials, accessToken: SELLER.accessToken.replace('54b0', '55b1') },
    amount: money(500_050, 'ARS'),
    refusedAmount: money(1_000, 'JPY'),
    refusedEmail: null,
    missingParentId: `${SELLER.userId}-a2201f8d-11cb-443f-adf6-de5a42eed67d`,
    missingProviderPaymentId: '143845427999',
    signatureHeader: 'x-signature',
    declineForMoney: async (parentId) =>
      simulator.settle(parentId, 'fail', { decline: 'cc_rejected_insufficient_amount' }),
    takeVoucher: async (parentId) => simulator.settle(parentId, 'voucher'),
    settle: async (parentId, how) => simulator.settle(parentId, how),
    agreeToPay: async (parentId) => simulator.settle(parentId, 'succeed'),
    payPart: async (parentId, amount, how) => simulator.settle(parentId, how, { amount: moneyToDecimal(amount) }),
    dispute: async (parentId, how) =>
      simulator.act(parentId, how === 'open' ? 'dispute' : `dispute_${how}`, { amount: null }),
    refundBehind: async (parentId) => simulator.act(parentId, 'refund', { amount: null }),
    slowRefunds: simulator.slowRefunds,
    finishRefund: async (parentId) => simulator.act(parentId, 'refund_succeeds', { amount: null }),
    // A payment is shown with its refunds inside.
    hideReversals: null,
    failRefund: async (parentId) => simulator.act(parentId, 'refund_fails', { amount: null }),
    lastDelivery: () => arriving(simulator.sent.at(-1) ?? missing()),
    forge: withAnotherId,
    requests: simulator.requests,
    agree: codeFrom,
    giveNoRefreshTokens: simulator.giveNoRefreshTokens,
    stop: simulator.stop,
  };
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

function missing(): never {
  throw new Error('nothing was sent');
}
