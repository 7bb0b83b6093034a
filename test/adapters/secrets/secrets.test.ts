import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets, type Key, parseKeys } from '../../../src/adapters/secrets/index.ts';
import type { SealContext } from '../../../src/ports/secrets.ts';

const GYM: SealContext = { owner: { kind: 'gym', slug: 'iron-temple' }, provider: 'acme' };
const CREDENTIALS = { accessToken: 'token-canary', webhookSecrets: ['secret-canary'] };
const UNUSABLE = expect.objectContaining({ code: 'credentials_unusable' });

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const anyCredentials = fc.record({ accessToken: anyText, webhookSecrets: fc.array(anyText, { maxLength: 5 }) });

function aKey(kid = 'k1'): Key {
  return { kid, key: randomBytes(32) };
}

describe('sealed credentials', () => {
  test('open to what was sealed, whatever it was', () => {
    const secrets = createSecrets([aKey()]);

    fc.assert(
      fc.property(anyCredentials, (credentials) => {
        expect(secrets.open(secrets.seal(credentials, GYM), GYM)).toEqual(credentials);
      }),
    );
  });

  test('are other bytes each time, and never show what is in them', () => {
    const secrets = createSecrets([aKey()]);

    const seals = Array.from({ length: 50 }, () => secrets.seal(CREDENTIALS, GYM));

    expect(new Set(seals.map((sealed) => sealed.split(':')[2])).size).toBe(50);
    for (const sealed of seals) {
      expect(sealed).toMatch(/^v1:k1:[\w-]{16}:[\w-]+:[\w-]{22}$/);
      expect(Buffer.from(sealed.split(':')[3] ?? '', 'base64url').toString('latin1')).not.toContain('canary');
    }
  });

  test('do not open when any character is another, is missing, or is too many', () => {
    const secrets = createSecrets([aKey()]);
    const sealed = secrets.seal(CREDENTIALS, GYM);
    const somewhere = fc.nat({ max: sealed.length - 1 });
    const damage = fc.oneof(
      fc.tuple(somewhere, fc.string({ unit: 'binary-ascii', minLength: 0, maxLength: 2 })),
      fc.tuple(fc.constant(sealed.length), fc.string({ minLength: 1, maxLength: 3 })),
    );

    fc.assert(
      fc.property(damage, ([at, replacement]) => {
        const damaged = sealed.slice(0, at) + replacement + sealed.slice(at + 1);
        fc.pre(damaged !== sealed);
        expect(() => secrets.open(damaged, GYM)).toThrow(UNUSABLE);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each<[string, SealContext]>([
    ['another gym', { ...GYM, owner: { kind: 'gym', slug: 'iron-temple-2' } }],
    ['the platform', { ...GYM, owner: { kind: 'platform' } }],
    ['another provider', { ...GYM, provider: 'acme2' }],
    ['a provider with a gym in its name', { owner: { kind: 'platform' }, provider: 'iron-temple|acme' }],
  ])('do not open as those of %s', (_whose, context) => {
    const secrets = createSecrets([aKey()]);

    expect(() => secrets.open(secrets.seal(CREDENTIALS, GYM), context)).toThrow(UNUSABLE);
  });

  test('open after a new key was put in front, until the old one is gone', () => {
    const [old, fresh] = [aKey('2025'), aKey('2026')];
    const sealed = createSecrets([old]).seal(CREDENTIALS, GYM);

    const rotated = createSecrets([fresh, old]);

    expect(rotated.open(sealed, GYM)).toEqual(CREDENTIALS);
    expect(rotated.seal(CREDENTIALS, GYM)).toMatch(/^v1:2026:/);
    expect(() => createSecrets([fresh]).open(sealed, GYM)).toThrow(UNUSABLE);
  });

  test('do not open with another key of the same name', () => {
    const sealed = createSecrets([aKey()]).seal(CREDENTIALS, GYM);

    expect(() => createSecrets([aKey()]).open(sealed, GYM)).toThrow(UNUSABLE);
  });

  test('need a key', () => {
    expect(() => createSecrets([]).seal(CREDENTIALS, GYM)).toThrow(UNUSABLE);
    expect(() => createSecrets([]).open('', GYM)).toThrow(UNUSABLE);
  });

  test('tell nothing of themselves in the error', () => {
    const secrets = createSecrets([aKey()]);
    const sealed = secrets.seal(CREDENTIALS, GYM);

    try {
      secrets.open(`${sealed}x`, GYM);
      expect.unreachable();
    } catch (error) {
      expect(`${error} ${(error as Error).cause}`).not.toMatch(/canary/);
      expect(`${error} ${(error as Error).cause}`).not.toContain(sealed.split(':')[3]);
    }
  });
});

describe('keys', () => {
  const A = randomBytes(32).toString('base64');
  const B = randomBytes(32).toString('base64');

  test('are read in order, names and bytes', () => {
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
  ])('are refused for %s, without repeating them', (_what, text) => {
    expect(() => parseKeys(text)).toThrow(/key/);
    try {
      parseKeys(text);
    } catch (error) {
      expect((error as Error).message).not.toContain(A);
    }
  });
});
