import type { SimulatorContext } from '../simulator.ts';
import { notFound } from './errors.ts';
import {
  type CaptureRecord,
  type DisputeRecord,
  disputesOf,
  type Merchant,
  newId,
  orderOf,
  type Records,
} from './records.ts';
import { ownCapture } from './refunds.ts';
import { showDispute } from './show.ts';
import { notify } from './webhooks.ts';

/** @throws Error */
export function openDispute(records: Records, context: SimulatorContext, capture: CaptureRecord): void {
  if (disputesOf(records, capture.id).some(({ status }) => status === 'OPEN'))
    throw new Error(`Capture ${capture.id} is disputed already`);
  const createdAt = context.now().toISOString();
  const dispute: DisputeRecord = {
    id: `PP-D-${newId(records)}`,
    captureId: capture.id,
    createdAt,
    updatedAt: createdAt,
    ...{ status: 'OPEN', outcome: null },
  };
  records.disputes[dispute.id] = dispute;
  report(records, context, dispute, 'CREATED');
}

/** @throws Error */
export function endDispute(
  records: Records,
  context: SimulatorContext,
  capture: CaptureRecord,
  outcome: NonNullable<DisputeRecord['outcome']>,
): void {
  const dispute = disputesOf(records, capture.id).findLast(({ status }) => status === 'OPEN');
  if (dispute === undefined) throw new Error(`Capture ${capture.id} has no dispute that is open`);
  const soonest = Date.parse(dispute.updatedAt) + 1;
  const updatedAt = new Date(Math.max(soonest, context.now().getTime())).toISOString();
  Object.assign(dispute, { status: 'RESOLVED', outcome, updatedAt });
  report(records, context, dispute, 'RESOLVED');
}

/** `GET /v1/customer/disputes?disputed_transaction_id=…`: one page. */
export function listDisputes(
  records: Records,
  merchant: Merchant,
  query: Readonly<Record<string, string | undefined>>,
) {
  const { disputed_transaction_id: id = '' } = query;
  const capture = Object.hasOwn(records.captures, id) ? ownCapture(records, merchant, id) : undefined;
  const items = disputesOf(records, capture?.id ?? '').map((dispute) => showDispute(records, dispute, false));
  return { items, links: [] };
}

/** @throws ApiError 404 for another app's, too. */
export function getDispute(records: Records, merchant: Merchant, id: string) {
  const dispute = Object.hasOwn(records.disputes, id) ? records.disputes[id] : undefined;
  if (dispute === undefined) throw notFound();
  ownCapture(records, merchant, dispute.captureId);
  return showDispute(records, dispute);
}

function report(records: Records, context: SimulatorContext, dispute: DisputeRecord, what: string): void {
  const capture = records.captures[dispute.captureId];
  if (capture === undefined) return;
  const { clientId } = orderOf(records, capture);
  const resource = showDispute(records, dispute);
  const type = `CUSTOMER.DISPUTE.${what}`;
  notify(records, context, { clientId, type, resourceType: 'dispute', resource, subject: dispute.id });
}
