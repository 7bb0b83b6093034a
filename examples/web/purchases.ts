import { EventEmitter } from 'node:events';
import type { PaymentsEvent, Schemas } from '../../clients/typescript/src/index.ts';

export type Status = Schemas['Payment']['status'];

/** What a buyer has begun to buy here. */
export type Purchase = { readonly id: string; readonly what: 'order' | 'pass'; readonly email: string };

type Known = { readonly purchase: Purchase; readonly status: Status; readonly sequence: number };

export type Purchases = ReturnType<typeof createPurchases>;

/** What is known of each purchase, by its payment. In memory: a shop of your own keeps it in its database. */
export function createPurchases() {
  const byPayment = new Map<string, Known>();
  const changes = new EventEmitter().setMaxListeners(0);

  return {
    begin(paymentId: string, purchase: Purchase): void {
      if (!byPayment.has(paymentId)) byPayment.set(paymentId, { purchase, status: 'pending', sequence: 0 });
    },

    find: (paymentId: string) => byPayment.get(paymentId),

    /**
     * Events come at least once, and sometimes in another order: `sequence` says which of a payment's is newer. Those of other
     * client apps' payments come, too, and those of purchases that a restart of this shop forgot.
     */
    hear({ data }: PaymentsEvent): void {
      if (!('sequence' in data)) return;
      const { id, status } = data.payment;
      const known = byPayment.get(id);
      if (known !== undefined && data.sequence <= known.sequence) return;
      if (known !== undefined) byPayment.set(id, { ...known, status, sequence: data.sequence });
      changes.emit(id);
    },

    /** Calls at each change of this payment; returns what ends it. */
    watch(paymentId: string, changed: () => void): () => void {
      changes.on(paymentId, changed);
      return () => changes.off(paymentId, changed);
    },
  };
}
