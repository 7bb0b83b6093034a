import type * as Table from '../../../generated/prisma/client.ts';
import { type Gym, isSlug, type SignaturePolicy } from '../../domain/gym.ts';
import type { Page } from '../../ports/readings.ts';
import type { GymChange, Put, Store } from '../../ports/store.ts';
import { call, type Database, storable } from './database.ts';
import { cursors, pageOf } from './pages.ts';
import { type JsonRow, moneyOf, type Row, revived } from './rows.ts';

export type GymRow = Row<Table.Gym>;

/** Where a page ended: with this slug. */
const SLUGS = cursors<string>(
  (slug) => slug,
  (text) => (isSlug(text) ? text : null),
);

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
      const after = cursor === null ? '' : SLUGS.placeOf(cursor);
      const rows = await db.prisma.gym.findMany({
        where: { slug: { gt: after } },
        orderBy: { slug: 'asc' },
        take: limit + 1,
      });
      return pageOf(rows, limit, gymOf, ({ slug }) => SLUGS.cursorOf(slug));
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
    statement_descriptor: gym.statementDescriptor,
    signature: gym.signature,
    credentials: gym.credentials && {
      id: gym.credentials.accountId,
      sealed: gym.credentials.sealed,
      provider_user_id: gym.credentials.providerUserId,
    },
  };
}

export function gymOf(row: GymRow): Gym {
  const { slug, name, paymentsEnabled, provider, returnUrl, statementDescriptor, accountId } = row;
  const { needsReconnect, createdAt, updatedAt } = row;
  const { currency } = moneyOf(0, row.currency);
  const signature = row.signature as SignaturePolicy;
  return {
    slug,
    name,
    paymentsEnabled,
    provider,
    currency,
    returnUrl,
    statementDescriptor,
    signature,
    accountId,
    needsReconnect,
    createdAt,
    updatedAt,
  };
}
