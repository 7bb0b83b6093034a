import type { DetailsView } from '../adapters/http/payments/detail-schemas.ts';
import { price } from './output.ts';

/** What says where a payment's money is. */
type Money = Pick<DetailsView, 'amounts' | 'attempts' | 'refunds' | 'currency'>;

/** What can still be refunded, of the whole payment or of one attempt: money that came and is not on its way back. */
export function refundable({ amounts, attempts, refunds }: Money, attemptId: string | undefined): number {
  if (attemptId === undefined) return amounts.captured - amounts.refunded - amounts.refunding;
  const came = attempts.find(({ provider_payment_id: id }) => id === attemptId)?.captured ?? 0;
  const back = refunds.filter(({ provider_payment_id: id, status }) => id === attemptId && status !== 'failed');
  return back.reduce((left, { amount }) => left - amount, came);
}

/** `Left: 4000.50 ARS of 5000.50 ARS captured` */
export function leftOf(details: Money): string {
  const { amounts, currency } = details;
  return `Left: ${price(refundable(details, undefined), currency)} of ${price(amounts.captured, currency)} captured`;
}
