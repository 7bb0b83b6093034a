import { type Static, type TSchema, Type } from 'typebox';
import type { WantedPayments } from '../../../../app/payments/read-payments.ts';
import { toCurrency } from '../../../../domain/money/currency.ts';
import { searchOf } from '../../../../domain/operator/search.ts';
import { AnyCurrency, MinorAmount, Moment, momentOf, oneOf, Slug, text, Uuid } from '../../wire/fields.ts';
import { PaymentStatus } from './payment.ts';

const filter = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Optional({ ...schema, description });

/** What a list of payments can be asked for: all that are given have to match. */
export const PAYMENT_FILTERS = {
  q: filter(
    text(255, ''),
    'Exactly one id or address: of the payment, its order or a refund; any id that the provider gave (intent, session, ' +
      "preference, payment, charge, refund, dispute); the customer's e-mail address, in either case; or the slug of a gym.",
  ),
  status: Type.Optional(PaymentStatus),
  order_id: filter(Uuid, 'Only payments of this order.'),
  gym_id: filter(Slug, 'Only checkouts at this gym.'),
  provider: filter(text(64, ''), 'Only payments through this provider; one that there is not is refused.'),
  currency: filter(AnyCurrency, 'Only payments in this currency, in either case.'),
  amount: filter(MinorAmount, 'Only payments of exactly this amount, in minor units.'),
  created_from: filter(Moment, 'Only payments that were opened at this moment (RFC 3339) or later.'),
  created_to: filter(Moment, 'Only payments that were opened before this moment (RFC 3339).'),
  has_problems: Type.Optional(oneOf(['true'], 'Only payments with a problem that waits for a person.')),
};

const Filters = Type.Object(PAYMENT_FILTERS);

export function wantedBy(query: Static<typeof Filters>): WantedPayments {
  const { q, status, order_id, gym_id, provider, currency, amount, created_from, created_to, has_problems } = query;
  return {
    status: status ?? null,
    orderId: order_id?.toLowerCase() ?? null,
    gymSlug: gym_id ?? null,
    search: q === undefined ? null : searchOf(q),
    provider: provider ?? null,
    currency: toCurrency(currency?.toUpperCase() ?? '') ?? null,
    amountMinor: amount ?? null,
    createdFrom: created_from === undefined ? null : momentOf(created_from),
    createdTo: created_to === undefined ? null : momentOf(created_to),
    hasProblems: has_problems === 'true',
  };
}
