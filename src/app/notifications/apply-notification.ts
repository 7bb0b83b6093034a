import { isOnlyAHint, isWordOfOwner, withTryOf } from '../../domain/payment/assessment.ts';
import type { Status } from '../../domain/payment/fact.ts';
import { isPaymentId, type Payment } from '../../domain/payment/payment.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import { paymentIn } from '../../domain/purchase/purchase.ts';
import type { Notification } from '../../ports/payment-provider/deliveries.ts';
import type { DeliveryRecord } from '../../ports/store/deliveries.ts';
import type { PurchaseRef } from '../../ports/store/purchases.ts';
import type { Held } from '../decide-and-commit.ts';
import { toError } from '../failure.ts';
import type { Access } from '../providers/access.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { recordFacts } from '../recording/record-facts.ts';
import { type Incoming, type Interpretation, type Translated, translate } from './translate-notification.ts';

/** What became of a notification; `ignored` when it changed no payment of ours. */
export type Received = {
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly intentId: string | null;
  readonly status: Status | 'ignored';
};

/** A notification and its payment. `loaded` is the purchase as it was when the payment was found, with the delivery. */
type Matched = Interpretation & {
  readonly report: Report;
  readonly payment: Payment;
  readonly loaded: Held | null;
};

/** Finds out what a notification means and commits it, or keeps it when it is about no payment of ours. */
export async function applyNotification(incoming: Incoming): Promise<Received> {
  const { meanings, failed } = await translate(incoming);
  let foreign: Matched | null = null;
  for (const { sender, key, report } of meanings) {
    const found = report === null ? null : await findPayment(incoming, { sender, key, report });
    if (report === null || found === null) continue;
    const matched = { sender, key, report, ...found };
    if (sender.account.id === matched.payment.accountId) return record(incoming, matched);
    foreign ??= matched;
  }
  if (foreign !== null) {
    rethrowOwnFailure(incoming, foreign.payment, failed);
    return recordForeign(incoming, foreign);
  }
  return keep(incoming, meanings.find(({ report }) => report !== null) ?? meanings[0]);
}

/** If the payment's own account could not be asked, another account's notification decides nothing. */
function rethrowOwnFailure({ context }: Incoming, { id, accountId }: Payment, failed: Translated['failed']): void {
  const own = failed.find(({ sender }) => sender.account.id === accountId);
  if (own) throw toError(context, own.failure, { paymentId: id, provider: own.sender.provider.name });
}

/** By our reference, which finds the payment even before our own call has ended; otherwise by the provider's id. */
async function findPayment(
  { context, senders, keptAs }: Incoming,
  { sender, key, report }: Interpretation & { report: Report },
) {
  const { store, purchases } = context;
  const delivery = { accountId: sender.account.id, key: keptAs ?? key };
  const loaded = report.reference === null ? null : await purchases.hold(paymentOf(report.reference), { delivery });
  if (loaded?.purchase.payment) return { payment: paymentIn(loaded.purchase.payment), loaded };
  if (report.intentId === null) return null;
  const accountIds = senders.map(({ account }) => account.id);
  const payment = await store.findPaymentByIntent(accountIds, report.intentId);
  return payment && { payment, loaded: null };
}

function paymentOf(id: string): PurchaseRef {
  return { kind: 'payment', id };
}

async function record(incoming: Incoming, matched: Matched): Promise<Received> {
  const { context, isVerified, notification } = incoming;
  const { sender, key, payment } = matched;
  const present = await presentReport(incoming, matched);
  if (present === null) return keep(incoming, matched);
  const delivery = isVerified ? recordOf(incoming, sender, key) : null;
  // While the provider was asked, the purchase may have changed.
  const loaded = isVerified && present === matched.report ? matched.loaded : null;
  const after = await recordAndClose(context, payment, present, causeOf(notification), { delivery, loaded });
  return answer(notification, after.intentId, after.status);
}

/**
 * A notification from an account that isn't the payment's is an anomaly, whatever it says. A merchant can write our reference
 * on a payment in their own account, pay it, and notify us; however often, that is one anomaly for each account.
 */
async function recordForeign(incoming: Incoming, { sender, key, payment, report }: Matched): Promise<Received> {
  const { context, isVerified, notification } = incoming;
  if (!isVerified) return answer(notification, null, 'ignored');
  const anomaly = {
    kind: 'account_mismatch',
    subject: sender.account.id,
    detail: { found: report.attempt?.providerPaymentId ?? null },
  } as const;
  await recordFacts(context, { paymentId: payment.id, cause: causeOf(notification), anomalies: [anomaly] });
  await context.store.keepDelivery(recordOf(incoming, sender, key), 'ignored');
  return answer(notification, null, 'ignored');
}

/**
 * The report to compare with the payment. A hint, a word of the gym that owns the account, or an open event that may be older
 * than what we know is replaced by the fetched state; null if there is nothing to fetch.
 */
async function presentReport({ context, isVerified }: Incoming, { sender, payment, report }: Matched) {
  const isProof = isVerified && !isWordOfOwner(sender.account, report.source);
  if (isProof && !isOnlyAHint(payment, report, context.world.now())) return report;
  const parentId = payment.parentId ?? (isVerified ? report.parentId : null);
  const stale = isProof ? report : null;
  if (parentId === null) return stale;
  const outcome = await sender.provider.fetch(sender.credentials, parentId);
  if (outcome.kind === 'ok') {
    const present = outcome.value?.report ?? null;
    return present && stale ? withTryOf(stale, payment, present) : (present ?? stale);
  }
  throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
}

/** It is about no payment of ours, or about one that isn't committed yet: kept, so that it can be explained and retried. */
async function keep(incoming: Incoming, meaning: Interpretation | undefined): Promise<Received> {
  const { context, isVerified, notification } = incoming;
  if (isVerified && meaning !== undefined) {
    const record = recordOf(incoming, meaning.sender, meaning.key);
    if (meaning.report === null) await context.store.keepDelivery(withoutBody(record), 'ignored');
    else await context.store.keepDelivery(record, mayBecomeOurs(meaning.report) ? 'waiting' : 'ignored');
  }
  return answer(notification, null, 'ignored');
}

/** An event of a type that is not acted on may be about anything, a customer's address for example: only its name is kept. */
function withoutBody(record: DeliveryRecord): DeliveryRecord {
  return { ...record, delivery: { ...record.delivery, body: new Uint8Array() } };
}

/** By what `findPayment` looks for. */
function mayBecomeOurs(report: Report): boolean {
  return report.reference === null ? report.intentId !== null : isPaymentId(report.reference);
}

function causeOf({ eventId }: Notification): Cause {
  return { kind: 'webhook', id: eventId };
}

function recordOf(incoming: Incoming, { account, provider }: Access, present: string): DeliveryRecord {
  const { notification, delivery, keptAs: key = present } = incoming;
  const { eventId, eventType } = notification;
  return { accountId: account.id, key, eventId, eventType, delivery: provider.redacted(delivery, notification) };
}

function answer(notification: Notification, intentId: string | null, status: Received['status']): Received {
  const { eventId, eventType } = notification;
  return { eventId, eventType, intentId: notification.intentId ?? intentId, status };
}
