import type { Account } from '../../domain/payment/account.ts';
import type { Store } from '../../ports/store/store.ts';
import type { Ids } from './checks.ts';
import type { AtOnce } from './reading/methods.ts';
import type { Tables } from './tables.ts';

type Accounts = Pick<Store, 'platformAccount' | 'listAccounts' | 'findAccount'>;

/** Accounts at providers: the platform's, and all that gyms ever had. */
export function createAccounts({ accounts }: Tables, { now, newId }: Ids): AtOnce<Accounts> {
  function make(provider: string): Account {
    const owner = { kind: 'platform' } as const;
    const account = { id: newId(), owner, provider, providerUserId: null, sealed: null, createdAt: now() };
    accounts.set(account.id, account);
    return account;
  }

  return {
    platformAccount(provider) {
      const all = [...accounts.values()];
      return all.find((one) => one.owner.kind === 'platform' && one.provider === provider) ?? make(provider);
    },

    listAccounts(owner) {
      const slug = owner.kind === 'gym' ? owner.slug : null;
      const isOwn = (one: Account) => (one.owner.kind === 'gym' ? one.owner.slug : null) === slug;
      return [...accounts.values()].filter(isOwn).toReversed();
    },

    findAccount: (id) => accounts.get(id.toLowerCase()) ?? null,
  };
}
