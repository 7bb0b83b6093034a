import type { Status } from '../domain/fact.ts';
import type { Payment } from '../domain/payment.ts';
import { isOnlyAHint, type Report } from '../domain/report.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Delivery, Notification } from '../ports/payment-provider.ts';
import type { DeliveryRecord } from '../ports/store.ts';
import type { Access } from './access.ts';
import type { Context } from './context.ts';
import { toError } from './failure.ts';
import { settleReport } from './settle-report.ts';

/** What became of a notification; `ignored` when it changed no payment of ours. */
export type Received = {
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly intentId: string | null;
  readonly status: Status | 'ignored';
};

/** A verified notification; `signers` are the accounts whose secrets signed it, at least one. */
type Verified = {
  readonly context: Context;
  readonly signers: readonly Access[];
  readonly notification: Notification;
  readonly delivery: Delivery;
};

type Meaning = { readonly signer: Access; readonly key: string; readonly report: Report | null };

/** Finds out what a notification means and commits it, or keeps it when it is about no payment of ours. */
export async function applyNotification(verified: Verified): Promise<Received> {
  const meanings = await translate(verified);
  for (const meaning of meanings) {
    const payment = meaning.report === null ? null : await findPayment(verified, meaning.report);
    if (payment !== null) return record(verified, meaning, payment);
  }
  return keep(verified, meanings);
}

/**
 * Asks with each account that could have been meant: an account whose credentials were replaced shares
 * its secrets with its successor, and only one of them has the payment.
 * @throws DomainError when none could tell, so that the provider tells it again.
 */
async function translate({ context, signers, notification }: Verified): Promise<readonly Meaning[]> {
  const meanings: Meaning[] = [];
  let failure: Failure | null = null;
  for (const signer of signers) {
    const outcome = await signer.provider.translate(signer.credentials, notification);
    if (outcome.kind === 'ok') meanings.push({ signer, ...outcome.value });
    else failure = outcome;
  }
  const isKnown = meanings.some(({ report }) => report !== null);
  if (failure !== null && !isKnown) throw toError(context, failure, { provider: signers[0]?.provider.name ?? '' });
  return meanings;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By our reference, which finds it even before our own call has ended; else by the provider's id. */
async function findPayment({ context: { store }, signers }: Verified, report: Report): Promise<Payment | null> {
  if (report.reference !== null && UUID.test(report.reference)) {
    const payment = await store.findPayment(report.reference.toLowerCase());
    if (payment !== null) return payment;
  }
  if (report.intentId === null) return null;
  const accountIds = signers.map(({ account }) => account.id);
  return store.findPaymentByIntent(accountIds, report.intentId);
}

async function record(verified: Verified, { signer, key, report }: Meaning, payment: Payment): Promise<Received> {
  const { context, signers, notification } = verified;
  const owner = signers.find(({ account }) => account.id === payment.accountId);
  const present = await presentReport(context, owner, payment, report as Report);
  const cause = { kind: 'webhook', id: notification.eventId } as const;
  const delivery = recordOf(verified, owner ?? signer, key);
  const after = await settleReport(context, payment, present, cause, delivery);
  return answer(notification, after.intentId, after.status);
}

/**
 * What to hold against the payment. Told by an account that isn't the payment's, it is an anomaly,
 * whatever it says. An open event that may be older than what we know is replaced by the present state.
 */
async function presentReport(context: Context, owner: Access | undefined, payment: Payment, report: Report) {
  if (owner === undefined) return { ...report, accountMatches: false };
  const parentId = payment.parentId ?? report.parentId;
  if (!isOnlyAHint(payment, report) || parentId === null) return report;
  const outcome = await owner.provider.fetch(owner.credentials, parentId);
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: payment.id, provider: owner.provider.name });
  return outcome.value?.report ?? report;
}

/** About something that isn't ours, or isn't there yet: kept, so that it can be explained and tried again. */
async function keep(verified: Verified, meanings: readonly Meaning[]): Promise<Received> {
  const { context, signers, notification } = verified;
  const meaning = meanings.find(({ report }) => report !== null) ?? meanings[0];
  const signer = meaning?.signer ?? (signers[0] as Access);
  const state = meaning?.report === null ? 'ignored' : 'waiting';
  await context.store.keepDelivery(recordOf(verified, signer, meaning?.key ?? notification.key), state);
  return answer(notification, null, 'ignored');
}

function recordOf({ notification, delivery }: Verified, { account }: Access, key: string): DeliveryRecord {
  const { eventId, eventType } = notification;
  return { accountId: account.id, key, eventId, eventType, delivery };
}

function answer(notification: Notification, intentId: string | null, status: Received['status']): Received {
  const { eventId, eventType } = notification;
  return { eventId, eventType, intentId: notification.intentId ?? intentId, status };
}
