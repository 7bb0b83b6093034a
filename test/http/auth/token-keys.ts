import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Tokens made by hand, since libraries refuse to make the bad ones. */

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export type Key = KeyObject | string | Buffer;

const SIGNERS: Readonly<Record<string, (input: Buffer, key: Key) => Buffer>> = {
  HS256: (input, key) => createHmac('sha256', key).update(input).digest(),
  HS512: (input, key) => createHmac('sha512', key).update(input).digest(),
  RS256: (input, key) => sign('sha256', input, key),
  RS512: (input, key) => sign('sha512', input, key),
  PS256: (input, key) => {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    return sign('sha256', input, { key: key as KeyObject, padding, saltLength });
  },
  ES256: (input, key) => sign('sha256', input, { key: key as KeyObject, dsaEncoding: 'ieee-p1363' }),
  'ES256 in DER': (input, key) => sign('sha256', input, key),
  nothing: () => Buffer.alloc(0),
  zeros: () => Buffer.alloc(64),
};

/** A token with any header and claims, and a signature of any kind, whatever the header says. */
export function signed(header: object, payload: object, how: string, key: Key = ''): string {
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${SIGNERS[how]?.(Buffer.from(input), key).toString('base64url')}`;
}

export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export function jwkOf(key: KeyObject, more: object = {}): object {
  return { ...key.export({ format: 'jwk' }), ...more };
}

/** A server on this machine that counts what it is asked. */
export async function listener(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/jwks.json`, asked, close };
}
