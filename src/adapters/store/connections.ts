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
  readonly replaces: boolean;
};

/** Accounts that gyms connect themselves, and credentials that are renewed. */
export function createConnections(db: Database): Connections {
  async function connectionBy(name: 'find_connection' | 'take_connection', link: string): Promise<Connection | null> {
    const argument = { link_hash: hashOf(link) };
    const { connection } = await call<{ connection: ConnectionJson | null }>(db, name, argument);
    return connection && connectionOf(connection);
  }

  return {
    async keepConnection(link, { gymSlug, provider, sealed, begunBy, replaces }, lifetimeMs) {
      const row = { gym_slug: gymSlug, provider, sealed, begun_by: begunBy, replaces };
      await call(db, 'keep_connection', { ...row, link_hash: hashOf(link), lifetime_ms: lifetimeMs });
    },

    findConnection: (link) => connectionBy('find_connection', link),
    takeConnection: (link) => connectionBy('take_connection', link),

    async connectGym(link, { accountId, sealed, providerUserId }, renewAt) {
      const credentials = { id: accountId, sealed, provider_user_id: providerUserId };
      const argument = { link_hash: hashOf(link), credentials, renew_at: renewAt };
      const { gym } = await call<{ gym: JsonRow }>(db, 'connect_gym', argument);
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

/** A reader of the table gets no link that works. */
function hashOf(link: string): string {
  return createHash('sha256').update(link).digest('hex');
}

function connectionOf({
  gym_slug: gymSlug,
  provider,
  sealed,
  begun_by: begunBy,
  replaces,
}: ConnectionJson): Connection {
  return { gymSlug, provider, sealed, begunBy, replaces };
}
