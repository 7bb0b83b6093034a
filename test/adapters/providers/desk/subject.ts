import { createDesk } from '../../../../src/adapters/providers/desk/index.ts';
import { money } from '../../../../src/domain/money/money.ts';
import { notPlayed, type Subject } from '../../../../src/provider-kit/harness.ts';
import { createClock } from '../../../../src/provider-kit/tools/clock.ts';

/** There is nothing beside the adapter: no buyer, no seller and no bank does anything at an upstream. */
const NO_UPSTREAM = {
  requests: () => 0,
  effects: () => ({ parents: [], captures: [], refunds: [] }),
  pageSize: 1,
  wire: { url: '', at: notPlayed, errorBody: notPlayed, withStatus: notPlayed, ofAnotherOwner: notPlayed },
  stop: async () => undefined,
  settle: notPlayed,
  agreeToPay: notPlayed,
  declineForMoney: notPlayed,
  takeVoucher: notPlayed,
  payPart: notPlayed,
  refundBehind: notPlayed,
  failRefund: notPlayed,
  slowRefunds: notPlayed,
  finishRefund: notPlayed,
  dispute: notPlayed,
  hideReversals: notPlayed,
  signatureHeader: '',
  lastDelivery: notPlayed,
  forge: notPlayed,
  claimPaid: notPlayed,
  signedWith: notPlayed,
  webhookSecrets: [],
  withUrlKeys: notPlayed,
  agree: notPlayed,
  giveNoRefreshTokens: notPlayed,
};

/** The counter, for the kit. */
export const DESK: Subject = {
  name: 'the desk',
  declares: createDesk({ now: () => new Date() }),
  has: [],
  start: async () => {
    const { now, passTime } = createClock();
    return {
      ...NO_UPSTREAM,
      passTime,
      provider: createDesk({ now }),
      ...{ credentials: {}, otherAccount: {}, wrongCredentials: {}, holder: null },
      amount: money(500_000, 'JPY'),
      otherAmounts: [money(500_000, 'EUR'), money(500_000, 'KWD')],
      refusedAmount: money(0, 'JPY'),
      refusedEmail: '',
      missingParentId: 'no parent of the desk',
      missingProviderPaymentId: '00000000-0000-4000-8000-000000000000',
    };
  },
};
