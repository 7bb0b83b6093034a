import { DomainError } from '../error.ts';
import type { Event } from '../event/event.ts';
import { firstDueAt } from '../schedule.ts';
import type { Gym } from './gym.ts';

export type NewCredentials = {
  /** One of the gym's accounts, whose credentials are renewed, or a new id, which makes a new account. */
  readonly accountId: string;
  readonly sealed: string;
  readonly providerUserId: string | null;
};

/** A gym as a client app puts it. */
export type GymChange = Omit<
  Gym,
  'accountId' | 'needsReconnect' | 'credentialsRefusedAt' | 'createdAt' | 'updatedAt'
> & {
  /** Null: what is stored stays. */
  readonly credentials: NewCredentials | null;
};

/** Whose an account is; `gymSlug` is null for the platform's. */
export type AccountHolder = {
  readonly gymSlug: string | null;
  readonly provider: string;
  readonly providerUserId: string | null;
};

/** What a put is decided on, all of one moment. */
export type PutState = {
  /** The clock of the store. */
  readonly now: Date;
  /** Null while there is none. */
  readonly gym: Gym | null;
  /** The account that the new credentials name; null when there is none with its id. */
  readonly named: AccountHolder | null;
  /** The gym's newest account at the provider that it is put with. */
  readonly newestAccountId: string | null;
};

/** What a grant is decided on, all of one moment. */
export type ConnectionState = {
  readonly now: Date;
  readonly gym: Gym;
  /** The gym's link, which its owner has used. */
  readonly link: { readonly provider: string; readonly replaces: boolean };
  /** The gym's present account. */
  readonly present: Pick<AccountHolder, 'providerUserId'> | null;
  readonly named: AccountHolder | null;
};

/** What the store has to write, all of it or nothing. */
export type GymChanges = {
  /** The gym as it is from now on. */
  readonly gym: Gym;
  /** They go to the account that they name, which is made or renewed. */
  readonly credentials: NewCredentials | null;
  /** Whether the link with which its owner could connect the gym is over. */
  readonly endsLink: boolean;
  /**
   * When to look again at the credentials, instead of whatever the schedule had: a worker that looks at the grant before
   * this one must not end the check of this one. `never`: they can't be renewed. Null: the schedule stays as it is.
   */
  readonly grantDueAt: Date | 'never' | null;
};

/** `changes` is null when nothing is to be written. */
export type PutDecision = { readonly gym: Gym; readonly created: boolean; readonly changes: GymChanges | null };

/**
 * Credentials go to the account that they name and make it the gym's. Without any, the gym keeps its account, or gets
 * its newest one at its provider when that changed. Whether an account has to be connected again is only known of the one
 * that the gym uses: another one's grant is looked at as soon as the gym turns to it. The same again changes nothing.
 * @throws DomainError `conflict`
 */
export function decidePut({ now, gym, named, newestAccountId }: PutState, change: GymChange): PutDecision {
  const { credentials, ...wanted } = change;
  if (credentials !== null) requireOwn(named, change, credentials);
  const turnsAway = gym !== null && gym.provider !== change.provider;
  const keptAccountId = turnsAway ? newestAccountId : (gym?.accountId ?? null);
  const keepsAccount = credentials === null && !turnsAway;
  const next: Gym = {
    ...wanted,
    // It never comes out, so leaving it out keeps it; empty takes it away.
    statementDescriptor: (change.statementDescriptor ?? gym?.statementDescriptor) || null,
    accountId: credentials?.accountId ?? keptAccountId,
    needsReconnect: keepsAccount && gym?.needsReconnect === true,
    credentialsRefusedAt: keepsAccount ? (gym?.credentialsRefusedAt ?? null) : null,
    createdAt: gym?.createdAt ?? now,
    updatedAt: now,
  };
  if (gym !== null && credentials === null && isSame(gym, next)) return { gym, created: false, changes: null };
  const endsLink = credentials !== null || turnsAway;
  const grantDueAt = turnsAway && credentials === null && keptAccountId !== null ? now : null;
  const changes = { gym: next, credentials: withHolder(credentials, named), endsLink, grantDueAt };
  return { gym: next, created: gym === null, changes };
}

/**
 * Only what the merchant agreed to changes. An account of another holder takes the place of the present one only when
 * the operator asked for that. Without `renewAt` nothing can renew the credentials: the gym needs another consent before
 * they end. No state: the link was ended since it was used.
 * @throws DomainError `conflict`, `another_holder`
 */
export function decideConnection(
  state: ConnectionState | null,
  credentials: NewCredentials,
  renewAt: Date | null,
): GymChanges {
  if (state === null || state.link.provider !== state.gym.provider)
    throw new DomainError(
      'conflict',
      'The gym got other credentials, another payment provider or a newer link meanwhile',
    );
  const { now, gym, link, present, named } = state;
  requireOwn(named, gym, credentials);
  if (!link.replaces && present !== null && present.providerUserId !== credentials.providerUserId)
    throw new DomainError(
      'another_holder',
      'Another account is connected: to replace it, ask for a link with "replace": true',
      { field: 'account' },
    );
  return {
    gym: {
      ...gym,
      accountId: credentials.accountId,
      needsReconnect: renewAt === null,
      credentialsRefusedAt: null,
      updatedAt: now,
    },
    credentials: withHolder(credentials, named),
    endsLink: true,
    grantDueAt: renewAt === null ? 'never' : firstDueAt('grant', now, renewAt),
  };
}

/** An account of another gym, at another provider or of another holder is never touched. */
function requireOwn(
  named: AccountHolder | null,
  { slug, provider }: Pick<Gym, 'slug' | 'provider'>,
  { providerUserId }: NewCredentials,
): void {
  if (named === null) return;
  const isAnothers =
    named.providerUserId !== null && providerUserId !== null && named.providerUserId !== providerUserId;
  if (named.gymSlug !== slug || named.provider !== provider || isAnothers)
    throw new DomainError('conflict', 'The account belongs to another owner');
}

/** Why a gym needs to be connected again: its provider refused a call with the credentials, or does not renew the grant. */
export type ReconnectReason = 'refused' | 'not_renewed';

/** The provider takes the gym's credentials no more. */
export function decideReconnect(gym: Gym, why: ReconnectReason, now: Date): GymChanges {
  const credentialsRefusedAt = why === 'refused' ? now : null;
  return onlyTheGym({ ...gym, needsReconnect: true, credentialsRefusedAt, updatedAt: now });
}

/** The provider takes the credentials that it refused. */
export function decideAccepted(gym: Gym, now: Date): GymChanges {
  return onlyTheGym({ ...gym, needsReconnect: false, credentialsRefusedAt: null, updatedAt: now });
}

/** The gym once the credentials of one of its accounts were renewed: where it uses them, it needs no others. */
export function decideRenewed(gym: Gym, accountId: string, now: Date): Gym {
  if (gym.accountId !== accountId || !gym.needsReconnect) return gym;
  return { ...gym, needsReconnect: false, credentialsRefusedAt: null, updatedAt: now };
}

function onlyTheGym(gym: Gym): GymChanges {
  return { gym, credentials: null, endsLink: false, grantDueAt: null };
}

/** The event of a change; null when it is none. */
export function eventOfGym(before: Gym, after: Gym): Event | null {
  return after.needsReconnect && !before.needsReconnect ? { type: 'gym.needs_reconnect', gym: after } : null;
}

/** Once it is known whose an account is, it stays known. */
function withHolder<Given extends NewCredentials | null>(credentials: Given, named: AccountHolder | null): Given {
  return credentials && { ...credentials, providerUserId: credentials.providerUserId ?? named?.providerUserId ?? null };
}

const PUT = [
  ...(['name', 'paymentsEnabled', 'provider', 'currency', 'returnUrl'] as const),
  ...(['statementDescriptor', 'signature', 'accountId'] as const),
] satisfies (keyof Gym)[];

function isSame(gym: Gym, next: Gym): boolean {
  return PUT.every((property) => gym[property] === next[property]);
}
