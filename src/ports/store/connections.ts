import type { Gym } from '../../domain/gym/gym.ts';
import type { NewCredentials, ReconnectReason } from '../../domain/gym/gym-change.ts';
import type { AuditRecord, Author } from '../../domain/operator/audit.ts';
import type { GymAnnouncer } from './events.ts';

export type { NewCredentials, ReconnectReason };

/** A merchant's invitation to connect an account at the provider, stored under the link that was sent. */
export type Connection = {
  readonly gymSlug: string;
  readonly provider: string;
  /** The state and the code verifier, sealed. */
  readonly sealed: string;
  /** The user who sent the link. */
  readonly begunBy: string;
  /** Whether the account of another holder may take the place of the present one. */
  readonly replaces: boolean;
};

/** An account while its credentials are those that were `read`. Of a gym's accounts, its present one is the one that it uses. */
export type UserOfCredentials = { readonly accountId: string; readonly read: string };

/** What is committed with a gym: its events, and who changed it. */
export type BesideGym = { readonly announce: GymAnnouncer; readonly by: Author };

/** Accounts that gyms connect at the provider itself. Each method is atomic. */
export type Connections = {
  /** Stores an invitation in place of the gym's former one; its link can't be read back. @throws DomainError `gym_not_found` */
  keepConnection(link: string, connection: Connection, lifetimeMs: number, audit?: AuditRecord): Promise<void>;
  /** Null if the link is unknown, used, replaced by a newer one, or expired. */
  findConnection(link: string): Promise<Connection | null>;
  /** The same, once. Its row stays until `connectGym`, and what ends links ends it too. */
  takeConnection(link: string): Promise<Connection | null>;
  /**
   * Gives the gym of a taken link these credentials for its checkouts, and commits the check that renews them. Without
   * `renewAt` they can't be renewed, and the gym shows that it has to connect again. Nothing else about the gym changes, and
   * the link ends. @throws DomainError `conflict` when the link was ended since it was taken (by pasted
   * credentials, another provider or a newer link), or the account is another gym's or another holder's;
   * `another_holder` when the present account has another holder, unless the link `replaces` it.
   */
  connectGym(link: string, credentials: NewCredentials, renewAt: Date | null, beside: BesideGym): Promise<Gym>;
  /**
   * Replaces the credentials that were `read`, commits when to renew these, and the gym that uses them needs no others any
   * more; false, without effect, if they have changed since.
   */
  renewCredentials(user: UserOfCredentials, sealed: string, renewAt: Date): Promise<boolean>;
  /** The provider no longer accepts the credentials that were `read`: the gym that uses them has to connect again. */
  needReconnect(user: UserOfCredentials, why: ReconnectReason, announce: GymAnnouncer): Promise<void>;
  /**
   * The provider takes credentials that it refused before. Of a gym whose grant was not renewed nothing changes. `by`: the
   * person or key whose request has shown it.
   */
  acceptCredentials(user: UserOfCredentials, by?: Author | null): Promise<void>;
};
