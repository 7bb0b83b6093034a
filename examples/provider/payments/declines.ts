import { createDeclines, type DeclineWords } from 'fitstack-payments/provider-kit';

const NONE: readonly string[] = [];

/** Acme Pay's words for declines, each with one of ours. */
const WORDS: DeclineWords = {
  declined: ['card_declined'],
  insufficient_funds: ['no_funds'],
  incorrect_data: NONE,
  expired_card: NONE,
  authentication_required: NONE,
  authentication_failed: NONE,
  limit_exceeded: NONE,
  contact_issuer: NONE,
  lost_or_stolen: NONE,
  fraud_suspected: NONE,
  method_unavailable: NONE,
  duplicate: NONE,
  voucher_expired: NONE,
  processing_error: NONE,
};

export const declines = createDeclines(WORDS);
