import { randomUUID } from 'node:crypto';
import type { Account } from '../../domain/payment/account.ts';
import type { Store } from '../../ports/store/store.ts';
import { type Database, isUuid, storable } from './postgres/database.ts';
import { accountOf } from './reading/rows.ts';

/** Accounts at providers: the platform's, and all that gyms ever had. */
export function createAccounts({ prisma }: Database): Pick<Store, 'platformAccount' | 'listAccounts' | 'findAccount'> {
  /** A cache by provider: these accounts never change or go away, and each webhook needs one. */
  const platform = new Map<string, Account>();

  async function findPlatform(provider: string): Promise<Account | null> {
    const row = await prisma.account.findFirst({ where: { gymSlug: null, provider } });
    return row && accountOf(row);
  }

  async function platformAccount(provider: string): Promise<Account> {
    const known = await findPlatform(provider);
    if (known) return known;
    // Two concurrent requests create one account: a unique index refuses the second row.
    await prisma.$executeRaw`
      INSERT INTO accounts (id, provider) VALUES (${randomUUID()}::uuid, ${provider}) ON CONFLICT DO NOTHING`;
    const made = await findPlatform(provider);
    if (made === null) throw new Error(`No platform account for ${provider} after making it`);
    return made;
  }

  return {
    async platformAccount(provider) {
      const account = platform.get(provider) ?? (await platformAccount(provider));
      platform.set(provider, account);
      return account;
    },

    async listAccounts(owner) {
      const gymSlug = owner.kind === 'gym' ? storable(owner.slug) : null;
      const rows = await prisma.account.findMany({
        where: { gymSlug },
        orderBy: { number: 'desc' },
      });
      return rows.map(accountOf);
    },

    async findAccount(id) {
      const row = isUuid(id) ? await prisma.account.findUnique({ where: { id } }) : null;
      return row && accountOf(row);
    },
  };
}
