import { isOpen } from '../domain/fact.ts';
import { askProvider } from './ask-provider.ts';
import { finishingPending } from './finish-pending.ts';
import { sendCapture } from './send-capture.ts';

/** A capture that its provider has not answered for. It ends with its payment, which may have ended by now. */
export const pendingCaptures = finishingPending(
  (store, id) => store.findCapture(id),
  async (sending, capture) => {
    const payment = await askProvider(sending.context, sending.payment, sending.cause);
    if (isOpen(payment.status)) await sendCapture({ ...sending, payment }, capture);
  },
);
