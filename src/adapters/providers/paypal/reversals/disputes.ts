import type { DisputeReport, DisputeStatus } from '../../../../domain/payment/dispute.ts';
import type { Report } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { fieldsOf, textOrNull, timeOrNull } from '../../shared/json.ts';
import { readAll } from '../../shared/pages.ts';
import type { Client } from '../calls/client.ts';
import { judge, unanswered } from '../calls/errors.ts';
import { fromWire } from '../money.ts';

/**
 * How a resolved dispute ended, from the merchant's side; one that is not resolved is open. A dispute that the buyer takes
 * back, or that PayPal pays for, leaves the money with the merchant.
 * https://developer.paypal.com/docs/api/customer-disputes/v1/#definition-dispute_outcome, 2026-11-29
 */
const OUTCOMES: Readonly<Record<string, DisputeStatus>> = {
  RESOLVED_BUYER_FAVOUR: 'lost',
  RESOLVED_SELLER_FAVOUR: 'won',
  RESOLVED_WITH_PAYOUT: 'won',
  CANCELED_BY_BUYER: 'won',
  ACCEPTED: 'lost',
  DENIED: 'won',
};

/** https://developer.paypal.com/docs/api/customer-disputes/v1/#definition-dispute, 2026-11-29 */
const OPEN: readonly string[] = [
  'OPEN',
  'WAITING_FOR_BUYER_RESPONSE',
  'WAITING_FOR_SELLER_RESPONSE',
  'UNDER_REVIEW',
  'OTHER',
];

const ID = /^[A-Za-z0-9-]{1,255}$/;
const PAGE_SIZE = 50;

/**
 * The report with the disputes of the money that came in. They need a permission of their own (the app's feature "Disputes"): what
 * is known without them stands.
 */
export async function withDisputes(client: Client, report: Report): Promise<Report> {
  const { attempt } = report;
  if (attempt === null || attempt.fact.kind !== 'succeeded') return report;
  const disputes = await disputesOf(client, attempt.providerPaymentId);
  if (disputes.kind !== 'ok')
    return { ...report, unanswered: [...(report.unanswered ?? []), { about: 'disputes', reason: disputes.reason }] };
  return { ...report, reversals: [...report.reversals, ...disputes.value] };
}

async function disputesOf(client: Client, captureId: string): Promise<Outcome<readonly DisputeReport[]>> {
  const listed = await readAll({
    what: 'disputes',
    first: `?disputed_transaction_id=${captureId}&page_size=${PAGE_SIZE}`,
    read: (query) => pageAt(client, query),
  });
  if (listed.kind !== 'ok') return listed;
  const disputes: DisputeReport[] = [];
  for (const { dispute_id: id } of listed.value.map(fieldsOf)) {
    const dispute = typeof id === 'string' && ID.test(id) ? await disputeAt(client, id, captureId) : UNREADABLE;
    if (dispute.kind !== 'ok') return dispute;
    disputes.push(dispute.value);
  }
  return ok(disputes);
}

/** A list is a summary, and ends without a link to the next page. */
async function pageAt(client: Client, query: string) {
  const answer = await client.call({ method: 'GET', path: `/v1/customer/disputes${query}` }, judge);
  if (answer.kind !== 'ok') return answer;
  const { items, links } = answer.value;
  if (!Array.isArray(items)) return unanswered('the answer is not a list of disputes');
  const next = (Array.isArray(links) ? links.map(fieldsOf) : []).find(({ rel }) => rel === 'next')?.['href'];
  return ok({ items, next: URL.parse(String(next))?.search ?? null });
}

async function disputeAt(client: Client, id: string, captureId: string): Promise<Outcome<DisputeReport>> {
  const answer = await client.call({ method: 'GET', path: `/v1/customer/disputes/${id}` }, judge);
  if (answer.kind !== 'ok') return answer;
  const { dispute_id, status, dispute_outcome, dispute_amount, reason, update_time, create_time } = answer.value;
  const occurredAt = timeOrNull(update_time) ?? timeOrNull(create_time);
  if (dispute_id !== id || typeof status !== 'string' || occurredAt === null) return UNREADABLE;
  return ok({
    kind: 'dispute',
    providerDisputeId: id,
    providerPaymentId: captureId,
    amount: fromWire(dispute_amount),
    reason: textOrNull(reason),
    ...statusIn(status, textOrNull(fieldsOf(dispute_outcome)['outcome_code'])),
    occurredAt,
    closesOnly: false,
  });
}

/** A word that isn't in its table leaves the dispute open, and is reported: the schedule asks again for months. */
function statusIn(status: string, outcome: string | null): Pick<DisputeReport, 'status' | 'unknownStatus'> {
  if (OPEN.includes(status)) return { status: 'open' };
  if (status !== 'RESOLVED') return unknownStatus(status);
  const word = outcome ?? status;
  const ended = Object.hasOwn(OUTCOMES, word) ? OUTCOMES[word] : undefined;
  return ended === undefined ? unknownStatus(word) : { status: ended };
}

function unknownStatus(word: string) {
  return { status: 'open', unknownStatus: word.slice(0, 64) } as const;
}

const UNREADABLE = unanswered('the answer is not a dispute');
