import { createHash } from 'node:crypto';
import type { Connection, Connections } from '../../ports/connections.ts';
import { call, type Database } from './database.ts';
import { type GymRow, gymOf } from './gyms.ts';
import { type JsonRow, revived } from './rows.ts';

type ConnectionJson = {
  readonly gym_slug: string;
  readonly provider: string;
  readonly sealed: string;
  readonly begun_by: string;
};

/** Accounts that gyms connect themselves, and credentials that are renewed. */
export function createConnections(db: Database): Connections {
  return {
    async keepConnection(state, { gymSlug, provider, sealed, begunBy }, lifetimeMs) {
      const row = { gym_slug: gymSlug, provider, sealed, begun_by: begunBy };
      await call(db, 'keep_connection', { ...row, state_hash: hashOf(state), lifetime_ms: lifetimeMs });
    },

    async takeConnection(state) {
      const argument = { state_hash: hashOf(state) };
      const { connection } = await call<{ connection: ConnectionJson | null }>(db, 'take_connection', argument);
      return connection && connectionOf(connection);
    },

    async connectGym(slug, provider, { accountId, sealed, providerUserId }, renewAt) {
      const credentials = { id: accountId, sealed, provider_user_id: providerUserId };
      const { gym } = await call<{ gym: JsonRow }>(db, 'connect_gym', {
        slug,
        provider,
        credentials,
        renew_at: renewAt,
      });
      return gymOf(revived<GymRow>(gym));
    },

    async renewCredentials(accountId, read, sealed) {
      const argument = { id: accountId, read, sealed };
      return (await call<{ is_renewed: boolean }>(db, 'renew_credentials', argument)).is_renewed;
    },

    async needReconnect(accountId, read) {
      await call(db, 'need_reconnect', { id: accountId, read });
    },
  };
}

/** Whoever reads the table can't come back with a state that somebody else was given. */
function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

function connectionOf({ gym_slug: gymSlug, provider, sealed, begun_by: begunBy }: ConnectionJson): Connection {
  return { gymSlug, provider, sealed, begunBy };
}
