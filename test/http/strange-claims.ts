import { nowSeconds } from './harness.ts';

/** What no token may say, whatever it is signed with: changes to claims that are fine, for as long as tests may take. */
export const strangeClaims = {
  'no exp': { exp: undefined },
  'a text as exp': { exp: String(nowSeconds() + 600) },
  'a fractional exp': { exp: nowSeconds() + 600.5 },
  'an endless exp': { exp: 1e300 },
  'an exp of 31 seconds ago': { exp: nowSeconds() - 32, iat: nowSeconds() - 600 },
  'no iat': { iat: undefined },
  'a text as iat': { iat: String(nowSeconds()) },
  'an iat in ten minutes': { iat: nowSeconds() + 600, exp: nowSeconds() + 1200 },
  'an nbf in ten minutes': { nbf: nowSeconds() + 600, exp: nowSeconds() + 1200 },
  'a text as nbf': { nbf: String(nowSeconds() - 60) },
  'an exp before its iat': { exp: nowSeconds() - 1, iat: nowSeconds() },
  'a lifetime of an hour and 31 seconds': { exp: nowSeconds() + 3631, iat: nowSeconds() },
  'no sub': { sub: undefined },
  'an empty sub': { sub: '' },
  'a number as sub': { sub: 5 },
  'a list as sub': { sub: ['user-1'] },
  'a sub that is no text to store': { sub: 'a\u0000b' },
  'another issuer': { iss: 'https://other.example' },
  'no issuer': { iss: undefined },
  'a list of issuers': { iss: ['https://issuer.example'] },
  'another audience': { aud: 'others' },
  'no audience': { aud: undefined },
  'a list of audiences': { aud: ['payments'] },
} as const;
