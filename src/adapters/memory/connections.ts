import { DomainError } from '../../domain/error.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import { gymChanged, gymRetried } from '../../domain/gym/gym-audit.ts';
import {
  type ConnectionState,
  decideAccepted,
  decideConnection,
  decideReconnect,
  decideRenewed,
  type GymChanges,
} from '../../domain/gym/gym-change.ts';
import { firstDueAt } from '../../domain/schedule.ts';
import type { Connection, Connections, UserOfCredentials } from '../../ports/store/connections.ts';
import type { EventRecord } from '../../ports/store/events.ts';
import type { Ids } from './checks.ts';
import { keepEvent } from './events.ts';
import { commitGym, holderOf, planGrant } from './gyms.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import type { ConnectionRow, Tables } from './tables.ts';

/** Accounts that gyms connect themselves, and credentials that are renewed. */
export function createConnections(tables: Tables, { now, newId }: Ids): AtOnce<Connections> {
  const { connections, gyms, accounts } = tables;

  const rowOf = (link: string) => [...connections.values()].find((row) => row.link === link);

  function unused(link: string): ConnectionRow | undefined {
    const row = rowOf(link);
    return row === undefined || row.taken || row.expiresAt <= now() ? undefined : row;
  }

  function stateOf(link: string, accountId: string): ConnectionState | null {
    const row = rowOf(link);
    const gym = gyms.get(row?.gymSlug ?? '');
    if (row === undefined || !row.taken || gym === undefined) return null;
    const [present, named] = [holderOf(tables, gym.accountId), holderOf(tables, accountId)];
    return { now: now(), gym, link: row, present, named };
  }

  function commit(changes: GymChanges, event: EventRecord | null): void {
    commitGym(tables, changes);
    if (event !== null) keepEvent(tables, event, newId);
  }

  function userOf({ accountId, read }: UserOfCredentials): Gym | null {
    if (accounts.get(accountId)?.sealed !== read) return null;
    return [...gyms.values()].find((one) => one.accountId === accountId) ?? null;
  }

  return {
    keepConnection(link, connection, lifetimeMs, audit) {
      const { gymSlug } = connection;
      if (!gyms.has(gymSlug)) throw new DomainError('gym_not_found', 'Gym not found');
      const expiresAt = new Date(now().getTime() + lifetimeMs);
      connections.set(gymSlug, { ...connection, link, taken: false, expiresAt });
      if (audit !== undefined) writeAudit(tables, [audit], now());
    },

    findConnection: (link) => connectionIn(unused(link)),

    takeConnection(link) {
      const row = unused(link);
      if (row !== undefined) connections.set(row.gymSlug, { ...row, taken: true });
      return connectionIn(row);
    },

    connectGym(link, credentials, renewAt, { announce, by }) {
      const state = stateOf(link, credentials.accountId);
      const changes = decideConnection(state, credentials, renewAt);
      commit(changes, state && announce(state.gym, changes.gym));
      if (state !== null) writeAudit(tables, [{ ...gymChanged('gym.connect', state.gym, changes), ...by }], state.now);
      return changes.gym;
    },

    renewCredentials({ accountId, read }, sealed, renewAt) {
      const account = accounts.get(accountId);
      const gym = account?.owner.kind === 'gym' ? gyms.get(account.owner.slug) : undefined;
      if (account?.sealed !== read || gym === undefined) return false;
      accounts.set(accountId, { ...account, sealed });
      gyms.set(gym.slug, decideRenewed(gym, accountId, now()));
      planGrant(tables, accountId, firstDueAt('grant', now(), renewAt));
      return true;
    },

    needReconnect(user, why, announce) {
      const gym = userOf(user);
      if (gym === null || gym.needsReconnect) return;
      const changes = decideReconnect(gym, why, now());
      commit(changes, announce(gym, changes.gym));
    },

    acceptCredentials(user, by = null) {
      const gym = userOf(user);
      if (gym === null || gym.credentialsRefusedAt === null) return;
      commit(decideAccepted(gym, now()), null);
      if (by !== null) writeAudit(tables, [{ ...gymRetried(gym.slug), ...by }], now());
    },
  };
}

function connectionIn(row: ConnectionRow | undefined): Connection | null {
  if (row === undefined) return null;
  const { link: _link, taken: _taken, expiresAt: _expiresAt, ...connection } = row;
  return connection;
}
