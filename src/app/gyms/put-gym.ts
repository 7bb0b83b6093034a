import { DomainError, invalid } from '../../domain/error.ts';
import type { Gym, SignaturePolicy } from '../../domain/gym/gym.ts';
import { toCurrency } from '../../domain/money/currency.ts';
import { money } from '../../domain/money/money.ts';
import type { Account, Credentials } from '../../domain/payment/account.ts';
import type { Put } from '../../domain/purchase/orders.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { NewCredentials } from '../../ports/store/connections.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { openCredentials, sealCredentials } from '../providers/credentials.ts';
import { accountFor } from './account-for.ts';

export type GymInput = {
  readonly slug: string;
  readonly name: string;
  readonly paymentsEnabled: boolean;
  readonly provider: string | null;
  /** Upper-case; null means ARS. */
  readonly currency: string | null;
  readonly returnUrl: string | null;
  /** Null leaves the stored one as it is; empty takes it away: then it is the gym's name. */
  readonly statementDescriptor: string | null;
  readonly signature: SignaturePolicy | null;
  /** As the provider declares them. Null leaves the stored ones as they are. */
  readonly credentials: Credentials | null;
};

/** @throws DomainError `scope_missing`, `invalid`. */
export async function putGym(context: Context, actor: Actor, input: GymInput): Promise<Put<Gym>> {
  requireScope(actor, 'gyms:write');
  const provider = providerFor(context, input);
  const currency = toCurrency(input.currency ?? 'ARS');
  if (currency === undefined) throw invalid('currency', 'currency must be the ISO 4217 code of a supported currency');
  const refusal = provider.refusal(money(SOME_AMOUNT, currency));
  if (refusal !== null) throw invalid('currency', refusal.reason);
  requireShowable(provider, input.statementDescriptor);
  const { slug, name, paymentsEnabled, returnUrl, statementDescriptor } = input;
  const given = input.credentials ?? (await noneNeeded(context, provider, slug));
  const credentials = given && (await renew(context, provider, slug, given));
  const signature = input.signature ?? 'required';
  const kept = { slug, name, paymentsEnabled, returnUrl, statementDescriptor };
  const change = { ...kept, provider: provider.name, currency, signature, credentials };
  return context.store.putGym(change, authorOf(context, actor));
}

/** A round amount in every currency, to ask whether a provider carries the currency at all. */
const SOME_AMOUNT = 100_000;

function providerFor({ providers, settings }: Context, input: GymInput): PaymentProvider {
  const hasPage = (each: PaymentProvider | undefined) => each?.capabilities.flows.includes('redirect') === true;
  const provider = providers.get(input.provider ?? settings.defaultProviders.gyms);
  if (provider === undefined || !hasPage(provider)) {
    const able = providers.names.filter((name) => hasPage(providers.get(name)));
    throw invalid('provider', `provider must be one of ${able.join(', ')}: those have a payment page`);
  }
  if (provider.capabilities.redirectNeedsReturnUrl && (input.returnUrl ?? settings.checkoutReturnUrl) === null)
    throw invalid(
      'return_url',
      'return_url is required by this payment provider: it must be an https URL, such as https://gym.example/paid',
    );
  return provider;
}

function requireShowable(provider: PaymentProvider, descriptor: string | null): void {
  if (descriptor === null || descriptor === '' || provider.descriptor(descriptor) === descriptor) return;
  const shown = provider.descriptor(descriptor);
  const example = shown === null ? '' : `, such as "${shown}"`;
  throw invalid('statement_descriptor', `statement_descriptor must be ${provider.descriptorForm}${example}`);
}

/** The account of a gym whose provider needs no credentials is made with the first put that names the provider. */
async function noneNeeded({ store }: Context, provider: PaymentProvider, slug: string): Promise<Credentials | null> {
  if (provider.credentials.length > 0) return null;
  const accounts = await store.listAccounts({ kind: 'gym', slug });
  return accounts.some((account) => account.provider === provider.name) ? null : {};
}

async function renew(
  context: Context,
  provider: PaymentProvider,
  slug: string,
  given: Credentials,
): Promise<NewCredentials> {
  const holder = { owner: { kind: 'gym', slug }, provider: provider.name } as const;
  const providerUserId = provider.identify(given);
  const { id: accountId } = await accountFor(context, { ...holder, providerUserId }, (account) =>
    isSameHolder(context, account, { provider, given, providerUserId }),
  );
  const sealed = sealCredentials(context, { given, grant: null }, { ...holder, id: accountId });
  return { accountId, sealed, providerUserId };
}

type Next = {
  readonly provider: PaymentProvider;
  readonly given: Credentials;
  readonly providerUserId: string | null;
};

function isSameHolder(context: Context, account: Account, { provider, given, providerUserId }: Next): boolean {
  if (providerUserId !== null) return account.providerUserId === providerUserId;
  if (account.sealed === null) return false;
  try {
    return provider.openSameAccount(openCredentials(context, provider, account.sealed, account), given);
  } catch (error) {
    if (error instanceof DomainError) return false; // its key is gone: the two can't be compared any more
    throw error;
  }
}
