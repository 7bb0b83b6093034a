import type { CheckEnd } from '../../ports/store/checks.ts';
import type { Store } from '../../ports/store/store.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import { leaseEnd } from '../keep-trying.ts';
import { accessById } from '../providers/access.ts';
import { recordAnomaly } from '../recording/record-facts.ts';
import { sendCapture } from './send-capture.ts';
import { learnRefunds, sendRefund } from './send-refund.ts';
import type { Sending } from './sending.ts';

/** A refund or a capture: committed before its provider is called, and pending until the provider has answered. */
type Pending = { readonly id: string; readonly paymentId: string; readonly status: string };

/**
 * How the schedule finishes refunds and captures, so that no caller has to retry. `find` reads the row, and `finish` calls the
 * provider while it is pending; it may throw what a provider's failure becomes.
 */
function pendingCheck<Item extends Pending>(
  find: (store: Store, id: string) => Promise<Item | null>,
  finish: (sending: Sending, item: Item) => Promise<unknown>,
) {
  return {
    async run(context: Context, id: string): Promise<CheckEnd> {
      const item = await find(context.store, id);
      const payment = item && (await context.store.findPayment(item.paymentId));
      if (item?.status !== 'pending' || payment === null) return 'done';
      const access = await accessById(context, payment.accountId);
      await finish({ context, access, payment, cause: SCHEDULE, untilMs: leaseEnd(context) }, item);
      const present = await find(context.store, id);
      return present?.status === 'pending' ? 'again' : 'done';
    },

    /** An operator has to find out whether the money has moved. */
    async giveUp(context: Context, id: string): Promise<void> {
      const item = await find(context.store, id);
      if (item?.status !== 'pending') return;
      await recordAnomaly(context, item.paymentId, { kind: 'outcome_unknown', subject: id, detail: {} });
    },
  };
}

/** A capture that its provider has not answered for. */
export const pendingCaptures = pendingCheck(
  (store, id) => store.findCapture(id),
  async (sending, capture) => {
    const { purchases, settings } = sending.context;
    return sendCapture(sending, await purchases.leaseCapture(capture.id, settings.leaseMs));
  },
);

/** A refund that its provider has not answered for, or has not decided. It reserves its part of the money. */
export const pendingRefunds = pendingCheck(
  (store, id) => store.findRefund(id),
  async (sending, refund) => {
    if (refund.providerRefundId !== null) return learnRefunds(sending, refund);
    const { purchases, settings } = sending.context;
    return sendRefund(sending, await purchases.leaseRefund(refund.id, settings.leaseMs));
  },
);
