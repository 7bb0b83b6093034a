import { finishingPending } from './finish-pending.ts';
import { learnRefunds, sendRefund } from './send-refund.ts';

/** A refund that its provider has not answered for, or that takes its time there. It holds its part of the money. */
export const pendingRefunds = finishingPending(
  (store, id) => store.findRefund(id),
  async (sending, refund) => {
    if (refund.providerRefundId !== null) return learnRefunds(sending, refund);
    const { store, settings } = sending.context;
    return sendRefund(sending, await store.claimRefund(refund.id, settings.leaseMs));
  },
);
