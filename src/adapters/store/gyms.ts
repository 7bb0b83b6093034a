import { invalid } from '../../domain/error.ts';
import { type Gym, isSlug } from '../../domain/gym.ts';
import type { Page } from '../../ports/readings.ts';
import type { GymChange, Put, Store } from '../../ports/store.ts';
import { call, type Database, storable } from './database.ts';
import { type GymRow, gymOf, type JsonRow, revived } from './rows.ts';

type Answer = { readonly value: JsonRow; readonly created: boolean };

/** Gyms and, with their credentials, the accounts that these open. */
export function createGyms(db: Database): Pick<Store, 'putGym' | 'findGym' | 'listGyms'> {
  return {
    async putGym(change): Promise<Put<Gym>> {
      const { value, created } = await call<Answer>(db, 'put_gym', columnsOf(change));
      return { value: gymOf(revived<GymRow>(value)), created };
    },

    async findGym(slug) {
      const row = await db.prisma.gym.findUnique({ where: { slug: storable(slug) } });
      return row && gymOf(row);
    },

    async listGyms({ limit, cursor }): Promise<Page<Gym>> {
      const after = cursor === null ? '' : slugOfCursor(cursor);
      // One more than asked for shows whether there is a next page.
      const rows = await db.prisma.gym.findMany({
        where: { slug: { gt: after } },
        orderBy: { slug: 'asc' },
        take: limit + 1,
      });
      const items = rows.slice(0, limit).map(gymOf);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? cursorOf(last.slug) : null };
    },
  };
}

function columnsOf(gym: GymChange): object {
  return {
    slug: gym.slug,
    name: gym.name,
    payments_enabled: gym.paymentsEnabled,
    provider: gym.provider,
    currency: gym.currency,
    return_url: gym.returnUrl,
    signature: gym.signature,
    credentials: gym.credentials && {
      id: gym.credentials.accountId,
      sealed: gym.credentials.sealed,
      provider_user_id: gym.credentials.providerUserId,
    },
  };
}

function cursorOf(slug: string): string {
  return Buffer.from(slug).toString('base64url');
}

function slugOfCursor(cursor: string): string {
  const slug = Buffer.from(cursor, 'base64url').toString();
  if (!isSlug(slug) || cursorOf(slug) !== cursor) throw invalid('cursor', 'Unknown cursor');
  return slug;
}
