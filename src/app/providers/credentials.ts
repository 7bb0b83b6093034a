import { DomainError } from '../../domain/error.ts';
import type { Account, Credentials, GymCredentials } from '../../domain/payment/account.ts';
import type { Grant } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';

/** The account that they are for, whose it is, and at which provider. */
type Holder = Pick<Account, 'id' | 'owner' | 'provider'>;

/**
 * What is kept of a grant: the pair is always stored together. Without a refresh token it can't be renewed. The webhook secrets
 * are those that were pasted before: they sign what is about payments that the pasted token opened.
 */
export type KeptGrant = Pick<Grant, 'accessToken' | 'refreshToken' | 'publishableKey'> &
  Pick<Credentials, 'webhookSecrets'> & { readonly renewAt: Date };

type Keeping = Pick<Context, 'secrets'>;

export function sealCredentials({ secrets }: Keeping, credentials: GymCredentials | KeptGrant, holder: Holder): string {
  return secrets.seal(JSON.stringify(credentials), bindingOf(holder));
}

/**
 * A merchant's grant is to our application, and so are the notifications about what it opened: they are signed with the
 * platform's secrets, also after other credentials took the place of the grant. Where no account can be connected, the
 * platform's secrets sign nothing of a gym's.
 * @throws DomainError `credentials_unusable` when they are damaged, moved, or their key is not configured.
 */
export function openCredentials(
  { secrets, providers }: Pick<Context, 'secrets' | 'providers'>,
  sealed: string,
  holder: Holder,
): Credentials {
  const { accessToken, webhookSecrets, renewAt } = open({ secrets }, sealed, holder);
  const canConnect = providers.get(holder.provider)?.connecting != null;
  const platforms = providers.platformCredentials(holder.provider)?.webhookSecrets ?? [];
  const ofGrants = canConnect || renewAt !== undefined ? platforms : [];
  return { accessToken, webhookSecrets: [...webhookSecrets, ...ofGrants] };
}

/** Those that were pasted. @throws like `openCredentials` */
export function openPastedSecrets(context: Keeping, sealed: string, holder: Holder): readonly string[] {
  return open(context, sealed, holder).webhookSecrets;
}

/** What web pages show to the provider for this account; null when there is none. @throws like `openCredentials` */
export function openPublishableKey(context: Keeping, sealed: string, holder: Holder): string | null {
  return open(context, sealed, holder).publishableKey;
}

/** Null for pasted credentials. @throws like `openCredentials` */
export function openGrant(context: Keeping, sealed: string, holder: Holder): KeptGrant | null {
  const { renewAt, refreshToken = null, ...opened } = open(context, sealed, holder);
  return renewAt === undefined ? null : { ...opened, refreshToken, renewAt: new Date(renewAt) };
}

/** The JSON of pasted credentials, or of a grant. */
type Opened = GymCredentials & {
  readonly refreshToken?: string | null;
  readonly renewAt?: string;
};

function open({ secrets }: Keeping, sealed: string, holder: Holder): Opened {
  try {
    return JSON.parse(secrets.open(sealed, bindingOf(holder))) as Opened;
  } catch (cause) {
    throw new DomainError('credentials_unusable', "Stored credentials can't be decrypted", { cause });
  }
}

function bindingOf({ id: accountId, owner, provider }: Holder) {
  return { kind: 'credentials', accountId, owner, provider } as const;
}
