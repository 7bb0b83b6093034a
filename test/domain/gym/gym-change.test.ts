import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import type { Gym } from '../../../src/domain/gym/gym.ts';
import {
  type AccountHolder,
  type ConnectionState,
  decideConnection,
  decidePut,
  decideReconnect,
  eventOfGym,
  type GymChange,
  type NewCredentials,
  type PutState,
} from '../../../src/domain/gym/gym-change.ts';
import { currency } from '../builders.ts';

const BORN = new Date('2026-11-01T12:00:00.000Z');
const NOW = new Date('2026-11-28T12:00:00.000Z');
const RENEW_AT = new Date('2027-04-20T12:00:00.000Z');

const GYM: Gym = {
  slug: 'iron-temple',
  name: 'Iron Temple',
  paymentsEnabled: true,
  provider: 'somepay',
  currency: currency('ARS'),
  returnUrl: null,
  statementDescriptor: 'IRON',
  signature: 'required',
  accountId: 'account-1',
  needsReconnect: true,
  credentialsRefusedAt: null,
  createdAt: BORN,
  updatedAt: BORN,
};

const GIVEN: NewCredentials = { accountId: 'account-2', sealed: 'sealed', providerUserId: '42' };
const OWN: AccountHolder = { gymSlug: GYM.slug, provider: GYM.provider, providerUserId: '42' };

const ANOTHERS: readonly [whose: string, named: AccountHolder][] = [
  ['another gym', { ...OWN, gymSlug: 'other' }],
  ['the platform', { ...OWN, gymSlug: null }],
  ['another provider', { ...OWN, provider: 'other' }],
  ['another holder', { ...OWN, providerUserId: '43' }],
];

function put(change: Partial<GymChange> = {}, state: Partial<PutState> = {}) {
  const { accountId, needsReconnect, createdAt, updatedAt, ...same } = GYM;
  const known = { now: NOW, gym: GYM, named: null, newestAccountId: null, ...state };
  return decidePut(known, { ...same, credentials: null, ...change });
}

function connect(state: Partial<ConnectionState> = {}, renewAt: Date | null = RENEW_AT, given = GIVEN) {
  const link = { provider: GYM.provider, replaces: false };
  return decideConnection({ now: NOW, gym: GYM, link, present: null, named: null, ...state }, given, renewAt);
}

function refusal(decide: () => unknown): unknown {
  try {
    decide();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a gym that is put', () => {
  test('a gym that is put is made without an account', () => {
    const { gym, created, changes } = put({}, { gym: null });

    const made = { ...GYM, accountId: null, needsReconnect: false, createdAt: NOW, updatedAt: NOW };
    expect({ gym, created }).toEqual({ gym: made, created: true });
    expect(changes).toEqual({ gym: made, credentials: null, endsLink: false, grantDueAt: null });
  });

  test('a gym that is put is not written when nothing changes', () => {
    expect(put()).toEqual({ gym: GYM, created: false, changes: null });
    expect(put({ statementDescriptor: null }).changes).toBeNull();
  });

  test.each<Partial<GymChange>>([
    { name: 'Iron Temple II' },
    { paymentsEnabled: false },
    { currency: currency('USD') },
    { returnUrl: 'https://gym.example' },
    { statementDescriptor: 'TEMPLE' },
    { signature: 'advisory' },
  ])('a gym that is put changes as it is put (%j), and keeps its account and its link', (change) => {
    const next = { ...GYM, ...change, updatedAt: NOW };

    expect(put(change).changes).toEqual({ gym: next, credentials: null, endsLink: false, grantDueAt: null });
  });

  test('a gym that is put loses its statement descriptor when it is put with an empty one', () => {
    expect(put({ statementDescriptor: '' }).gym.statementDescriptor).toBeNull();
  });

  test('a gym that is put turns to its newest account at another provider, and its link ends', () => {
    const { changes } = put({ provider: 'other' }, { newestAccountId: 'account-0' });

    expect(changes).toMatchObject({ gym: { provider: 'other', accountId: 'account-0' }, endsLink: true });
    expect(put({ provider: 'other' }).gym.accountId).toBeNull();
  });

  test('a gym that is put at another provider need not connect again until the grant of its account there was looked at', () => {
    const known = put({ provider: 'other' }, { newestAccountId: 'account-0' });
    const pasted = put({ provider: 'other', credentials: GIVEN }, { newestAccountId: 'account-0' });

    expect(known.changes).toMatchObject({ gym: { needsReconnect: false }, grantDueAt: NOW });
    expect(pasted.changes).toMatchObject({ gym: { needsReconnect: false }, grantDueAt: null });
    expect(put({ provider: 'other' }).changes).toMatchObject({ gym: { needsReconnect: false }, grantDueAt: null });
  });

  test('a gym that is put turns to the account that its credentials name: its link ends, and it need not connect again', () => {
    const { changes } = put({ credentials: GIVEN });

    expect(changes).toEqual({
      gym: { ...GYM, accountId: 'account-2', needsReconnect: false, updatedAt: NOW },
      credentials: GIVEN,
      endsLink: true,
      grantDueAt: null,
    });
  });

  test('a gym that is put is written when credentials come for the account that it has', () => {
    expect(put({ credentials: { ...GIVEN, accountId: 'account-1' } }, { named: OWN }).changes).not.toBeNull();
  });

  test('a gym that is put keeps what is known of the holder of an account', () => {
    const unnamed = { ...GIVEN, providerUserId: null };

    expect(put({ credentials: unnamed }, { named: OWN }).changes?.credentials).toEqual(GIVEN);
    expect(put({ credentials: GIVEN }, { named: { ...OWN, providerUserId: null } }).changes?.credentials).toEqual(
      GIVEN,
    );
  });

  test.each(ANOTHERS)('a gym that is put never gets an account of %s', (_whose, named) => {
    expect(refusal(() => put({ credentials: GIVEN }, { named }))).toBe('conflict');
    expect(refusal(() => put({ credentials: GIVEN }, { named, gym: null }))).toBe('conflict');
  });
});

describe('a gym that is connected', () => {
  test('a gym that is connected gets the account, and nothing else changes', () => {
    expect(connect()).toEqual({
      gym: { ...GYM, accountId: 'account-2', needsReconnect: false, updatedAt: NOW },
      credentials: GIVEN,
      endsLink: true,
      grantDueAt: RENEW_AT,
    });
  });

  test('a gym that is connected shows at once that it has to connect again when nothing can renew its credentials', () => {
    expect(connect({}, null)).toMatchObject({ gym: { needsReconnect: true }, grantDueAt: 'never' });
  });

  test('a gym that is connected is not connected by a link that was ended, or that leads to another provider than its own', () => {
    expect(refusal(() => decideConnection(null, GIVEN, RENEW_AT))).toBe('conflict');
    expect(refusal(() => connect({ link: { provider: 'other', replaces: true } }))).toBe('conflict');
  });

  test.each(['43', null])(
    'a gym that is connected keeps an account of another holder (%j), unless it is to be replaced',
    (providerUserId) => {
      const present = { providerUserId };

      expect(refusal(() => connect({ present }))).toBe('another_holder');
      expect(connect({ present, link: { provider: GYM.provider, replaces: true } }).gym.accountId).toBe('account-2');
      expect(connect({ present: { providerUserId: '42' } }).gym.accountId).toBe('account-2');
    },
  );

  test('a gym that is connected may be connected by an unknown holder in place of an unknown holder', () => {
    const unnamed = { ...GIVEN, providerUserId: null };

    expect(connect({ present: { providerUserId: null } }, RENEW_AT, unnamed).gym.accountId).toBe('account-2');
    expect(refusal(() => connect({ present: { providerUserId: '42' } }, RENEW_AT, unnamed))).toBe('another_holder');
  });

  test.each(ANOTHERS)('a gym that is connected never gets an account of %s', (_whose, named) => {
    expect(refusal(() => connect({ named, link: { provider: GYM.provider, replaces: true } }))).toBe('conflict');
  });
});

test('a gym whose credentials are taken no more needs to reconnect, and changes in nothing else', () => {
  const gym = { ...GYM, needsReconnect: false };

  expect(decideReconnect(gym, 'refused', NOW)).toEqual({
    gym: { ...gym, needsReconnect: true, credentialsRefusedAt: NOW, updatedAt: NOW },
    credentials: null,
    endsLink: false,
    grantDueAt: null,
  });
});

test.each([
  ['from needing none', false, true, 'gym.needs_reconnect'],
  ['from needing one', true, true, undefined],
  ['to needing none', true, false, undefined],
  ['without any need', false, false, undefined],
])('a gym that comes to a reconnection %s has its event when it begins to need one', (_what, from, to, type) => {
  expect(eventOfGym({ ...GYM, needsReconnect: from }, { ...GYM, needsReconnect: to })?.type).toBe(type);
});
