import { gymChanged } from '../../domain/gym/gym-audit.ts';
import { type AccountHolder, decidePut, type GymChanges } from '../../domain/gym/gym-change.ts';
import type { Store } from '../../ports/store/store.ts';
import { forgetChecks } from './checks.ts';
import { by } from './order.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import { toPage } from './reading/pages.ts';
import { keyOf, SCHEDULED, type Tables } from './tables.ts';

type Gyms = Pick<Store, 'putGym' | 'findGym' | 'listGyms'>;

/** Gyms and, with their credentials, the accounts that these open; src/domain/gym/gym-change.ts says what becomes of them. */
export function createGyms(tables: Tables, now: () => Date): AtOnce<Gyms> {
  const { gyms, accounts } = tables;

  function newestAccountId(slug: string, provider: string): string | null {
    const isOwn = (id: string) => {
      const holder = holderOf(tables, id);
      return holder?.gymSlug === slug && holder.provider === provider;
    };
    return [...accounts.keys()].findLast(isOwn) ?? null;
  }

  return {
    putGym(change, by = null) {
      const { slug, provider, credentials } = change;
      const named = holderOf(tables, credentials?.accountId ?? null);
      const gym = gyms.get(slug) ?? null;
      const state = { now: now(), gym, named, newestAccountId: newestAccountId(slug, provider) };
      const { gym: value, created, changes } = decidePut(state, change);
      if (changes === null) return { value, created };
      commitGym(tables, changes);
      if (by !== null) writeAudit(tables, [{ ...gymChanged('gym.put', gym, changes), ...by }], state.now);
      return { value, created };
    },

    findGym: (slug) => gyms.get(slug) ?? null,

    listGyms(page) {
      const rows = [...gyms.values()].toSorted(by(({ slug }) => [slug]));
      return toPage({ rows, nameOf: ({ slug }) => slug }, page, (gym) => gym);
    },
  };
}

/** Null when there is no account of this id. */
export function holderOf({ accounts }: Tables, id: string | null): AccountHolder | null {
  const account = accounts.get(id ?? '');
  if (account === undefined) return null;
  const { owner, provider, providerUserId } = account;
  return { gymSlug: owner.kind === 'gym' ? owner.slug : null, provider, providerUserId };
}

/** The gym, its account and its link. Nothing comes in between this and what it was decided on: there is no version. */
export function commitGym(tables: Tables, { gym, credentials, endsLink, grantDueAt }: GymChanges): void {
  tables.gyms.set(gym.slug, gym);
  if (credentials !== null) {
    const { accountId: id, sealed, providerUserId } = credentials;
    const owner = { kind: 'gym', slug: gym.slug } as const;
    const createdAt = tables.accounts.get(id)?.createdAt ?? gym.updatedAt;
    tables.accounts.set(id, { id, owner, provider: gym.provider, providerUserId, sealed, createdAt });
  }
  if (endsLink) tables.connections.delete(gym.slug);
  const accountId = gym.accountId ?? '';
  if (grantDueAt === 'never') forgetChecks(tables, [{ kind: 'grant', subject: accountId }]);
  else if (grantDueAt !== null) planGrant(tables, accountId, grantDueAt);
}

/** Instead of whatever the schedule had: a worker that looks at an earlier grant must not end this check. */
export function planGrant({ checks }: Tables, subject: string, dueAt: Date): void {
  const kind = 'grant';
  checks.set(keyOf(kind, subject), { kind, subject, dueAt, tries: 0, token: null, ...SCHEDULED });
}
