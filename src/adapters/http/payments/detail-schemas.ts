import { type Static, Type } from 'typebox';
import type { FoundDetails } from '../../../app/find-details.ts';
import { STATUSES } from '../../../domain/fact.ts';
import type { Attempt } from '../../../domain/report.ts';
import { DOUBTFUL } from '../../../ports/readings.ts';
import { oneOf, success, Timestamp, textOrNull, timestamp, timestampOrNull, Uuid } from '../fields.ts';
import { PAYMENT_EXAMPLE, PaymentView, showPayment } from '../orders-api/schemas.ts';
import { AnomalyView, showAnomaly } from './anomaly-schemas.ts';
import { DisputeView, showDispute } from './dispute-schemas.ts';
import { DetailedRefundView, showDetailedRefund } from './refund-schemas.ts';

const Minor = Type.Integer({ minimum: 0, description: "In the currency's minor unit." });

/** Not every provider tells when something open became what it is. */
const OCCURRED =
  "By the provider's clock: when it ended, as a success or cancelled; of an open status, when it was last said.";

const AttemptView = Type.Object(
  {
    provider_payment_id: Type.String({ description: "The provider's own id of this try." }),
    status: oneOf(STATUSES, 'How this try stands; another one may follow.'),
    occurred_at: textOrNull(OCCURRED),
    authorized: Type.Union([Minor, Type.Null()], { description: 'What the customer agreed to; null when not told.' }),
    captured: Minor,
    currency: textOrNull('In lower case; null when not told.'),
  },
  { title: 'Attempt', description: 'One try of the customer. There may be several.' },
);
export type AttemptView = Static<typeof AttemptView>;

const AccountView = Type.Object(
  {
    id: Uuid,
    gym_id: textOrNull("Whose account it is; null for the platform's own."),
    provider_user_id: textOrNull("The provider's own id of its holder, when known."),
  },
  { title: 'Account', description: 'Where the money goes.' },
);

const InDoubtView = Type.Object({
  calls: Type.Integer({ minimum: 1 }),
  since: Timestamp,
  operations: Type.Array(oneOf(DOUBTFUL, 'What such a call may have done.')),
});

const AmountsView = Type.Object(
  {
    authorized: Minor,
    captured: Minor,
    refunded: { ...Minor, description: 'What went back.' },
    refunding: { ...Minor, description: 'What was asked to go back, and has neither succeeded nor failed yet.' },
    capturable: Minor,
  },
  { title: 'Amounts', description: "Of all tries together, in minor units of the payment's currency." },
);

const DetailsView = Type.Object(
  {
    ...PaymentView.properties,
    user_id: Type.String({ description: 'Who pays.' }),
    gym_id: textOrNull('Where the checkout was; null for an order.'),
    title: Type.String({ description: 'What the customer gets to read.' }),
    customer_email: textOrNull('Where the provider sends the receipt.'),
    capture_method: oneOf(['automatic', 'manual'], 'Whether the money is taken at once.'),
    return_url: textOrNull('Where hosted pages send the customer back.'),
    occurred_at: textOrNull(OCCURRED),
    expires_at: Timestamp,
    provider: Type.String({ description: 'Who takes the money.' }),
    account: AccountView,
    provider_parent_id: textOrNull('What the provider calls the thing that can be paid; null before it was opened.'),
    amounts: AmountsView,
    attempts: Type.Array(AttemptView),
    refunds: Type.Array(DetailedRefundView),
    disputes: Type.Array(DisputeView),
    anomalies: Type.Array(AnomalyView),
    in_doubt: Type.Union([InDoubtView, Type.Null()], {
      description: 'Calls to the provider that may have had an effect nobody told us of; null when there are none.',
    }),
  },
  { title: 'PaymentDetails' },
);
export type DetailsView = Static<typeof DetailsView>;

const EXAMPLE: DetailsView = {
  ...PAYMENT_EXAMPLE,
  user_id: 'user-1',
  gym_id: null,
  title: 'Two towels',
  customer_email: null,
  capture_method: 'automatic',
  return_url: null,
  occurred_at: '2024-01-01T00:00:00',
  expires_at: '2024-01-02T00:00:00',
  provider: 'stripe',
  account: { id: '770e8400-e29b-41d4-a716-446655440000', gym_id: null, provider_user_id: null },
  provider_parent_id: 'pi_xxx',
  amounts: { authorized: 1000, captured: 1000, refunded: 0, refunding: 0, capturable: 0 },
  attempts: [
    {
      provider_payment_id: 'pi_xxx',
      status: 'succeeded',
      occurred_at: '2024-01-01T00:00:00',
      authorized: 1000,
      captured: 1000,
      currency: 'jpy',
    },
  ],
  refunds: [],
  disputes: [],
  anomalies: [],
  in_doubt: null,
};

export const DetailsAnswer = success(DetailsView, { description: 'All that is known.', example: EXAMPLE });

export function showDetails({
  payment,
  account,
  amounts,
  attempts,
  refunds,
  disputes,
  anomalies,
  inDoubt,
}: FoundDetails) {
  return {
    ...showPayment(payment),
    user_id: payment.userId,
    gym_id: payment.purpose.kind === 'checkout' ? payment.purpose.gymSlug : null,
    title: payment.title,
    customer_email: payment.customerEmail,
    capture_method: payment.captureMethod,
    return_url: payment.returnUrl,
    occurred_at: timestampOrNull(payment.statusAt),
    expires_at: timestamp(payment.expiresAt),
    provider: payment.provider,
    account: {
      id: account.id,
      gym_id: account.owner.kind === 'gym' ? account.owner.slug : null,
      provider_user_id: account.providerUserId,
    },
    provider_parent_id: payment.parentId,
    amounts,
    attempts: attempts.map(showAttempt),
    refunds: refunds.map(showDetailedRefund),
    disputes: disputes.map(showDispute),
    anomalies: anomalies.map(showAnomaly),
    in_doubt: inDoubt && { ...inDoubt, since: timestamp(inDoubt.since), operations: [...inDoubt.operations] },
  } satisfies DetailsView;
}

function showAttempt({ providerPaymentId, fact, authorized, capturedMinor }: Attempt): AttemptView {
  return {
    provider_payment_id: providerPaymentId,
    status: fact.kind,
    occurred_at: timestampOrNull(fact.occurredAt),
    authorized: authorized?.minor ?? null,
    captured: capturedMinor,
    currency: authorized?.currency.toLowerCase() ?? null,
  };
}
