import type { Purchase } from '../../domain/purchase/purchase.ts';
import type { Deliveries, DeliveryRecord, KeptDelivery } from '../../ports/store/deliveries.ts';
import { rememberChecks } from './checks.ts';
import type { AtOnce } from './reading/methods.ts';
import { type DeliveryRow, keyOf, type Tables } from './tables.ts';

type Named = Pick<DeliveryRecord, 'accountId' | 'key'>;

/** Raw deliveries that led to no payment; those that did are kept with what they led to (`commitPurchase`). */
export function createDeliveries(tables: Tables, now: () => Date): AtOnce<Deliveries> {
  return {
    keepDelivery(record, state) {
      const known = deliveryIn(tables, record);
      if (known !== undefined && known.state !== 'waiting') return;
      keep(tables, known ?? { record, state, recordedAt: now(), paymentId: null }, { state });
      const reminder = { kind: 'delivery', subject: `${record.accountId}/${record.key}`, by: null } as const;
      if (state === 'waiting') rememberChecks(tables, now(), [reminder]);
    },

    findDelivery(accountId, key) {
      const row = deliveryIn(tables, { accountId, key });
      return row === undefined ? null : { record: row.record, state: row.state };
    },
  };
}

export function deliveryIn({ deliveries }: Tables, { accountId, key }: Named): DeliveryRow | undefined {
  return deliveries.get(keyOf(accountId, key));
}

/** With what it led to. One that waited, or was ignored, keeps what it came with. */
export function keepProcessed(tables: Tables, record: DeliveryRecord, { now, payment }: Purchase): void {
  const known = deliveryIn(tables, record) ?? { record, recordedAt: now, state: 'processed', paymentId: null };
  keep(tables, known, { state: 'processed', paymentId: payment?.id ?? null });
}

type Change = { readonly state: KeptDelivery['state']; readonly paymentId?: string | null };

function keep({ deliveries }: Tables, row: DeliveryRow, change: Change): void {
  const { accountId, key } = row.record;
  deliveries.set(keyOf(accountId, key), { ...row, ...change });
}
