import type { PaymentRow } from '../../../src/adapters/memory/tables.ts';
import type { EventType } from '../../../src/domain/event/event.ts';
import { outcomeOf } from '../../../src/domain/payment/dispute.ts';
import { isOpen } from '../../../src/domain/payment/fact.ts';
import { declinedBy } from '../banks/said.ts';
import type { Sim } from '../sim.ts';

/** T1: every change has one event, and a payment's events are numbered from 1 without a gap. */
export function checkEvents(sim: Sim): void {
  const { tables, fail } = sim;
  const all = [...tables.events.values()];
  const ofPayment = Map.groupBy(
    all.filter(({ sequence }) => sequence !== null),
    ({ paymentId }) => paymentId,
  );
  for (const row of tables.payments.values()) {
    const { id } = row.payment;
    const own = ofPayment.get(id) ?? [];
    if (own.length !== row.payment.events || own.some(({ sequence }, index) => sequence !== index + 1))
      fail('T1', `the events of payment ${id} are ${own.map(({ sequence }) => sequence).join(', ')}`);
    const count = (type: EventType) => own.filter((event) => event.type === type).length;
    for (const [type, changes] of Object.entries(changesOf(row)) as [EventType, number][])
      if (count(type) !== changes) fail('T1', `payment ${id} has ${changes} × ${type}, and ${count(type)} events`);
    checkDeclines(sim, row, count('payment.failed'));
  }
  for (const { order } of tables.orders.values()) {
    const count = all.filter((event) => event.orderId === order.id && event.type === `order.${order.status}`).length;
    if (count !== Number(order.status !== 'pending'))
      fail('T1', `order ${order.id} is ${order.status}, and has ${count} events of it`);
  }
}

/** How often each thing has happened that happens at most once to one row, or is in the history. */
function changesOf({ history, refunds, disputes, anomalies }: PaymentRow): Partial<Record<EventType, number>> {
  const became = (status: string) => history.filter(({ to }) => to === status).length;
  const whole = refunds.filter(({ partOf }) => partOf === null);
  const isSplit = whole.length < refunds.length;
  return {
    'payment.created': 1,
    'payment.processing': became('processing'),
    'payment.succeeded': became('succeeded'),
    'payment.cancelled': became('cancelled'),
    'anomaly.found': anomalies.length,
    'anomaly.resolved': anomalies.filter(({ resolution }) => resolution !== null).length,
    ...(!isSplit && { 'refund.failed': whole.filter(({ status }) => status === 'failed').length }),
    ...(disputes.every((one) => outcomeOf(one) === null) && { 'dispute.opened': 0, 'dispute.closed': 0 }),
  };
}

/** T1: each declined try that was reported while the payment was open has one event, however often it was reported. */
function checkDeclines({ ledger, fail }: Sim, { payment, attempts }: PaymentRow, events: number): void {
  const { id, parentId } = payment;
  const declined = attempts.flatMap(({ charges }) => charges.filter(({ decline }) => decline !== null));
  const known = new Set(declined.map((charge) => charge.id));
  const said = ledger.acknowledged.flatMap(({ eventId, received: { status } }) => {
    const charge = declinedBy(eventId);
    return charge?.endsWith(`-of-${parentId}`) && status !== 'ignored' ? [{ charge, status }] : [];
  });
  for (const { charge } of said) if (!known.has(charge)) fail('N2', `payment ${id} knows nothing of ${charge}`);
  const whileOpen = new Set(said.filter(({ status }) => isOpen(status)).map(({ charge }) => charge));
  const most = attempts.every(({ charges }) => charges.length > 0) ? known.size : Number.POSITIVE_INFINITY;
  if (events < whileOpen.size || events > most)
    fail('T1', `payment ${id} has ${events} × payment.failed, and these were declined: ${[...known].join(', ')}`);
}
