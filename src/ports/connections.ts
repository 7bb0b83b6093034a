import type { Gym } from '../domain/gym.ts';

/** A merchant was sent to the provider to agree, and comes back with the state they were given. */
export type Connection = {
  readonly gymSlug: string;
  readonly provider: string;
  /** The code verifier, sealed. */
  readonly sealed: string;
  /** The user who sent them. */
  readonly begunBy: string;
};

export type NewCredentials = {
  /** One of the gym's accounts, whose credentials are renewed, or a new id, which makes a new account. */
  readonly accountId: string;
  readonly sealed: string;
  readonly providerUserId: string | null;
};

/** Accounts that gyms connect at the provider itself. Each method is atomic. */
export type Connections = {
  /** Remembers where a state leads. It is not kept in a form that it could be used from. */
  keepConnection(state: string, connection: Connection, lifetimeMs: number): Promise<void>;
  /** Gives it once; null when nobody was given this state, it was used, or its time is over. */
  takeConnection(state: string): Promise<Connection | null>;
  /**
   * Makes these the credentials that the gym's checkouts go to, and remembers to renew them. Nothing else about the
   * gym changes. @throws DomainError `gym_not_found`; `conflict` when the gym turned to another provider meanwhile,
   * or the account is somebody else's.
   */
  connectGym(slug: string, provider: string, credentials: NewCredentials, renewAt: Date): Promise<Gym>;
  /** Replaces the credentials that were `read`; false, and nothing happened, when they are others by now. */
  renewCredentials(accountId: string, read: string, sealed: string): Promise<boolean>;
  /** The provider takes the credentials that were `read` no more: the gym that uses them has to connect anew. */
  needReconnect(accountId: string, read: string): Promise<void>;
};
