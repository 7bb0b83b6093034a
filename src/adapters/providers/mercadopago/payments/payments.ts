import { compareFacts } from '../../../../domain/payment/fact.ts';
import type { RefundReport } from '../../../../domain/payment/refund.ts';
import type { Report } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Client } from '../calls/client.ts';
import { unanswered } from '../calls/errors.ts';
import { exactId } from '../calls/ids.ts';
import { countOrNull, readAll } from '../calls/list.ts';
import { fetchRefunds, readRefund } from '../reversals/refunds.ts';
import { reportOfPayment, type WirePayment } from './status.ts';

/** One payment; null when this account has none by that id, such as the id that the panel's test button sends. */
export async function fetchPayment(client: Client, id: string): Promise<Outcome<WirePayment | null>> {
  const payment = await getPayment(client, id);
  return payment.kind === 'ok' && payment.value !== null ? ok(await withRefunds(client, payment.value)) : payment;
}

async function getPayment(client: Client, id: string): Promise<Outcome<WirePayment | null>> {
  const answer = await client.call(({ Payment }, config) => new Payment(config).get({ id }));
  if (answer.kind !== 'ok' || answer.value === null) return answer as Outcome<null>;
  const payment = paymentOf(answer.value);
  return payment?.id === id ? ok(payment) : unanswered('the answer is not that payment');
}

/**
 * All refunds of a payment; the payment has their currency. A list with a refund that can't be read is no answer, since it
 * decides whether to send another refund.
 */
export async function listRefunds(client: Client, id: string): Promise<Outcome<readonly RefundReport[]>> {
  const payment = await getPayment(client, id);
  if (payment.kind !== 'ok') return payment;
  if (payment.value === null) return unanswered('the payment is gone');
  const shown = await fetchRefunds(client, id);
  if (shown.kind !== 'ok') return shown;
  const owner = { providerPaymentId: id, currency: payment.value.currency_id };
  const refunds = shown.value.flatMap((one) => readRefund(one, owner) ?? []);
  return refunds.length === shown.value.length ? ok(refunds) : unanswered('the list shows what is not a refund');
}

/**
 * Payments are shown with their refunds; where they aren't although there are some, these are asked for. What the payment
 * says stands without that answer, too.
 */
async function withRefunds(client: Client, payment: WirePayment): Promise<WirePayment> {
  const isShown = Array.isArray(payment.refunds) && payment.refunds.length > 0;
  if (isShown || !(Number(payment.transaction_amount_refunded) > 0)) return payment;
  const refunds = await fetchRefunds(client, payment.id);
  return refunds.kind === 'ok'
    ? { ...payment, refunds: refunds.value }
    : { ...payment, refundsHiddenBecause: refunds.reason };
}

/** What the payments of one reference say, the greatest fact first. */
export async function findPayments(client: Client, reference: string): Promise<Outcome<readonly Report[]>> {
  const found = await search(client, reference);
  return found.kind === 'ok' ? ok(await reportsOf(client, found.value)) : found;
}

async function reportsOf(client: Client, found: readonly WirePayment[]): Promise<readonly Report[]> {
  const payments = await Promise.all(found.map((payment) => withRefunds(client, payment)));
  return payments.map((payment) => reportOfPayment(payment, client)).toSorted(greatestFirst);
}

/** Whether it may still become money. */
export function isUndecided({ fact }: Report): boolean {
  return fact?.kind === 'pending' || fact?.kind === 'processing';
}

/** The same of those alone that are decided. */
export async function findDecided(client: Client, reference: string): Promise<Outcome<readonly Report[]>> {
  const found = await findPayments(client, reference);
  return found.kind === 'ok' ? ok(found.value.filter((report) => !isUndecided(report))) : found;
}

/** The same, after what is not decided yet was cancelled. What is decided in between can't be, and stays as it is. */
export async function decidePayments(client: Client, reference: string): Promise<Outcome<readonly Report[]>> {
  const found = await search(client, reference);
  if (found.kind !== 'ok') return found;
  const decided: WirePayment[] = [];
  for (const payment of found.value) {
    const outcome = isUndecided(reportOfPayment(payment, client)) ? await decide(client, payment) : ok(payment);
    if (outcome.kind !== 'ok') return outcome;
    decided.push(outcome.value);
  }
  return ok(await reportsOf(client, decided));
}

/** It is read by its id: the search may lag behind. */
async function decide(client: Client, payment: WirePayment): Promise<Outcome<WirePayment>> {
  const cancelled = await client.call(({ Payment }, config) => new Payment(config).cancel({ id: payment.id }));
  const isRefused = cancelled.kind === 'rejected' && cancelled.about === 'request';
  if (cancelled.kind !== 'ok' && !isRefused) return cancelled;
  const present = await fetchPayment(client, payment.id);
  return present.kind === 'ok' ? ok(present.value ?? payment) : present;
}

/**
 * The search shows what the account paid, too: only what was paid to it, for this reference, counts. The oldest come
 * first: what is added meanwhile moves no page.
 */
async function search(client: Client, reference: string): Promise<Outcome<readonly WirePayment[]>> {
  const filter = { external_reference: reference, sort: 'date_created', criteria: 'asc' } as const;
  const listed = await readAll(client, {
    what: 'payments',
    ask:
      (place) =>
      ({ Payment }, config) =>
        new Payment(config).search({ options: { ...filter, ...place } }),
    read: ({ results, paging }) =>
      Array.isArray(results) ? { items: results, total: countOrNull(Object(paging).total) } : null,
  });
  if (listed.kind !== 'ok') return listed;
  const isUnreadable = (result: unknown) =>
    Object(result).external_reference === reference && paymentOf(result) === null;
  if (listed.value.some(isUnreadable)) return unanswered("the list shows a payment that can't be read");
  const payments = listed.value.flatMap((result) => paymentOf(result) ?? []);
  return ok(
    payments.filter((payment) => {
      const report = reportOfPayment(payment, client);
      return report.reference === reference && report.accountMatches;
    }),
  );
}

/** Checks the shape: an id, which was read exactly, and a status. */
function paymentOf(answer: unknown): WirePayment | null {
  const payment: Readonly<Record<string, unknown>> = Object(answer);
  const id = exactId(payment['id']);
  const status = payment['status'];
  return id !== null && typeof status === 'string' && status !== '' ? { ...payment, id, status } : null;
}

function greatestFirst(a: Report, b: Report): number {
  if (a.fact === null || b.fact === null) return Number(b.fact !== null) - Number(a.fact !== null);
  return compareFacts(b.fact, a.fact);
}
