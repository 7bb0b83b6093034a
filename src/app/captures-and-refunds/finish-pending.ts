import type { CheckEnd } from '../../ports/checks.ts';
import type { Store } from '../../ports/store.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import { leaseEnd } from '../keep-trying.ts';
import { accessById } from '../providers/access.ts';
import { recordAnomaly } from '../recording/record-facts.ts';
import { sendCapture } from './send-capture.ts';
import { learnRefunds, sendRefund } from './send-refund.ts';
import type { Sending } from './sending.ts';

/** What was committed before its provider was called, and ends when the provider has said how it ended. */
type Asked = { readonly id: string; readonly paymentId: string; readonly status: string };

/**
 * How the schedule finishes such things: whoever asked for one need not ask again. `find` knows how it is now, and
 * `finish` what is to be asked of the provider while it is pending; it may throw what a provider's failure becomes.
 */
function finishingPending<Thing extends Asked>(
  find: (store: Store, id: string) => Promise<Thing | null>,
  finish: (sending: Sending, thing: Thing) => Promise<unknown>,
) {
  return {
    async look(context: Context, id: string): Promise<CheckEnd> {
      const thing = await find(context.store, id);
      const payment = thing && (await context.store.findPayment(thing.paymentId));
      if (thing?.status !== 'pending' || payment === null) return 'done';
      const access = await accessById(context, payment.accountId);
      await finish({ context, access, payment, cause: SCHEDULE, untilMs: leaseEnd(context) }, thing);
      const present = await find(context.store, id);
      return present?.status === 'pending' ? 'again' : 'done';
    },

    /** Whether the money has moved is for an operator to find out. */
    async giveUp(context: Context, id: string): Promise<void> {
      const thing = await find(context.store, id);
      if (thing?.status !== 'pending') return;
      await recordAnomaly(context, thing.paymentId, { kind: 'outcome_unknown', subject: id, detail: {} });
    },
  };
}

/** A capture that its provider has not answered for. */
export const pendingCaptures = finishingPending(
  (store, id) => store.findCapture(id),
  async (sending, capture) => {
    const { purchases, settings } = sending.context;
    return sendCapture(sending, await purchases.claimCapture(capture.id, settings.leaseMs));
  },
);

/** A refund that its provider has not answered for, or that takes its time there. It holds its part of the money. */
export const pendingRefunds = finishingPending(
  (store, id) => store.findRefund(id),
  async (sending, refund) => {
    if (refund.providerRefundId !== null) return learnRefunds(sending, refund);
    const { purchases, settings } = sending.context;
    return sendRefund(sending, await purchases.claimRefund(refund.id, settings.leaseMs));
  },
);
