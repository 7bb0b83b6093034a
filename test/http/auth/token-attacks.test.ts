import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TokenKey } from '../../../src/adapters/http/auth/auth.ts';
import { ask } from '../ask.ts';
import { anOrderPayment, claims, PAYMENT_ID, SECRET, serversWith } from '../harness.ts';
import { strangeClaims } from './strange-claims.ts';
import { ec, jwkOf, type Key, listener, pemOf, rsa, signed } from './token-keys.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const REFUSED = { status: 'error', error: 'Missing or invalid token', code: 401 };
const OF_GYMS = '/api/v1/payments/checkout';
const REFUSED_OF_GYMS = { success: false, error: 'Missing or invalid token', code: 'UNAUTHORIZED' };
const RULES = { issuer: 'https://issuer.example', audience: 'payments' };

let issuer: Awaited<ReturnType<typeof listener>>;
let attacker: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  const keys = [jwkOf(rsa.publicKey, { kid: 'rsa-1', use: 'sig' }), jwkOf(ec.publicKey, { kid: 'ec-1', alg: 'ES256' })];
  issuer = await listener((_request, response) => response.end(JSON.stringify({ keys })));
  const forged = [jwkOf(mallory.publicKey, { kid: 'rsa-1' }), jwkOf(mallory.publicKey, { kid: 'mallory' })];
  attacker = await listener((_request, response) => response.end(JSON.stringify({ keys: forged })));
});
afterAll(() => Promise.all([issuer.close(), attacker.close()]));

const mallory = generateKeyPairSync('rsa', { modulusLength: 2048 });
const malloryEc = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** How a service may be configured to verify tokens, and how the rightful issuer signs them. */
type Kind = { readonly key: () => TokenKey; readonly alg: string; readonly kid?: string; readonly signs: Key };

const KINDS: Readonly<Record<string, Kind>> = {
  'a secret': { key: () => ({ algorithm: 'HS256', secret: SECRET }), alg: 'HS256', signs: SECRET },
  'an RSA key': {
    key: () => ({ algorithm: 'RS256', pem: pemOf(rsa.publicKey) }),
    alg: 'RS256',
    signs: rsa.privateKey,
  },
  'a P-256 key': { key: () => ({ algorithm: 'ES256', pem: pemOf(ec.publicKey) }), alg: 'ES256', signs: ec.privateKey },
  'an RSA key of a key set': {
    key: () => ({ jwksUrl: issuer.url }),
    alg: 'RS256',
    kid: 'rsa-1',
    signs: rsa.privateKey,
  },
  'a P-256 key of a key set': { key: () => ({ jwksUrl: issuer.url }), alg: 'ES256', kid: 'ec-1', signs: ec.privateKey },
};

const good = () => claims({ iss: RULES.issuer, aud: RULES.audience });
const headerOf = ({ alg, kid }: Kind, more: object = {}) => ({ alg, typ: 'JWT', ...(kid && { kid }), ...more });
const rightly = (kind: Kind, payload: object = good(), more: object = {}) =>
  signed(headerOf(kind, more), payload, kind.alg, kind.signs);
/** The rightful header, except for what is given, and a signature of another kind or key. */
const forged = (kind: Kind, more: object, how: string, key?: Key) => signed(headerOf(kind, more), good(), how, key);

const publicKeys = [rsa.publicKey, ec.publicKey];
const asHmacSecrets: Readonly<Record<string, (pem: string) => Key>> = {
  'as it stands': (pem) => pem,
  'with white space before it': (pem) => ` \n${pem}`,
  'without the last line break': (pem) => pem.trimEnd(),
  'with Windows line ends': (pem) => pem.replaceAll('\n', '\r\n'),
};

const ATTACKS: Readonly<Record<string, (kind: Kind) => readonly string[]>> = {
  'the algorithm none': (kind) =>
    ['none', 'None', 'nOnE', 'NONE', ''].flatMap((alg) => [
      forged(kind, { alg }, 'nothing'),
      forged(kind, { alg }, kind.alg, kind.signs),
    ]),
  'no algorithm, or several': (kind) =>
    [undefined, null, [kind.alg], 5].map((alg) => forged(kind, { alg }, kind.alg, kind.signs)),
  'HS512 by the right secret': (kind) => [forged(kind, { alg: 'HS512' }, 'HS512', SECRET)],
  'another secret': (kind) => [forged(kind, { alg: 'HS256' }, 'HS256', 'x'.repeat(32))],
  'an empty secret': (kind) => [forged(kind, { alg: 'HS256' }, 'HS256', '')],
  'RS512 and PS256 by the right key': (kind) =>
    ['RS512', 'PS256'].map((alg) => forged(kind, { alg }, alg, rsa.privateKey)),
  'RS256 that is signed as PS256, and the other way round': (kind) => [
    forged(kind, { alg: 'RS256' }, 'PS256', rsa.privateKey),
    forged(kind, { alg: 'PS256' }, 'RS256', rsa.privateKey),
  ],
  'RS256 that is signed as ES256, and the other way round': (kind) => [
    forged(kind, { alg: 'RS256' }, 'ES256', ec.privateKey),
    forged(kind, { alg: 'ES256' }, 'RS256', rsa.privateKey),
  ],
  "another issuer's keys": (kind) => [
    forged(kind, { alg: 'RS256' }, 'RS256', mallory.privateKey),
    forged(kind, { alg: 'ES256' }, 'ES256', malloryEc.privateKey),
  ],
  'a signature of zeros, or in DER': (kind) => [
    forged(kind, { alg: 'ES256' }, 'zeros'),
    forged(kind, { alg: 'ES256' }, 'ES256 in DER', ec.privateKey),
  ],
  'keys and places of keys in its own header': (kind) =>
    [
      { jwk: jwkOf(mallory.publicKey) },
      { jku: attacker.url },
      { jku: attacker.url, kid: 'mallory' },
      { x5u: attacker.url },
      { x5c: [pemOf(mallory.publicKey)] },
      { kid: attacker.url },
      { kid: '../../../../dev/null' },
      { kid: 'mallory' },
    ].map((more) => forged(kind, { alg: 'RS256', ...more }, 'RS256', mallory.privateKey)),
  'a critical header': (kind) =>
    [['x'], ['b64'], ['exp'], [], '', null, false].map((crit) => rightly(kind, good(), { crit, x: 1, b64: true })),
  'its payload swapped': (kind) => {
    const [header, , signature] = rightly(kind).split('.');
    return [`${header}.${rightly(kind, { ...good(), sub: 'admin' }).split('.')[1]}.${signature}`];
  },
  'its signature stripped or cut': (kind) => {
    const text = rightly(kind);
    const stripped = text.slice(0, text.lastIndexOf('.'));
    return [stripped, `${stripped}.`, text.slice(0, -2), `${text}AA`, `${text}.${text.split('.')[2]}`];
  },
};

for (const [what, change] of Object.entries(asHmacSecrets))
  Object.assign(ATTACKS, {
    [`HS256 by a public key ${what}`]: (kind: Kind) =>
      publicKeys.map((key) => forged(kind, { alg: 'HS256' }, 'HS256', change(pemOf(key)))),
  });

describe.each(Object.entries(KINDS))('S1, where tokens are verified with %s', (_what, kind) => {
  const aServer = serversWith(() => ({ auth: { ...RULES, key: kind.key() } }));

  async function answersTo(tokens: readonly string[], url = URL) {
    const server = aServer({ findPayment: async () => anOrderPayment() });
    const answers = [];
    for (const token of tokens)
      answers.push(
        await ask(server, { method: url === URL ? 'GET' : 'POST', url, headers: { authorization: `Bearer ${token}` } }),
      );
    return answers;
  }

  test('a good token is taken, whatever else its header says', async () => {
    const tokens = [
      rightly(kind),
      rightly(kind, good(), { jku: attacker.url, x5u: attacker.url, jwk: jwkOf(mallory.publicKey) }),
      rightly(kind, good(), { typ: undefined, cty: 'x' }),
      rightly(kind, { ...good(), aud: ['https://other.example', RULES.audience] }),
      rightly(kind, { ...good(), aud: [RULES.audience] }),
    ];

    for (const response of await answersTo(tokens)) expect(response.statusCode).toBe(200);
    expect(attacker.asked).toEqual([]);
  });

  test.each(Object.keys(ATTACKS))('a token with %s is refused with the same body', async (name) => {
    const tokens = ATTACKS[name]?.(kind) ?? [];

    const responses = await answersTo(tokens);

    expect(responses.length).toBeGreaterThan(0);
    for (const response of responses) {
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual(REFUSED);
    }
    for (const response of await answersTo(tokens, OF_GYMS)) {
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual(REFUSED_OF_GYMS);
    }
    expect(attacker.asked).toEqual([]);
  });

  test.each(Object.entries(strangeClaims))('a token with %s is refused with the same body', async (_name, changes) => {
    const [response] = await answersTo([rightly(kind, { ...good(), ...changes })]);

    expect(response?.statusCode).toBe(401);
    expect(response?.json()).toEqual(REFUSED);
  });
});
