import { isLoopback } from './urls.ts';

// Whether a connection that a URL describes would cross a network without TLS that verifies the server.

/** The modes in which pg-connection-string 2.14 verifies the certificate and the name in it (its index.js, 2026-11-28). */
const VERIFIED_MODES = ['require', 'verify-ca', 'verify-full'];

/** As the driver reads the URL: `host` in the query wins over the URL's own, and a path is a Unix socket. */
export function isUnprotectedDatabase(url: string): boolean {
  const { hostname, searchParams } = new URL(asDriverReads(url));
  const host = searchParams.get('host') || decodeURIComponent(hostname);
  if (host === '' || host.startsWith('/') || isLoopback(bracketed(host))) return false;
  return !verifiesServer(searchParams);
}

/** As ioredis reads the URL: only lower case means TLS, `tls` in the query can turn it off, and `host` may stand there. */
export function isUnprotectedRedis(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = hostname || (searchParams.get('host') ?? '');
  if (host === '' || isLoopback(bracketed(host))) return false;
  return !url.startsWith('rediss://') || searchParams.has('tls');
}

/** The driver encodes a URL again that has a space or a bare percent sign, which changes the names in the query. */
function asDriverReads(url: string): string {
  const isMalformed = / |%[^a-f0-9]|%[a-f0-9][^a-f0-9]/i.test(url);
  return isMalformed ? encodeURI(url).replace(/%25(\d\d)/g, '%$1') : url;
}

/** `sslmode` wins over `ssl`, and `ssl` over `sslnegotiation`. */
function verifiesServer(query: URLSearchParams): boolean {
  const mode = query.get('sslmode');
  if (mode !== null) return isVerifiedMode(mode, query);
  const ssl = query.get('ssl');
  if (ssl !== null) return ['true', '1'].includes(ssl);
  return query.get('sslnegotiation') === 'direct';
}

/** As libpq means them, the weaker modes verify against nothing but a certificate that the URL names. */
function isVerifiedMode(mode: string, query: URLSearchParams): boolean {
  const isWeak = query.get('uselibpqcompat') === 'true' && !query.get('sslrootcert');
  return isWeak ? mode === 'verify-full' : VERIFIED_MODES.includes(mode);
}

/** The query has an IPv6 address without the brackets that it has in a URL. */
function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
