import type { AttemptView } from '../../answers.ts';

type Decline = NonNullable<AttemptView['decline']>;

const REASONS: Readonly<Record<Decline['code'], string>> = {
  insufficient_funds: 'not enough money',
  incorrect_data: 'wrong card or account details',
  expired_card: 'the card has expired',
  authentication_required: 'the bank wants to confirm the buyer',
  authentication_failed: 'the confirmation with the bank failed',
  limit_exceeded: 'over a limit',
  contact_issuer: 'the buyer has to ask the bank',
  lost_or_stolen: 'the card was reported lost or stolen',
  fraud_suspected: 'fraud is suspected',
  method_unavailable: 'the method can not pay this',
  duplicate: 'the same was paid a moment ago',
  voucher_expired: 'the time to pay ran out',
  processing_error: 'a fault in processing',
  declined: 'no reason given',
};

/** For an operator, who may know what the buyer must not: with the provider's word. */
export function declineOf({ decline }: Pick<AttemptView, 'decline'>): string | null {
  return decline && `${REASONS[decline.code]} (${decline.provider_code})`;
}

/** `visa ••4242, 3 installments`; `voucher oxxo`. */
export function methodOf({ method }: Pick<AttemptView, 'method'>): string | null {
  if (method === null) return null;
  const { type, brand, last4, installments } = method;
  const name = type === 'card' ? (brand ?? type) : [type.replace('_', ' '), brand].filter(Boolean).join(' ');
  const named = last4 === null ? name : `${name} ••${last4}`;
  return installments !== null && installments > 1 ? `${named}, ${installments} installments` : named;
}
