import pg from 'pg';
import { copyInto } from './copy.ts';
import { COLUMNS, ROWS, TABLES } from './rows.ts';
import { type Span, storyOf } from './story.ts';
import { type World, worldOf } from './world.ts';

export const SEED = 1;

/** As many stories are held at once. */
const AT_ONCE = 5_000;

/**
 * Fills a migrated database with payments of a year, and all that hangs on them, by COPY. Indexes and references are made
 * anew afterwards, over all rows: that takes a quarter of the time, and an order and the payment that paid it refer to each
 * other. Triggers and checks hold all the while.
 */
export async function fill(url: string, span: Span): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const world = worldOf(SEED);
    await addSellers(client, world);
    const restore = await leaveOut(client);
    for (let first = 0; first < span.payments; first += AT_ONCE) await addPayments(client, world, span, first);
    for (const statement of restore) await client.query(statement);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

async function addSellers(client: pg.Client, { orders, gyms }: World): Promise<void> {
  const gymColumns = 'slug name payments_enabled provider currency signature needs_reconnect';
  await copyInto(
    client,
    'gyms',
    gymColumns,
    gyms.map(({ gymSlug, provider, currencies: [currency = ''] }, index) => [
      ...[gymSlug, `Gym ${index}`, 'true', provider, currency, 'required', index % 20 === 7 ? 'true' : 'false'],
    ]),
  );
  await copyInto(
    client,
    'accounts',
    'id gym_slug provider provider_user_id sealed',
    [orders.stripe, orders.mercadopago, ...gyms].map(({ accountId, gymSlug, provider }, index) => [
      ...[accountId, gymSlug, provider, String(7_000 + index), gymSlug === null ? null : 'sealed'],
    ]),
  );
}

async function addPayments(client: pg.Client, world: World, span: Span, first: number): Promise<void> {
  const count = Math.min(AT_ONCE, span.payments - first);
  const stories = Array.from({ length: count }, (_, index) => storyOf(world, span, first + index));
  for (const table of TABLES) await copyInto(client, table, COLUMNS[table], stories.flatMap(ROWS[table]));
}

/** Drops every reference, and every index but those of primary keys. Returns the statements that bring them back. */
async function leaveOut(client: pg.Client): Promise<readonly string[]> {
  const references = await client.query<{ drop: string; add: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS add
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  const indexes = await client.query<{ drop: string; add: string }>(
    `SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS add
       FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
  );
  for (const { drop } of [...references.rows, ...indexes.rows]) await client.query(drop);
  return [...indexes.rows, ...references.rows].map(({ add }) => add);
}
