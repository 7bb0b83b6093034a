import type * as Table from '../../../generated/prisma/client.ts';
import { type Gym, isSlug, type SignaturePolicy } from '../../domain/gym/gym.ts';
import { gymChanged } from '../../domain/gym/gym-audit.ts';
import { type AccountHolder, decidePut, type GymChange } from '../../domain/gym/gym-change.ts';
import type { Author } from '../../domain/operator/audit.ts';
import type { Put } from '../../domain/purchase/orders.ts';
import type { Page } from '../../ports/store/queries.ts';
import type { Store } from '../../ports/store/store.ts';
import { commitGym } from './gym-commits.ts';
import { type Database, type Statement, storable, storableTexts } from './postgres/database.ts';
import { cursors, toPage } from './reading/pages.ts';
import { fromJson, type JsonRow, moneyOf, type Row } from './reading/rows.ts';
import { untilCommitted } from './until-committed.ts';

export type GymRow = Row<Table.Gym>;

/** Where a page ended: with this slug. */
const SLUGS = cursors<string>(
  (slug) => slug,
  (text) => (isSlug(text) ? text : null),
);

/** An account by its id, as `AccountHolder`. */
export const holderBy = (id: string): string =>
  `(SELECT jsonb_build_object('gymSlug', gym_slug, 'provider', provider, 'providerUserId', provider_user_id)
      FROM accounts WHERE id = ${id})`;

const LOAD: Statement = {
  name: 'load_gym',
  text: `SELECT clock_timestamp()::timestamptz(3) AS now,
                (SELECT to_jsonb(gyms) FROM gyms WHERE slug = $1::text) AS gym,
                ${holderBy('$3::uuid')} AS named,
                (SELECT id FROM accounts WHERE gym_slug = $1::text AND provider = $2::text
                  ORDER BY number DESC LIMIT 1) AS "newestAccountId"`,
};

type Loaded = {
  readonly now: Date;
  readonly gym: JsonRow | null;
  readonly named: AccountHolder | null;
  readonly newestAccountId: string | null;
};

/** Gyms and, with their credentials, the accounts that these open. */
export function createGyms(db: Database): Pick<Store, 'putGym' | 'findGym' | 'listGyms'> {
  /** Null: another commit came first. */
  async function put(change: GymChange, by: Author | null): Promise<Put<Gym> | null> {
    const { slug, provider, credentials } = change;
    const [loaded] = await db.query<Loaded>(LOAD, [slug, provider, credentials?.accountId ?? null]);
    if (loaded === undefined) throw new Error('The database answered without a row');
    const row = loaded.gym && fromJson<GymRow>(loaded.gym);
    const before = row && gymOf(row);
    const { gym, created, changes } = decidePut({ ...loaded, gym: before }, change);
    if (changes === null) return { value: gym, created };
    const audit = by && { ...gymChanged('gym.put', before, changes), ...by };
    const isDone = await commitGym(db, row?.version ?? null, changes, { audit });
    return isDone ? { value: gym, created } : null;
  }

  return {
    async putGym({ credentials, ...gym }, by = null): Promise<Put<Gym>> {
      const change = { ...storableTexts(gym), credentials: credentials && storableTexts(credentials) };
      return untilCommitted(() => put(change, by));
    },

    async findGym(slug) {
      const row = await db.prisma.gym.findUnique({ where: { slug: storable(slug) } });
      return row && gymOf(row);
    },

    async listGyms({ limit, cursor }): Promise<Page<Gym>> {
      const after = cursor === null ? '' : SLUGS.positionOf(cursor);
      const rows = await db.prisma.gym.findMany({
        where: { slug: { gt: after } },
        orderBy: { slug: 'asc' },
        take: limit + 1,
      });
      return toPage(rows, limit, gymOf, ({ slug }) => SLUGS.cursorOf(slug));
    },
  };
}

export function gymOf(row: GymRow): Gym {
  const { slug, name, paymentsEnabled, provider, returnUrl, statementDescriptor, accountId } = row;
  const { needsReconnect, credentialsRefusedAt, createdAt, updatedAt } = row;
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
    credentialsRefusedAt,
    createdAt,
    updatedAt,
  };
}
