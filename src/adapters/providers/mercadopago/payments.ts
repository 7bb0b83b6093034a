import { Payment } from 'mercadopago';
import { compareFacts } from '../../../domain/fact.ts';
import type { Report } from '../../../domain/report.ts';
import { type Outcome, ok } from '../../../ports/outcome.ts';
import type { Client } from './client.ts';
import { unanswered } from './errors.ts';
import { reportOfPayment, type WirePayment } from './status.ts';

/** One payment; null when this account has none by that id, such as the id that the panel's test button sends. */
export async function fetchPayment(client: Client, id: string): Promise<Outcome<WirePayment | null>> {
  const answer = await client.call((config) => new Payment(config).get({ id }));
  if (answer.kind !== 'ok' || answer.value === null) return answer as Outcome<null>;
  const payment = isSameId(id, Object(answer.value).id) ? paymentOf({ ...answer.value, id }) : null;
  return payment === null ? unanswered('the answer is not that payment') : ok(payment);
}

/**
 * What the payments of one reference say, as the report of the greatest fact; null when there are none. The
 * search shows what the account paid, too: only what was paid to it, for this reference, counts.
 */
export async function findPayment(client: Client, reference: string): Promise<Outcome<Report | null>> {
  const options = { external_reference: reference, sort: 'date_last_updated', criteria: 'desc' } as const;
  const answer = await client.call((config) => new Payment(config).search({ options }));
  if (answer.kind !== 'ok') return answer;
  const results: unknown = Object(answer.value).results;
  if (!Array.isArray(results)) return unanswered('the answer is not a list of payments');
  const reports = results
    .flatMap((result) => paymentOf(result) ?? [])
    .map((payment) => reportOfPayment(payment, client))
    .filter((report) => report.reference === reference && report.accountMatches);
  return ok(reports.toSorted(greatestFirst)[0] ?? null);
}

/** Checks the shape: an id, as text, and a status. */
function paymentOf(answer: unknown): WirePayment | null {
  const payment: Readonly<Record<string, unknown>> = Object(answer);
  const id = idOf(payment['id']);
  const status = payment['status'];
  return id !== null && typeof status === 'string' && status !== '' ? { ...payment, id, status } : null;
}

/** JSON numbers are exact below 2^53 only. */
function idOf(id: unknown): string | null {
  if (typeof id === 'string') return /^\d{1,20}$/.test(id) ? id : null;
  return Number.isSafeInteger(id) ? String(id) : null;
}

/** An id beyond 2^53 is known by what was asked; what came back can only be compared as far as a double goes. */
function isSameId(asked: string, answered: unknown): boolean {
  return typeof answered === 'number' ? answered === Number(asked) : answered === asked;
}

function greatestFirst(a: Report, b: Report): number {
  if (a.fact === null || b.fact === null) return Number(b.fact !== null) - Number(a.fact !== null);
  return compareFacts(b.fact, a.fact);
}
