import type { Account } from '../../domain/payment/account.ts';
import type { Context } from '../context.ts';

/** The same holder at the provider keeps the account; another holder, or an unknown one, gets a new account. */
export async function accountFor(
  { store, world }: Context,
  { owner, provider }: Pick<Account, 'owner' | 'provider'>,
  isSameHolder: (account: Account) => boolean,
): Promise<Account['id']> {
  const accounts = await store.listAccounts(owner);
  const same = accounts.find((account) => account.provider === provider && isSameHolder(account));
  return same?.id ?? world.newId();
}
