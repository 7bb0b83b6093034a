import { createHash } from 'node:crypto';
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
  type NewCredentials,
} from '../../domain/gym/gym-change.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import { firstDueAt } from '../../domain/schedule.ts';
import type { BesideGym, Connection, Connections, UserOfCredentials } from '../../ports/store/connections.ts';
import type { GymAnnouncer } from '../../ports/store/events.ts';
import { auditFrom, auditValues } from './audit.ts';
import { INSTEAD_OF_ITS_SCHEDULE } from './checks.ts';
import { commitGym } from './gym-commits.ts';
import { type GymRow, gymOf, holderBy } from './gyms.ts';
import { type Database, type Statement, storable, storableTexts } from './postgres/database.ts';
import { fromJson, type JsonRow } from './reading/rows.ts';
import { untilCommitted } from './until-committed.ts';

/** A gym has one link: the newest takes the place of the one before. Decisions about the gym depend on it (`version`). */
const KEEP: Statement = {
  name: 'keep_connection',
  text: `WITH gym AS (UPDATE gyms SET version = version + 1 WHERE slug = $2::text RETURNING slug),
    audited AS (${auditFrom('gym', 8)})
    INSERT INTO connections (link_hash, gym_slug, provider, sealed, begun_by, replaces, expires_at)
    SELECT $1::text, slug, $3::text, $4::text, $5::text, $6::boolean,
           clock_timestamp() + $7::float8 * interval '1 millisecond'
      FROM gym
    ON CONFLICT (gym_slug) DO UPDATE
      SET link_hash = excluded.link_hash, provider = excluded.provider, sealed = excluded.sealed, taken = false,
          begun_by = excluded.begun_by, replaces = excluded.replaces, expires_at = excluded.expires_at
    RETURNING gym_slug`,
};

const WORKS = 'link_hash = $1::text AND NOT taken AND expires_at > clock_timestamp()';
const COLUMNS = 'gym_slug AS "gymSlug", provider, sealed, begun_by AS "begunBy", replaces';

const FIND: Statement = { name: 'find_connection', text: `SELECT ${COLUMNS} FROM connections WHERE ${WORKS}` };

/** Of two requests with one link, one gets it. */
const TAKE: Statement = {
  name: 'take_connection',
  text: `UPDATE connections SET taken = true WHERE ${WORKS} RETURNING ${COLUMNS}`,
};

const LOAD: Statement = {
  name: 'load_connection',
  text: `SELECT clock_timestamp()::timestamptz(3) AS now, to_jsonb(gyms) AS gym,
                jsonb_build_object('provider', connections.provider, 'replaces', replaces) AS link,
                ${holderBy('gyms.account_id')} AS present, ${holderBy('$2::uuid')} AS named
           FROM connections JOIN gyms ON gyms.slug = connections.gym_slug WHERE link_hash = $1::text AND taken`,
};

/** An account with these credentials, and its gym. */
const LOAD_OWNER: Statement = {
  name: 'load_owner_of_credentials',
  text: `SELECT clock_timestamp()::timestamptz(3) AS now, to_jsonb(gyms) AS gym
           FROM gyms JOIN accounts ON accounts.gym_slug = gyms.slug
          WHERE accounts.id = $1::uuid AND accounts.sealed = $2::text`,
};

/** The version says that the account is still as it was loaded: each commit that gives it other credentials changes it. */
const RENEW: Statement = {
  name: 'renew_credentials',
  text: `WITH gym AS (
      UPDATE gyms SET version = version + 1, needs_reconnect = $5::boolean, credentials_refused_at = $6::timestamptz,
                      updated_at = $7::timestamptz
       WHERE slug = $3::text AND version = $4::integer RETURNING slug),
    account AS (UPDATE accounts SET sealed = $2::text FROM gym WHERE id = $1::uuid),
    planned AS (
      INSERT INTO checks (kind, subject, due_at) SELECT 'grant', $1::uuid::text, $8::timestamptz FROM gym
      ${INSTEAD_OF_ITS_SCHEDULE})
    SELECT slug FROM gym`,
};

/** The gym that uses these credentials, unless it already shows that it has to reconnect. */
const LOAD_USER: Statement = {
  name: 'load_user_of_credentials',
  text: `SELECT clock_timestamp()::timestamptz(3) AS now, to_jsonb(gyms) AS gym
           FROM gyms JOIN accounts ON accounts.id = gyms.account_id
          WHERE accounts.id = $1::uuid AND accounts.sealed = $2::text AND NOT needs_reconnect`,
};

/** The same, if these credentials were refused. */
const LOAD_REFUSED: Statement = {
  name: 'load_user_of_refused_credentials',
  text: `SELECT clock_timestamp()::timestamptz(3) AS now, to_jsonb(gyms) AS gym
           FROM gyms JOIN accounts ON accounts.id = gyms.account_id
          WHERE accounts.id = $1::uuid AND accounts.sealed = $2::text AND credentials_refused_at IS NOT NULL`,
};

/** What is committed with a gym that uses the credentials. */
type BesideUser = { readonly announce: GymAnnouncer; readonly audit?: (gym: Gym) => AuditRecord | null };

type Loaded = Omit<ConnectionState, 'gym'> & { readonly gym: JsonRow };

/** Accounts that gyms connect themselves, and credentials that are renewed. */
export function createConnections(db: Database): Connections {
  const { query } = db;

  /** Null: another commit came first. */
  async function connect(
    link: string,
    credentials: NewCredentials,
    renewAt: Date | null,
    { announce, by }: BesideGym,
  ): Promise<Gym | null> {
    const [loaded] = await query<Loaded>(LOAD, [hashOf(link), credentials.accountId]);
    const row = loaded && fromJson<GymRow>(loaded.gym);
    const state = loaded === undefined || row === undefined ? null : { ...loaded, gym: gymOf(row) };
    const changes = decideConnection(state, credentials, renewAt);
    const event = state && announce(state.gym, changes.gym);
    const audit = state && { ...gymChanged('gym.connect', state.gym, changes), ...by };
    return (await commitGym(db, row?.version ?? null, changes, { event, audit })) ? changes.gym : null;
  }

  /** Null: another commit came first. Every commit that gives the gym other credentials changes its version. */
  async function changeUser(
    found: Statement,
    { accountId, read }: UserOfCredentials,
    decide: (gym: Gym, now: Date) => GymChanges,
    { announce, audit = () => null }: BesideUser,
  ): Promise<{ readonly isDone: true } | null> {
    const [user] = await query<Pick<Loaded, 'now' | 'gym'>>(found, [accountId, read]);
    if (user === undefined) return { isDone: true };
    const row = fromJson<GymRow>(user.gym);
    const gym = gymOf(row);
    const changes = decide(gym, user.now);
    const beside = { event: announce(gym, changes.gym), audit: audit(gym) };
    const isCommitted = await commitGym(db, row.version, changes, beside);
    return isCommitted ? { isDone: true } : null;
  }

  /** Null: another commit came first. */
  async function renew({ accountId, read }: UserOfCredentials, sealed: string, renewAt: Date) {
    const [owner] = await query<Pick<Loaded, 'now' | 'gym'>>(LOAD_OWNER, [accountId, read]);
    if (owner === undefined) return { isDone: false };
    const row = fromJson<GymRow>(owner.gym);
    const { slug, needsReconnect, credentialsRefusedAt, updatedAt } = decideRenewed(gymOf(row), accountId, owner.now);
    const gym = [slug, row.version, needsReconnect, credentialsRefusedAt, updatedAt];
    const dueAt = firstDueAt('grant', owner.now, renewAt);
    const committed = await query(RENEW, [accountId, sealed, ...gym, dueAt]);
    return committed.length === 0 ? null : { isDone: true };
  }

  return {
    async keepConnection(link, { gymSlug, provider, sealed, begunBy, replaces }, lifetimeMs, audit) {
      const values = [hashOf(link), storable(gymSlug), provider, sealed, storable(begunBy), replaces, lifetimeMs];
      const kept = await query(KEEP, [...values, ...auditValues(audit ?? null)]);
      if (kept.length === 0) throw new DomainError('gym_not_found', 'Gym not found');
    },

    async findConnection(link) {
      const [connection] = await query<Connection>(FIND, [hashOf(link)]);
      return connection ?? null;
    },

    async takeConnection(link) {
      const [connection] = await query<Connection>(TAKE, [hashOf(link)]);
      return connection ?? null;
    },

    connectGym: (link, credentials, renewAt, beside) =>
      untilCommitted(() => connect(link, storableTexts(credentials), renewAt, beside)),

    async renewCredentials(user, sealed, renewAt) {
      const { isDone } = await untilCommitted(() => renew(user, sealed, renewAt));
      return isDone;
    },

    async needReconnect(user, why, announce) {
      const decide = (gym: Gym, now: Date) => decideReconnect(gym, why, now);
      await untilCommitted(() => changeUser(LOAD_USER, user, decide, { announce }));
    },

    async acceptCredentials(user, by = null) {
      const audit = ({ slug }: Gym) => by && { ...gymRetried(slug), ...by };
      await untilCommitted(() => changeUser(LOAD_REFUSED, user, decideAccepted, { announce: () => null, audit }));
    },
  };
}

/** The table has only the hash: a reader of it gets no link that works. */
function hashOf(link: string): string {
  return createHash('sha256').update(link).digest('hex');
}
