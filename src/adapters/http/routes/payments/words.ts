import { oneOf } from '../../wire/fields.ts';

export const ConfirmedBy = oneOf(
  ['provider', 'operator'],
  'Who says that money came. `operator`: a person takes it, and an operator confirms it (`receipts` of the payment).',
  'ConfirmedBy',
);

/** How a call to the provider can fail. */
export const CALLS_PROVIDER = [
  'credentials_unusable',
  'provider_not_configured',
  'provider_unavailable',
  'provider_rejected',
] as const;

export const READING_SCOPE = { scope_missing: 'This needs the scope payments:read' };

export const PAYMENTS_SCOPE = { scope_missing: 'This needs the scope payments:manage' };
