import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import type { FoundDetails } from '../../../../app/payments/read-payments.ts';
import { type Language, languageOf } from '../../../../domain/language.ts';
import { DOUBTFUL } from '../../../../ports/store/queries.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { varyBy } from '../../wire/accept.ts';
import {
  minorTotal,
  oneOf,
  succeed,
  success,
  textOrNull,
  timestamp,
  timestampField,
  timestampFieldOrNull,
  timestampOrNull,
  Uuid,
} from '../../wire/fields.ts';
import { CaptureMethod } from '../orders.ts';
import { AnomalyView, showAnomaly } from './anomalies.ts';
import { AttemptView, showAttempt } from './attempts.ts';
import { DisputeView, showDispute } from './disputes.ts';
import { OCCURRED, PAYMENT_EXAMPLE, PaymentParams, PaymentView, showPayment } from './payment.ts';
import { DetailedRefundView, showDetailedRefund } from './refunds.ts';
import { ConfirmedBy } from './words.ts';

const GET_PAYMENT_DETAILS = docs({
  id: 'getPaymentDetails',
  tag: 'Payments',
  summary: 'Get the details of a payment',
  description:
    "The provider and the account, the provider's ids, the amounts authorized, captured and refunded, every attempt of " +
    'the customer with its payment method and why it was declined, and anomalies. Neither credentials nor anything that a payment could be made with.',
  fails: ['invalid', 'payment_not_found', 'not_yours'],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user' },
});

const AccountView = Type.Object(
  {
    id: Uuid,
    gym_id: textOrNull("The gym that owns the account; null for the platform's own."),
    provider_user_id: textOrNull("The provider's id of the account holder, when known."),
  },
  { title: 'Account', description: 'The provider account that receives the money.' },
);

const InDoubtView = Type.Object(
  {
    calls: Type.Integer({ minimum: 1, description: 'How many.' }),
    since: timestampField('When the first one was made.'),
    operations: Type.Array(oneOf(DOUBTFUL, 'What the call may have done.', 'DoubtfulOperation')),
  },
  { title: 'CallsInDoubt', description: 'Calls to the provider whose effect is unknown.' },
);

const AmountsView = Type.Object(
  {
    authorized: minorTotal('Authorized by the customer.'),
    captured: minorTotal('Captured.'),
    refunded: minorTotal('Refunded.'),
    refunding: minorTotal('Requested refunds that have neither succeeded nor failed yet.'),
    capturable: minorTotal('Authorized and not yet captured.'),
    missing: minorTotal('Of the amount, what has not come; 0 once the payment has succeeded.'),
  },
  { title: 'Amounts', description: "Of all attempts together, in minor units of the payment's currency." },
);

const DetailsView = Type.Object(
  {
    ...PaymentView.properties,
    user_id: Type.String({ description: 'The user who pays.' }),
    gym_id: textOrNull('The gym of the checkout; null for an order.'),
    title: Type.String({ description: 'Shown to the customer.' }),
    customer_email: textOrNull('Where the provider sends the receipt.', { format: 'email' }),
    capture_method: CaptureMethod,
    return_url: textOrNull('Where hosted payment pages redirect the customer to.', { format: 'uri' }),
    occurred_at: timestampFieldOrNull(OCCURRED),
    expires_at: timestampField('When the payment can no longer be paid.'),
    provider: Type.String({ description: 'The payment provider.' }),
    confirmed_by: ConfirmedBy,
    account: AccountView,
    provider_parent_id: textOrNull(
      "The provider's id of the intent, session, preference or order; null before it is opened.",
    ),
    amounts: AmountsView,
    attempts: Type.Array(AttemptView),
    refunds: Type.Array(DetailedRefundView),
    disputes: Type.Array(DisputeView),
    anomalies: Type.Array(AnomalyView),
    in_doubt: Type.Union([InDoubtView, Type.Null()], { description: 'Null when there are none.' }),
  },
  { title: 'PaymentDetails' },
);
type DetailsView = Static<typeof DetailsView>;

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
  confirmed_by: 'provider',
  account: { id: '770e8400-e29b-41d4-a716-446655440000', gym_id: null, provider_user_id: null },
  provider_parent_id: 'pi_xxx',
  amounts: { authorized: 1000, captured: 1000, refunded: 0, refunding: 0, capturable: 0, missing: 0 },
  attempts: [
    {
      provider_payment_id: 'pi_xxx',
      status: 'succeeded',
      occurred_at: '2024-01-01T00:00:00',
      authorized: 1000,
      captured: 1000,
      surplus: 0,
      currency: 'jpy',
      decline: null,
      method: { type: 'card', brand: 'visa', last4: '4242', installments: null },
      charges: [{ id: 'ch_xxx', decline: null, method: null }],
    },
  ],
  refunds: [],
  disputes: [],
  anomalies: [],
  in_doubt: null,
};

const DetailsAnswer = success(DetailsView, { description: 'The details.', example: EXAMPLE });

function showDetails(details: FoundDetails, language: Language) {
  const { payment, account, amounts, attempts, refunds, disputes, anomalies, inDoubt } = details;
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
    confirmed_by: details.confirmedBy,
    account: {
      id: account.id,
      gym_id: account.owner.kind === 'gym' ? account.owner.slug : null,
      provider_user_id: account.providerUserId,
    },
    provider_parent_id: payment.parentId,
    amounts: { ...amounts, missing: details.missingMinor },
    attempts: attempts.map((attempt) => showAttempt(attempt, language)),
    refunds: refunds.map(showDetailedRefund),
    disputes: disputes.map(showDispute),
    anomalies: anomalies.map(showAnomaly),
    in_doubt: inDoubt && { ...inDoubt, since: timestamp(inDoubt.since), operations: [...inDoubt.operations] },
  } satisfies DetailsView;
}

export const paymentDetails: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const show = { ...GET_PAYMENT_DETAILS, params: PaymentParams, response: { 200: DetailsAnswer } };
  scope.get('/:payment_id/details', { schema: show }, async (request, reply) => {
    varyBy(reply, 'accept-language');
    const details = await app.findDetails(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showDetails(details, languageOf(request.headers['accept-language'])));
  });
};
