import type { Changes } from '../../domain/purchase/decision.ts';
import type { Purchase, PurchasePayment } from '../../domain/purchase/purchase.ts';
import type { Beside, Committed, Loading, PurchaseRef, Purchases } from '../../ports/store/purchases.ts';
import { forgetChecks, type Ids, rememberChecks } from './checks.ts';
import { deliveryIn, keepProcessed } from './deliveries.ts';
import { keepEvent } from './events.ts';
import { isTaken, keepKeys, ownersOf, paymentOfKey } from './keys.ts';
import { sorted } from './order.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import type { OrderRow, PaymentLists, PaymentRow, Tables } from './tables.ts';

const NO_LISTS: PaymentLists = { attempts: [], refunds: [], captures: [], disputes: [], anomalies: [] };

/** Purchases, by compare-and-swap. */
export function createPurchases(tables: Tables, { now, newId }: Ids): AtOnce<Purchases> {
  return {
    loadPurchase: ({ kind, id }, loading) => load(tables, now(), { kind, id: id.toLowerCase() }, loading),
    commitPurchase(loaded, changes, beside) {
      const committed = commit(tables, loaded, changes, beside);
      if (committed !== 'committed') return committed;
      for (const event of beside?.events ?? []) keepEvent(tables, event, newId);
      writeAudit(tables, beside?.audit ?? [], now());
      return committed;
    },
  };
}

function load(tables: Tables, now: Date, ref: PurchaseRef, { delivery = null, ids = null }: Loading = {}): Purchase {
  const row = paymentOf(tables, ref);
  const orderId = ref.kind === 'order' ? ref.id : orderIdOf(row?.payment);
  const order = orderId === null ? undefined : tables.orders.get(orderId);
  const payment = row?.payment ?? null;
  const open = order === undefined ? undefined : paymentOfKey(tables, 'order', order.order.id)?.payment.id;
  return {
    now,
    version: order?.version ?? row?.version ?? null,
    order: order?.order ?? null,
    payment,
    otherOpen: payment === null || open === undefined || open === payment.id ? [] : [open],
    succeededAt: row?.history.find(({ to }) => to === 'succeeded')?.recordedAt ?? null,
    ...listsOf(row ?? NO_LISTS),
    delivery: delivery && (deliveryIn(tables, delivery)?.state ?? null),
    owners: ids && ownersOf(tables, payment, ids),
  };
}

/** An order is loaded with its open payment. */
function paymentOf(tables: Tables, { kind, id }: PurchaseRef): PaymentRow | undefined {
  return kind === 'payment' ? tables.payments.get(id) : paymentOfKey(tables, kind, id);
}

function orderIdOf(payment: PurchasePayment | undefined): string | null {
  return payment?.purpose.kind === 'order' ? payment.purpose.orderId : null;
}

function listsOf({ attempts, refunds, captures, disputes, anomalies }: PaymentLists): PaymentLists {
  return { attempts, refunds, captures, disputes, anomalies };
}

/** Nothing is written unless all of it can be. */
function commit(
  tables: Tables,
  loaded: Purchase,
  changes: Changes,
  { delivery = null }: Partial<Beside> = {},
): Committed {
  const { purchase } = changes;
  const { payment } = purchase;
  const version = nextVersion(tables, loaded, purchase);
  if (version === null) return 'conflict';
  const isNewId = payment !== null && loaded.payment === null && tables.payments.has(payment.id);
  if (isNewId || (payment !== null && isTaken(tables, payment, purchase))) return 'taken';
  if (delivery !== null && deliveryIn(tables, delivery)?.state === 'processed') return 'taken';
  requireMoney(purchase);
  write(tables, changes, version);
  if (delivery !== null) keepProcessed(tables, delivery, purchase);
  return 'committed';
}

/** The order's, or, without one, the payment's; null when another commit came first. */
function nextVersion({ orders, payments }: Tables, loaded: Purchase, { order, payment }: Purchase): number | null {
  if (order === null && payment === null) throw new Error('a purchase without order and payment has nothing to commit');
  const row = order === null ? payments.get(payment?.id ?? '') : orders.get(order.id);
  const isNew = order === null ? loaded.payment === null : loaded.order === null;
  if (isNew) return row === undefined ? 0 : null;
  return row !== undefined && row.version === loaded.version ? row.version + 1 : null;
}

/** As the checks of a database's columns: what no decision may come to. */
function requireMoney({ attempts, refunds, captures }: Purchase): void {
  const minors = [
    ...attempts.map((one) => one.capturedMinor),
    ...[...refunds, ...captures].map((one) => one.amount.minor),
  ];
  if (minors.some((minor) => !Number.isSafeInteger(minor) || minor < 0)) throw new Error('an amount is negative');
}

function write(tables: Tables, { purchase, transition, remember, forget }: Changes, version: number): void {
  const { order, payment, now } = purchase;
  if (order !== null) tables.orders.set(order.id, { version, order } satisfies OrderRow);
  if (payment !== null) {
    const before = tables.payments.get(payment.id);
    const history = [...(before?.history ?? []), ...(transition === null ? [] : [transition])];
    const row = { ...sorted(purchase), payment, history, version: order === null ? version : 0 };
    keepKeys(tables, before, row);
    tables.payments.set(payment.id, row);
  }
  rememberChecks(tables, now, remember);
  forgetChecks(tables, forget);
}
