import { type Static, Type } from 'typebox';
import type { Language } from '../../../../domain/language.ts';
import { adviceFor, DECLINE_CODES, type Decline } from '../../../../domain/payment/decline.ts';
import { METHOD_TYPES, type Method } from '../../../../domain/payment/method.ts';
import type { Charge } from '../../../../domain/payment/report.ts';
import type { FoundAttempt } from '../../../../ports/store/queries.ts';
import {
  lowerCurrencyOrNull,
  minorOrNull,
  minorTotal,
  oneOf,
  textOrNull,
  timestampFieldOrNull,
  timestampOrNull,
} from '../../wire/fields.ts';
import { OCCURRED, PaymentStatus } from './payment.ts';

const reason = {
  code: oneOf(
    DECLINE_CODES,
    'Why the attempt ended without money; `declined` where no reason is known.',
    'DeclineCode',
  ),
  provider_code: Type.String({ description: "The provider's own word." }),
};

/** Without advice: an event is for programs, and has no reader's language. */
export const DeclineView = Type.Object(reason, { title: 'Decline', description: 'Why an attempt was declined.' });

const AdvisedDeclineView = Type.Object(
  {
    ...reason,
    advice: Type.String({
      description:
        'One sentence for the buyer, in the language of `accept-language`: en, es, pt or ja. It never says that a card ' +
        'was reported lost or stolen, or that fraud is suspected.',
    }),
  },
  { title: 'AdvisedDecline', description: 'Why the attempt was declined.' },
);

export const MethodView = Type.Object(
  {
    type: oneOf(METHOD_TYPES, 'The kind of payment method.', 'MethodType'),
    brand: textOrNull("A card's network, such as `visa`; of everything else the provider's name for it."),
    last4: textOrNull('The last four digits of a card or bank account.'),
    installments: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description: 'In how many parts the buyer pays the card, where the provider says so.',
    }),
  },
  { title: 'Method', description: 'What the customer paid with, or tried to. Null where the provider does not say.' },
);
type MethodView = Static<typeof MethodView>;

const ChargeView = Type.Object(
  {
    id: Type.String({ description: "The provider's id of the try." }),
    decline: Type.Union([AdvisedDeclineView, Type.Null()], { description: 'Null where it was not declined.' }),
    method: Type.Union([MethodView, Type.Null()], { description: 'Of a try that was declined; null otherwise.' }),
  },
  { title: 'Charge', description: 'One try of the customer, where the provider has one payment for all tries.' },
);

export const AttemptView = Type.Object(
  {
    provider_payment_id: Type.String({ description: "The provider's id of the attempt." }),
    status: PaymentStatus,
    occurred_at: timestampFieldOrNull(OCCURRED),
    authorized: minorOrNull('In minor units; null when the provider does not say.'),
    captured: minorTotal('In minor units.'),
    surplus: minorTotal("What of it is beyond the payment's amount, and was not refunded, in minor units."),
    currency: lowerCurrencyOrNull,
    decline: Type.Union([AdvisedDeclineView, Type.Null()], { description: 'Null where it was not declined.' }),
    method: Type.Union([MethodView, Type.Null()], { description: 'Null where the provider does not say.' }),
    charges: Type.Array(ChargeView, {
      description: 'The tries that it stands for, where the provider has one payment for all tries.',
    }),
  },
  {
    title: 'Attempt',
    description: "One attempt of the customer to pay: the provider's own payment. A payment can have several.",
  },
);
export type AttemptView = Static<typeof AttemptView>;

export function showAttempt(attempt: FoundAttempt, language: Language): AttemptView {
  const { providerPaymentId, fact, authorized, capturedMinor, surplusMinor, charges } = attempt;
  return {
    provider_payment_id: providerPaymentId,
    status: fact.kind,
    occurred_at: timestampOrNull(fact.occurredAt),
    authorized: authorized?.minor ?? null,
    captured: capturedMinor,
    surplus: surplusMinor,
    currency: authorized?.currency.toLowerCase() ?? null,
    ...showTry(attempt, language),
    charges: charges.map((charge) => ({ id: charge.id, ...showTry(charge, language) })),
  };
}

/** Why it failed, and what it was made with. */
function showTry({ decline, method }: Pick<Charge, 'decline' | 'method'>, language: Language) {
  return {
    decline: decline && { ...showDecline(decline), advice: adviceFor(decline.code, language) },
    method: method && showMethod(method),
  };
}

export function showDecline({ code, providerCode }: Decline): Static<typeof DeclineView> {
  return { code, provider_code: providerCode };
}

export function showMethod({ type, brand, last4, installments }: Method): MethodView {
  return { type, brand, last4, installments };
}
