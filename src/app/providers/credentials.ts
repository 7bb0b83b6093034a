import { DomainError } from '../../domain/error.ts';
import type { Account, Credentials } from '../../domain/payment/account.ts';
import type { Grant, KeptCredentials } from '../../ports/payment-provider/credentials.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Context } from '../context.ts';

/** The account that they are for, whose it is, and at which provider. */
type Holder = Pick<Account, 'id' | 'owner' | 'provider'>;

/** What is kept of a grant: the pair is always stored together. Without a refresh token it can't be renewed. */
export type KeptGrant = Pick<Grant, 'accessToken' | 'refreshToken' | 'publishableKey'> & { readonly renewAt: Date };

/** What is sealed for a gym's account; see `KeptCredentials`. */
export type Kept =
  | { readonly given: Credentials; readonly grant: null }
  | { readonly given: Credentials | null; readonly grant: KeptGrant };

type Keeping = Pick<Context, 'secrets'>;

export function sealCredentials({ secrets }: Keeping, kept: Kept, holder: Holder): string {
  return secrets.seal(JSON.stringify(kept), bindingOf(holder));
}

/** @throws DomainError `credentials_unusable` when they are damaged, moved, or their key is not configured. */
export function openKept({ secrets }: Keeping, sealed: string, holder: Holder): Kept {
  const { given, grant } = open({ secrets }, sealed, holder);
  return grant === null ? { given, grant } : { given, grant: { ...grant, renewAt: new Date(grant.renewAt) } };
}

/** What calls for an account are made with. @throws DomainError like `openKept` */
export function openCredentials(
  context: Pick<Context, 'secrets' | 'providers'>,
  provider: PaymentProvider,
  sealed: string,
  holder: Holder,
): Credentials {
  const platform = context.providers.platformCredentials(provider.name);
  const kept: KeptCredentials = { ...openKept(context, sealed, holder), platform };
  return provider.credentialsFrom(kept);
}

/** JSON has no dates. */
type Sealed =
  | Extract<Kept, { grant: null }>
  | { readonly given: Credentials | null; readonly grant: Omit<KeptGrant, 'renewAt'> & { readonly renewAt: string } };

function open({ secrets }: Keeping, sealed: string, holder: Holder): Sealed {
  try {
    return JSON.parse(secrets.open(sealed, bindingOf(holder))) as Sealed;
  } catch (cause) {
    throw new DomainError('credentials_unusable', "Stored credentials can't be decrypted", { cause });
  }
}

function bindingOf({ id: accountId, owner, provider }: Holder) {
  return { kind: 'credentials', accountId, owner, provider } as const;
}
