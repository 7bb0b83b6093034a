import type { SimulatorContext } from '../simulator.ts';
import { type CaptureRecord, newId, type OrderRecord, orderOf, type Records } from './records.ts';
import { showAlone } from './show.ts';
import { notify } from './webhooks.ts';

const EVENTS = {
  COMPLETED: 'PAYMENT.CAPTURE.COMPLETED',
  PENDING: 'PAYMENT.CAPTURE.PENDING',
  DECLINED: 'PAYMENT.CAPTURE.DECLINED',
} as const;

type Made = keyof typeof EVENTS;

/** The money is taken, or tried to be: either way the order is over. */
export function makeCapture(records: Records, context: SimulatorContext, order: OrderRecord): CaptureRecord {
  const { status, word } = order.fate ?? { status: 'COMPLETED', word: null };
  const createdAt = context.now().toISOString();
  const made: CaptureRecord = {
    id: newId(records),
    orderId: order.id,
    createdAt,
    updatedAt: createdAt,
    status,
    code: status === 'DECLINED' ? word : null,
  };
  records.captures[made.id] = made;
  Object.assign(order, { status: 'COMPLETED', updatedAt: createdAt });
  report(records, context, made, EVENTS[status as Made]);
  return made;
}

/** What was under review is decided. */
export function decideCapture(
  records: Records,
  context: SimulatorContext,
  capture: CaptureRecord,
  decision: { readonly status: 'COMPLETED' | 'DECLINED'; readonly code: string | null },
): void {
  Object.assign(capture, decision, { updatedAt: context.now().toISOString() });
  const type = decision.status === 'DECLINED' ? 'PAYMENT.CAPTURE.DENIED' : EVENTS.COMPLETED;
  report(records, context, capture, type);
}

function report(records: Records, context: SimulatorContext, capture: CaptureRecord, type: string): void {
  const { clientId } = orderOf(records, capture);
  const resource = showAlone(records, capture, context.url());
  notify(records, context, { clientId, type, resourceType: 'capture', resource, subject: capture.id });
}
