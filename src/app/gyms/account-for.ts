import type { Account } from '../../domain/payment/account.ts';
import type { Context } from '../context.ts';

/** Whose account it is: `providerUserId` is null where the credentials don't show it. */
type Holder = Pick<Account, 'owner' | 'provider' | 'providerUserId'>;

/**
 * The same holder at the provider keeps the account; another holder, or an unknown one, gets a new one (`known` is null). Its id follows
 * from whose it is, so that two requests at once that bring the first credentials of one holder make one account.
 */
export async function accountFor(
  { store, world, secrets }: Context,
  { owner, provider, providerUserId }: Holder,
  isSameHolder: (account: Account) => boolean,
): Promise<{ readonly id: Account['id']; readonly known: Account | null }> {
  const accounts = await store.listAccounts(owner);
  const known = accounts.find((account) => account.provider === provider && isSameHolder(account));
  if (known !== undefined) return { id: known.id, known };
  const whose = JSON.stringify([owner, provider, providerUserId]);
  return { id: providerUserId === null ? world.newId() : uuidOf(secrets.hash(whose)), known: null };
}

/** A UUID of version 8 (RFC 9562 §5.8): its bits are ours to choose. */
function uuidOf(digest: string): string {
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return [...parts, digest.slice(20, 32)].join('-');
}
