import type { Gym } from '../domain/gym.ts';
import type { NewCredentials } from '../domain/gym-change.ts';

export type { NewCredentials };

/** An invitation to agree at the provider, kept under the link that the merchant was sent. */
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

/** Accounts that gyms connect at the provider itself. Each method is atomic. */
export type Connections = {
  /** Keeps an invitation in place of the gym's other; its link can't be read back. @throws DomainError `gym_not_found` */
  keepConnection(link: string, connection: Connection, lifetimeMs: number): Promise<void>;
  /** Null when there is no such link (any more): it was used, replaced by a newer one, or its time is over. */
  findConnection(link: string): Promise<Connection | null>;
  /** The same, once. Until `connectGym` its row stays, and whatever ends links ends it too. */
  takeConnection(link: string): Promise<Connection | null>;
  /**
   * Makes these the credentials that the checkouts of the gym go to whose link was taken, and remembers to renew them.
   * Without `renewAt` they can't be renewed, and the gym shows that it has to connect again. Nothing else about the gym
   * changes, and its link is over. @throws DomainError `conflict` when the link was ended since it was taken (by pasted
   * credentials, another provider or a newer link), or the account is another gym's or another holder's;
   * `another_holder` when the present account has another holder, unless the link `replaces` it.
   */
  connectGym(link: string, credentials: NewCredentials, renewAt: Date | null): Promise<Gym>;
  /** Replaces the credentials that were `read`; false, and nothing happened, when they are others by now. */
  renewCredentials(accountId: string, read: string, sealed: string): Promise<boolean>;
  /** The provider takes the credentials that were `read` no more: the gym that uses them has to connect anew. */
  needReconnect(accountId: string, read: string): Promise<void>;
};
