import type { SimulatorContext } from '../simulator.ts';
import { apiError, paymentNotFound } from './errors.ts';
import { placeIn } from './paging.ts';
import { isUndecided, type PaymentRecord, type PreferenceRecord, type Records, type Seller } from './records.ts';
import { type Paid, refundedOf, shownRefunds, showRefund } from './refunds.ts';
import { refersTo, showPayment } from './show.ts';
import { changed } from './webhooks.ts';

/** @throws ApiError 404 for another seller's, too. */
export function paymentOf({ payments, preferences }: Records, { userId }: Seller, id: string): Paid {
  const payment = Object.hasOwn(payments, id) ? payments[id] : undefined;
  const preference = preferences[payment?.preferenceId ?? ''];
  if (payment?.sellerId !== userId || preference === undefined) throw paymentNotFound(id);
  return { payment, preference };
}

export function getPayment(records: Records, seller: Seller, id: string) {
  const { payment, preference } = paymentOf(records, seller, id);
  return shown(records, payment, preference);
}

/** The only change that sellers ask for here: an end to what is not decided yet. @throws ApiError */
export function cancelPayment(records: Records, context: SimulatorContext, paid: Paid, body: unknown) {
  if (JSON.stringify(body) !== '{"status":"cancelled"}') throw apiError(400, 'bad_request', 'Invalid payment changes');
  const { payment, preference } = paid;
  if (!isUndecided(payment))
    throw apiError(400, 'bad_request', 'Action requested is not valid for the current payment state', [{ code: 2063 }]);
  Object.assign(payment, { status: 'cancelled', statusDetail: 'by_collector' });
  changed(records, context, paid);
  context.save();
  return shown(records, payment, preference);
}

/** What a search asks for, as it came. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Oldest first, unless the newest are to come first; a page at a time. @throws ApiError */
export function searchPayments(records: Records, { userId }: Seller, search: Search) {
  const place = placeIn(search);
  const found = Object.values(records.payments)
    .filter(({ sellerId }) => sellerId === userId)
    .flatMap((payment) => {
      const preference = records.preferences[payment.preferenceId];
      const isFound = preference !== undefined && refersTo(preference, search['external_reference']);
      return isFound ? [shown(records, payment, preference)] : [];
    });
  if (search['criteria'] === 'desc') found.reverse();
  return { paging: { total: found.length, ...place }, results: found.slice(place.offset, place.offset + place.limit) };
}

function shown(records: Records, payment: PaymentRecord, preference: PreferenceRecord) {
  const refunds = shownRefunds(records, payment).map(showRefund);
  return showPayment(payment, preference, { refunds, refunded: refundedOf(records, payment) });
}
