import { DomainError } from '../../domain/error.ts';
import type { Account, Credentials } from '../../domain/payment/account.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Context } from '../context.ts';
import { withAllAround } from './around-calls.ts';
import { openCredentials } from './credentials.ts';

/** An account that calls can be made with. */
export type Access = {
  readonly account: Account;
  readonly provider: PaymentProvider;
  readonly credentials: Credentials;
};

/** Whose payment is being opened, and why. */
export type Opening = { readonly context: Context; readonly access: Access; readonly cause: Cause };

/**
 * Opens an account for calls and signature checks.
 * @throws DomainError `provider_not_configured`; `credentials_unusable` when they can't be decrypted.
 */
export function accessTo(context: Context, account: Account): Access {
  const { providers } = context;
  const provider = providers.get(account.provider);
  const credentials = provider === undefined ? null : credentialsOf(context, provider, account);
  if (provider === undefined || credentials === null)
    throw new DomainError('provider_not_configured', 'Payment provider is not configured');
  return { account, provider: withAllAround(context, account, provider), credentials };
}

/** Null for the platform's account where none are configured. @throws DomainError `credentials_unusable` */
export function credentialsOf(context: Context, provider: PaymentProvider, account: Account): Credentials | null {
  if (account.sealed === null) return context.providers.platformCredentials(account.provider);
  return openCredentials(context, provider, account.sealed, account);
}

/** The platform's own account. @throws DomainError `provider_not_configured` */
export async function accessToPlatform(context: Context, provider: string): Promise<Access> {
  return accessTo(context, await context.store.platformAccount(provider));
}

/** The account that a payment was made with, for ever. */
export async function accessById(context: Context, accountId: string): Promise<Access> {
  const account = await context.store.findAccount(accountId);
  if (account === null) throw new Error(`account ${accountId} is gone, though payments point to it`);
  return accessTo(context, account);
}
