import type { DetailsView } from '../../answers.ts';
import { price } from '../../output.ts';

/** What says where a payment's money is. */
type Money = Pick<DetailsView, 'amounts' | 'attempts' | 'refunds' | 'currency'>;

/** What can still be refunded, of the whole payment or of one attempt: money that came and is not on its way back. */
export function refundable({ amounts, attempts, refunds }: Money, attemptId: string | undefined): number {
  if (attemptId === undefined) return amounts.captured - amounts.refunded - amounts.refunding;
  const came = attempts.find(({ provider_payment_id: id }) => id === attemptId)?.captured ?? 0;
  const back = refunds.filter(({ provider_payment_id: id, status }) => id === attemptId && status !== 'failed');
  return back.reduce((left, { amount }) => left - amount, came);
}

/** Whether the payment, or one attempt of it, has brought money. */
export function hasCome({ amounts, attempts }: Money, attemptId: string | undefined): boolean {
  if (attemptId === undefined) return amounts.captured > 0;
  return attempts.some(({ provider_payment_id: id, captured }) => id === attemptId && captured > 0);
}

type Left = { readonly minor: number; readonly currency: string };

/** @throws Error in decimals when less is left than what is asked for, or nothing. */
export function requireLeft(asked: number | undefined, { minor, currency }: Left, verb: 'capture' | 'refund'): void {
  if (minor <= 0) throw new Error(`Nothing is left to ${verb}`);
  if (asked !== undefined && asked > minor)
    throw new Error(`At most ${price(minor, currency)} can be ${verb === 'refund' ? 'refunded' : 'captured'}`);
}

/** An amount to ask about; in words where none is known, since the provider may show one when it is asked. */
export function amountOr(minor: number, currency: string, words: string): string {
  return minor > 0 ? price(minor, currency) : words;
}

/** `Left: 4000.50 ARS of 5000.50 ARS captured` */
export function leftOf(details: Money): string {
  const { amounts, currency } = details;
  return `Left: ${price(refundable(details, undefined), currency)} of ${price(amounts.captured, currency)} captured`;
}
