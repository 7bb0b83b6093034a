import type { Account, Credentials } from '../domain/account.ts';
import { DomainError } from '../domain/error.ts';
import type { Context } from './context.ts';

/** Whose credentials they are, and at which provider. */
type Holder = Pick<Account, 'owner' | 'provider'>;

export function sealCredentials({ secrets }: Pick<Context, 'secrets'>, credentials: Credentials, holder: Holder) {
  return secrets.seal(JSON.stringify(credentials), placeOf(holder));
}

/** @throws DomainError `credentials_unusable` when they are damaged, moved, or their key is not configured. */
export function openCredentials({ secrets }: Pick<Context, 'secrets'>, sealed: string, holder: Holder): Credentials {
  try {
    const { accessToken, webhookSecrets } = JSON.parse(secrets.open(sealed, placeOf(holder))) as Credentials;
    return { accessToken, webhookSecrets };
  } catch (cause) {
    throw new DomainError('credentials_unusable', 'Stored credentials can not be opened', { cause });
  }
}

function placeOf({ owner, provider }: Holder) {
  return { kind: 'credentials', owner, provider } as const;
}
