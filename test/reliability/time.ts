import type { ServerDatabase } from '../adapters/store/postgres/create-database.ts';

/** All leases expire, and a search shows what it could not show yet. */
export async function anHourPasses({ query }: Pick<ServerDatabase, 'query'>): Promise<void> {
  // Rows that a process is at are left alone: waiting for several at once could end in a deadlock.
  await query(`UPDATE payments SET lease_began_at = lease_began_at - interval '1 hour',
                                   lease_until = lease_until - interval '1 hour',
                                   unknown_since = unknown_since - interval '1 hour'
                WHERE id IN (SELECT id FROM payments WHERE num_nonnulls(lease_token, unknown_since) > 0
                              ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)`);
  await query(`UPDATE operations SET lease_until = lease_until - interval '1 hour'
                WHERE id IN (SELECT id FROM operations WHERE lease_until IS NOT NULL
                              ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)`);
}

/** What the schedule has for these payments is due now, however often it was tried: it is longer than any test. */
export async function isDue({ query }: Pick<ServerDatabase, 'query'>, paymentIds: readonly string[]): Promise<void> {
  await query(
    'UPDATE checks SET due_at = clock_timestamp(), tries = 0, abandoned_at = NULL WHERE token IS NULL AND subject = ANY($1::text[])',
    [paymentIds],
  );
}
