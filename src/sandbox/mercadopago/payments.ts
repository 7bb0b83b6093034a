import { paymentNotFound } from './errors.ts';
import type { Records, Seller } from './records.ts';
import { refersTo, showPayment } from './show.ts';

/** @throws ApiError 404 for another seller's, too. */
export function getPayment({ payments, preferences }: Records, { userId }: Seller, id: string) {
  const payment = Object.hasOwn(payments, id) ? payments[id] : undefined;
  const preference = preferences[payment?.preferenceId ?? ''];
  if (payment?.sellerId !== userId || preference === undefined) throw paymentNotFound(id);
  return showPayment(payment, preference);
}

export function searchPayments({ payments, preferences }: Records, { userId }: Seller, reference: string | undefined) {
  const results = Object.values(payments)
    .filter(({ sellerId }) => sellerId === userId)
    .flatMap((payment) => {
      const preference = preferences[payment.preferenceId];
      const isFound = preference !== undefined && refersTo(preference, reference);
      return isFound ? [showPayment(payment, preference)] : [];
    });
  return { paging: { total: results.length, limit: 30, offset: 0 }, results };
}
