import type { DeliveryRow, OrderRow, PaymentRow } from '../../../src/adapters/memory/tables.ts';
import { compareFacts, isOpen } from '../../../src/domain/payment/fact.ts';
import type { Calls, StoredLease } from '../../../src/domain/purchase/calls.ts';
import type { PurchasePayment, PurchaseRefund } from '../../../src/domain/purchase/purchase.ts';
import type { Sim } from '../sim.ts';
import { currentTask } from '../task.ts';
import { checkAccount, checkGym } from './gyms.ts';

/** A lease as it is in a row. */
type Held = { readonly token: string | null; readonly until: Date | null };

/** What is called for under a lease, and whether the provider has yet to answer for it. */
type Called = { readonly calls: Calls; readonly isWaiting: boolean };

type Fail = (invariant: string, what: string) => void;

/** Looks at each row when it is written, beside the one that it takes the place of. */
export function watchRows(sim: Sim): void {
  const { tables, fail, scheduler } = sim;
  const held = (before: Held | null | undefined, next: Held | null | undefined, what: string) => {
    const isHeld = before?.token != null && before.until !== null && before.until > scheduler.now();
    if (isHeld && next?.token != null && next.token !== before.token)
      fail('E1', `the lease of ${what} was taken while it was held`);
  };
  const holders = new Map<string, string>();
  const ended = (before: StoredLease | null, { calls, isWaiting }: Called, what: string) => {
    if (calls.lease !== null && !holders.has(calls.lease.token)) holders.set(calls.lease.token, currentTask().name);
    const isOver = before === null || before.until <= scheduler.now() || calls.lease?.token === before.token;
    if (!isOver && isWaiting && holders.get(before.token) !== currentTask().name)
      fail('E1', `the lease of ${what} was ended while another held it`);
  };
  watch(tables.operations, (before, { token, leaseUntil: until, key }) =>
    held(before && { token: before.token, until: before.leaseUntil }, { token, until }, `the key ${key}`),
  );
  watch(tables.checks, (before, { token, dueAt: until, kind, subject }) =>
    held(before && { token: before.token, until: before.dueAt }, { token, until }, `the check ${kind} ${subject}`),
  );
  watch(tables.orders, (before, row) => checkOrder(before, row, fail));
  watch(tables.accounts, (before, row) => checkAccount(before, row, sim));
  watch(tables.gyms, (before, row) => checkGym(before, row, sim));
  watch(tables.deliveries, (before, row) => checkDelivery(before, row, fail));
  watch(tables.payments, (was, row) => {
    checkPayment(was, row, fail);
    const before = was === undefined ? new Map<string, Called>() : calledIn(was);
    for (const [what, next] of calledIn(row)) {
      held(before.get(what)?.calls.lease, next.calls.lease, what);
      ended(before.get(what)?.calls.lease ?? null, next, what);
    }
    checkMoney(row, fail);
    checkOpen([...tables.payments.values(), row], row, fail);
  });
}

function calledIn({ payment, refunds, captures }: PaymentRow): ReadonlyMap<string, Called> {
  return new Map([
    [`payment ${payment.id}`, { calls: payment.calls, isWaiting: payment.parentId === null }],
    ...refunds.map(
      ({ id, calls, providerRefundId }) => [`refund ${id}`, { calls, isWaiting: providerRefundId === null }] as const,
    ),
    ...captures.map(({ id, calls, status }) => [`capture ${id}`, { calls, isWaiting: status === 'pending' }] as const),
  ]);
}

function watch<Row>(table: Map<string, Row>, check: (before: Row | undefined, row: Row) => void): void {
  const set = table.set.bind(table);
  table.set = (key, row) => {
    check(table.get(key), row);
    return set(key, row);
  };
}

function checkOrder(before: OrderRow | undefined, { version, order }: OrderRow, fail: Fail): void {
  if (before === undefined) return;
  if (version !== before.version + 1) fail('M1', `order ${order.id}: version ${before.version} became ${version}`);
  const wasPaid = before.order.status === 'paid';
  if (wasPaid && (order.status !== 'paid' || order.paidBy !== before.order.paidBy))
    fail('M2', `order ${order.id} was paid by ${before.order.paidBy} and is ${order.status}, by ${order.paidBy}`);
}

function checkDelivery(before: DeliveryRow | undefined, row: DeliveryRow, fail: Fail): void {
  if (before?.state === 'processed') fail('N3', `delivery ${row.record.key} was processed, and is written again`);
}

/** What of a payment may change. */
const MUTABLE = new Set<string>([
  ...(['status', 'statusAt', 'transitions', 'events', 'parentId', 'intentId', 'calls', 'updatedAt'] as const),
] satisfies (keyof PurchasePayment)[]);

/** What a payment was made with, and is not any more. */
function reborn(was: PurchasePayment, is: PurchasePayment): readonly (keyof PurchasePayment)[] {
  const names = Object.keys(is) as (keyof PurchasePayment)[];
  return names.filter((name) => !MUTABLE.has(name) && !isSame(was[name], is[name]));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function checkPayment(before: PaymentRow | undefined, { payment, history, anomalies }: PaymentRow, fail: Fail): void {
  if (before === undefined) return;
  const was = before.payment;
  const wrong = (what: string) => fail('M2', `payment ${payment.id}: ${what}`);
  for (const name of reborn(was, payment)) wrong(`${name} ${was[name]} became ${payment[name]}`);
  for (const id of ['parentId', 'intentId'] as const)
    if (was[id] !== null && was[id] !== payment[id]) wrong(`${id} ${was[id]} became ${payment[id]}`);
  const facts = [was, payment].map(({ status, statusAt }) => ({ kind: status, occurredAt: statusAt }));
  if (facts[0] && facts[1] && compareFacts(facts[1], facts[0]) < 0) wrong(`${was.status} became ${payment.status}`);
  const isLonger = before.history.every((one, index) => isSame(one, history[index]));
  const path = ['pending', ...history.map(({ to }) => to)];
  const isPath = history.every(({ from, to }, index) => from === path[index] && from !== to);
  if (!isLonger || !isPath || path.at(-1) !== payment.status || payment.transitions !== history.length)
    fail('N1', `payment ${payment.id} is ${payment.status} after ${JSON.stringify(history)}`);
  if (anomalies.length < before.anomalies.length) wrong('an anomaly is gone');
}

/** M4, M5: what goes back is never more than what was captured, and refunds only grow. */
function checkMoney({ payment, attempts, refunds }: PaymentRow, fail: Fail): void {
  for (const { providerPaymentId, capturedMinor } of attempts) {
    const ours = (one: PurchaseRefund) => one.providerPaymentId === providerPaymentId && one.status !== 'failed';
    const back = refunds.filter(ours).reduce((sum, { amount }) => sum + amount.minor, 0);
    if (back > capturedMinor && refunds.filter(ours).every(({ requestedBy }) => requestedBy !== null))
      fail('M4', `payment ${payment.id}: ${back} go back of the ${capturedMinor} of ${providerPaymentId}`);
    if (!Number.isSafeInteger(capturedMinor)) fail('M5', `${capturedMinor} was captured of ${payment.id}`);
  }
}

/** M1: an order has one open payment at most. */
function checkOpen(rows: readonly PaymentRow[], { payment: { purpose } }: PaymentRow, fail: Fail): void {
  if (purpose.kind !== 'order') return;
  const open = rows.filter(
    ({ payment }) =>
      payment.purpose.kind === 'order' && payment.purpose.orderId === purpose.orderId && isOpen(payment.status),
  );
  const ids = new Set(open.map(({ payment }) => payment.id));
  if (ids.size > 1) fail('M1', `order ${purpose.orderId} has the open payments ${[...ids]}`);
}
