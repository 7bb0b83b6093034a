import type { CheckEnd } from '../ports/checks.ts';
import type { Store } from '../ports/store.ts';
import { accessById } from './access.ts';
import type { Context } from './context.ts';
import { recordAnomaly } from './record-anomaly.ts';
import { SCHEDULE } from './schedule.ts';
import type { Sending } from './sending.ts';

/** What was committed before its provider was called, and ends when the provider has said how it ended. */
type Asked = { readonly id: string; readonly paymentId: string; readonly status: string };

/**
 * How the schedule finishes such things: whoever asked for one need not ask again. `find` knows how it is now, and
 * `finish` what is to be asked of the provider while it is pending; it may throw what a provider's failure becomes.
 */
export function finishingPending<Thing extends Asked>(
  find: (store: Store, id: string) => Promise<Thing | null>,
  finish: (sending: Sending, thing: Thing) => Promise<unknown>,
) {
  return {
    async look(context: Context, id: string): Promise<CheckEnd> {
      const thing = await find(context.store, id);
      const payment = thing && (await context.store.findPayment(thing.paymentId));
      if (thing?.status !== 'pending' || payment === null) return 'done';
      const access = await accessById(context, payment.accountId);
      await finish({ context, access, payment, cause: SCHEDULE }, thing);
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
