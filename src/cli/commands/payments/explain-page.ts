import type {
  AnomalyView,
  AttemptView,
  DetailedRefundView,
  DetailsView,
  DisputeView,
  EntryView,
} from '../../answers.ts';
import { moment, price, printable, record, table } from '../../output.ts';
import { declineOf, methodOf } from './attempt-words.ts';
import { stateOf } from './state.ts';

type Story = { readonly entries: readonly EntryView[]; readonly isWhole: boolean };

/** A payment for an operator with its customer on the telephone: how it stands, what can be done, then everything else. */
export function detailsPage(details: DetailsView, todo: string | null, { entries, isWhole }: Story): string {
  const { amount, currency, in_doubt, attempts, refunds, disputes, anomalies } = details;
  const sections = [
    `${price(amount, currency)}, ${stateOf(details)}`,
    todo,
    facts(details),
    in_doubt &&
      `IN DOUBT: ${in_doubt.calls} call(s) to the provider (${in_doubt.operations.join(', ')}) may have had an effect, since ${moment(in_doubt.since)}`,
    attempts.length > 0 && titled('Attempts', attemptTable(attempts)),
    refunds.length > 0 && titled('Refunds', refundTable(details)),
    disputes.length > 0 && titled('Disputes', disputeTable(disputes)),
    anomalies.length > 0 && titled('Anomalies', anomalyTable(anomalies)),
    titled('History (UTC)', story(entries)),
    !isWhole && '(The history continues.)',
  ];
  return sections.filter((section) => typeof section === 'string').join('\n\n');
}

function facts(details: DetailsView): string {
  const { account, amounts, currency } = details;
  const owner = account.gym_id === null ? 'the platform' : `the gym ${account.gym_id}`;
  return record({
    payment: details.id,
    status: details.status,
    for: details.order_id === null ? `a checkout at ${details.gym_id}` : `order ${details.order_id}`,
    title: details.title,
    user: details.user_id,
    email: details.customer_email,
    provider: details.provider,
    account: `of ${owner}${account.provider_user_id === null ? '' : `, provider user ${account.provider_user_id}`}`,
    'provider id': details.provider_parent_id,
    capture: details.capture_method,
    authorized: price(amounts.authorized, currency),
    captured: price(amounts.captured, currency),
    refunded: price(amounts.refunded, currency),
    'refunds pending': price(amounts.refunding, currency),
    capturable: price(amounts.capturable, currency),
    created: moment(details.created_at),
    expires: moment(details.expires_at),
  });
}

function attemptTable(attempts: readonly AttemptView[]): string {
  const amountOf = (minor: number | null, currency: string | null) =>
    minor === null || currency === null ? null : price(minor, currency);
  const rows = attempts.map((one) => [
    one.provider_payment_id,
    one.status,
    amountOf(one.authorized, one.currency),
    amountOf(one.captured, one.currency),
    methodOf(one),
    declineOf(one),
    moment(one.occurred_at),
  ]);
  return table(['PROVIDER PAYMENT', 'STATUS', 'AUTHORIZED', 'CAPTURED', 'WITH', 'DECLINED', 'AT'], rows);
}

function refundTable({ refunds, in_doubt }: DetailsView): string {
  const mayBeThere = in_doubt?.operations.includes('refund') === true;
  const isUnknown = (one: DetailedRefundView) =>
    mayBeThere && one.status === 'pending' && one.provider_refund_id === null;
  const rows = refunds.map((one) => [
    one.id,
    isUnknown(one) ? 'requested, outcome unknown' : one.status,
    price(one.amount, one.currency),
    one.provider_payment_id,
    one.requested_by ?? 'at the provider',
    one.reason,
  ]);
  return table(['REFUND', 'STATUS', 'AMOUNT', 'OF', 'REQUESTED BY', 'REASON'], rows);
}

function disputeTable(disputes: readonly DisputeView[]): string {
  const rows = disputes.map((one) => [
    one.provider_dispute_id,
    one.status,
    one.amount === null || one.currency === null ? null : price(one.amount, one.currency),
    one.provider_payment_id,
    one.reason,
    moment(one.occurred_at),
  ]);
  return table(['DISPUTE', 'STATUS', 'AMOUNT', 'OF', 'REASON', 'LAST REPORTED'], rows);
}

function anomalyTable(anomalies: readonly AnomalyView[]): string {
  const rows = anomalies.map((one) => [
    one.id,
    one.kind,
    one.subject,
    moment(one.recorded_at),
    one.resolved_at === null ? 'OPEN' : `${one.resolved_by ?? 'with its cause'}: ${one.reason}`,
  ]);
  return table(['ANOMALY', 'KIND', 'ABOUT', 'FOUND', 'ENDED'], rows);
}

function story(entries: readonly EntryView[]): string {
  return entries.map(({ at, summary }) => `${moment(at)}  ${printable(summary)}`).join('\n');
}

function titled(title: string, body: string): string {
  return `${title}\n${body.replace(/^/gm, '  ')}`;
}
