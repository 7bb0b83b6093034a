import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets, type Key, keysFor, parseKeys } from '../../../src/adapters/secrets/index.ts';
import type { Binding } from '../../../src/ports/secrets.ts';

const ACCOUNT = '880e8400-e29b-41d4-a716-446655440000';
const GYM: Binding = {
  kind: 'credentials',
  accountId: ACCOUNT,
  owner: { kind: 'gym', slug: 'iron-temple' },
  provider: 'acme',
};
const ENDPOINT = { kind: 'endpoint', endpointId: ACCOUNT } as const satisfies Binding;
const ANSWER = {
  kind: 'answer',
  operationId: '660e8400-e29b-41d4-a716-446655440000',
  userId: 'user-1',
} as const satisfies Binding;
const TEXT = 'a text with a canary';
const UNUSABLE = /can't be decrypted/;

function aKey(kid = 'k1'): Key {
  return { kid, key: randomBytes(32) };
}

describe.each<[string, Binding]>([
  ['credentials', GYM],
  ['an answer', ANSWER],
  ['an endpoint', ENDPOINT],
])('sealed for %s, a text', (_what, place) => {
  test('a sealed text opens to what was sealed, whatever it was', () => {
    const secrets = createSecrets([aKey()]);

    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(secrets.open(secrets.seal(text, place), place)).toBe(text);
      }),
    );
  });

  test('a sealed text is other bytes each time, and never shows what is in it', () => {
    const secrets = createSecrets([aKey()]);

    const seals = Array.from({ length: 50 }, () => secrets.seal(TEXT, place));

    expect(new Set(seals.map((sealed) => sealed.split(':')[2])).size).toBe(50);
    for (const sealed of seals) {
      expect(sealed).toMatch(/^v1:k1:[\w-]{16}:[\w-]+:[\w-]{22}$/);
      expect(Buffer.from(sealed.split(':')[3] ?? '', 'base64url').toString('latin1')).not.toContain('canary');
    }
  });

  test('a sealed text does not open when any character is another, is missing, or is too many', () => {
    const secrets = createSecrets([aKey()]);
    const sealed = secrets.seal(TEXT, place);
    const somewhere = fc.nat({ max: sealed.length - 1 });
    const damage = fc.oneof(
      fc.tuple(somewhere, fc.string({ unit: 'binary-ascii', minLength: 0, maxLength: 2 })),
      fc.tuple(fc.constant(sealed.length), fc.string({ minLength: 1, maxLength: 3 })),
    );

    fc.assert(
      fc.property(damage, ([at, replacement]) => {
        const damaged = sealed.slice(0, at) + replacement + sealed.slice(at + 1);
        fc.pre(damaged !== sealed);
        expect(() => secrets.open(damaged, place)).toThrow(UNUSABLE);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a sealed text opens after a new key was put in front, until the old one is gone', () => {
    const [old, fresh] = [aKey('2025'), aKey('2026')];
    const sealed = createSecrets([old]).seal(TEXT, place);

    const rotated = createSecrets([fresh, old]);

    expect(rotated.open(sealed, place)).toBe(TEXT);
    expect(rotated.seal(TEXT, place)).toMatch(/^v1:2026:/);
    expect(() => createSecrets([fresh]).open(sealed, place)).toThrow(UNUSABLE);
  });

  test('a sealed text does not open with another key of the same name', () => {
    const sealed = createSecrets([aKey()]).seal(TEXT, place);

    expect(() => createSecrets([aKey()]).open(sealed, place)).toThrow(UNUSABLE);
  });

  test('a sealed text needs a key', () => {
    expect(() => createSecrets([]).seal(TEXT, place)).toThrow(/No key/);
    expect(() => createSecrets([]).open('', place)).toThrow(UNUSABLE);
  });

  test('a sealed text shows nothing of itself in the error', () => {
    const secrets = createSecrets([aKey()]);
    const sealed = secrets.seal(TEXT, place);

    try {
      secrets.open(`${sealed}x`, place);
      expect.unreachable();
    } catch (error) {
      expect(`${error} ${(error as Error).cause}`).not.toMatch(/canary/);
      expect(`${error} ${(error as Error).cause}`).not.toContain(sealed.split(':')[3]);
    }
  });
});

const PLATFORM: Binding = { ...GYM, owner: { kind: 'platform' } };

test.each<[string, Binding, Binding]>([
  ["a gym's credentials", GYM, { ...GYM, owner: { kind: 'gym', slug: 'iron-temple-2' } }],
  ["a gym's credentials", GYM, PLATFORM],
  ['credentials', GYM, { ...GYM, provider: 'acme2' }],
  ["an account's credentials", GYM, { ...GYM, accountId: '990e8400-e29b-41d4-a716-446655440000' }],
  ["an account's credentials", GYM, { kind: 'connection', owner: GYM.owner, provider: GYM.provider }],
  ["a gym's credentials", GYM, { ...PLATFORM, provider: 'iron-temple|acme' }],
  ['an answer', ANSWER, { ...ANSWER, operationId: '770e8400-e29b-41d4-a716-446655440000' }],
  ['an answer', ANSWER, { ...ANSWER, userId: 'user-2' }],
  ['an answer', ANSWER, { ...ANSWER, userId: 'answer|user-1' }],
  ['an answer', ANSWER, GYM],
  ["an endpoint's secret", ENDPOINT, { ...ENDPOINT, endpointId: ANSWER.operationId }],
  ["an endpoint's secret", ENDPOINT, { ...ANSWER, operationId: ACCOUNT }],
])('%s sealed for %j do not open as %j', (_what, place, other) => {
  const secrets = createSecrets([aKey()]);

  expect(() => secrets.open(secrets.seal(TEXT, place), other)).toThrow(UNUSABLE);
});

test('secrets are 32 random bytes each, in base64', () => {
  const made = Array.from({ length: 50 }, () => createSecrets([]).random());

  expect(new Set(made).size).toBe(50);
  for (const secret of made) expect(Buffer.from(secret, 'base64')).toHaveLength(32);
});

describe('keys', () => {
  const A = randomBytes(32).toString('base64');
  const B = randomBytes(32).toString('base64');

  test('keys are read in order, names and bytes', () => {
    expect(parseKeys(`2026:${A}, 2025:${B}`)).toEqual([
      { kid: '2026', key: Buffer.from(A, 'base64') },
      { kid: '2025', key: Buffer.from(B, 'base64') },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['no name', A],
    ['an empty name', `:${A}`],
    ['a name with a space', `a b:${A}`],
    ['too few bytes', `k:${randomBytes(31).toString('base64')}`],
    ['too many bytes', `k:${randomBytes(33).toString('base64')}`],
    ['hexadecimal', `k:${randomBytes(32).toString('hex')}`],
    ['a third part', `k:${A}:x`],
    ['an empty place', `k:${A},`],
    ['one name twice', `k:${A},k:${B}`],
  ])('keys are refused for %s, without repeating them', (_what, text) => {
    expect(() => parseKeys(text)).toThrow(/key/);
    try {
      parseKeys(text);
    } catch (error) {
      expect((error as Error).message).not.toContain(A);
    }
  });
});

test.each([
  ['one', 'one', true],
  ['one', 'two', false],
  ['one', 'one more', false],
  ['', 'one', false],
])('that %j and %j are the same is %j, whatever their lengths', (one, other, isSame) => {
  expect(createSecrets([]).isSame(one, other)).toBe(isSame);
});

describe('keys for another purpose', () => {
  const [one, other] = [aKey('k1'), aKey('k2')];

  test('keys for another purpose are as many, in the same order, and the same at each start', () => {
    const [first, second] = keysFor('notification URLs', [one, other]);

    expect(keysFor('notification URLs', [other, one])).toEqual([second, first]);
    expect(new Set([first, second].map((key) => Buffer.from(key ?? []).toString('hex'))).size).toBe(2);
    expect([first?.byteLength, keysFor('notification URLs', [])]).toEqual([32, []]);
  });

  test('keys for another purpose are none of the keys that they are made of, nor those for a third purpose', () => {
    const [derived] = keysFor('notification URLs', [one]);

    expect(Buffer.from(derived ?? [])).not.toEqual(one.key);
    expect(keysFor('something else', [one])).not.toEqual([derived]);
  });
});
