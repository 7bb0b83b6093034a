import { isLoopback } from './environment.ts';

// Whether a connection that a URL describes would cross a network unencrypted.

/** PostgreSQL's words for "TLS or nothing" (https://www.postgresql.org/docs/15/libpq-ssl.html, 2026-11-28). */
const TLS_MODES: readonly (string | null)[] = ['require', 'verify-ca', 'verify-full', 'no-verify'];

/** As the driver reads the URL: `host` in the query wins over the URL's own, and a path is a Unix socket. */
export function isPlaintextDatabase(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get('host') || decodeURIComponent(hostname);
  if (host === '' || host.startsWith('/') || isLoopback(bracketed(host))) return false;
  const mode = searchParams.get('sslmode');
  if (mode !== null) return !TLS_MODES.includes(mode);
  return !['true', '1'].includes(searchParams.get('ssl') ?? '') && searchParams.get('sslnegotiation') !== 'direct';
}

export function isPlaintextRedis(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'redis:' && hostname !== '' && !isLoopback(hostname);
}

/** The query has an IPv6 address without the brackets that it has in a URL. */
function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
