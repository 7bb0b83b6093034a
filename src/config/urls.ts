import type { Parser } from './environment.ts';

/** A URL of one of the protocols, without a slash at the end. */
export function url(...protocols: readonly string[]): Parser<string> {
  return (value) => {
    if (!URL.canParse(value) || !protocols.some((protocol) => value.toLowerCase().startsWith(`${protocol}//`)))
      throw new Error(`must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`);
    return value.replace(/\/+$/, '');
  };
}

/** A database's or Redis's URL. Of a repeated parameter the drivers read the last, and other readers the first. */
export function connectionUrl(...protocols: readonly string[]): Parser<string> {
  return (value) => {
    const connection = url(...protocols)(value);
    const names = [...new URL(connection).searchParams.keys()].map((name) => name.toLowerCase());
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw new Error(`${repeated} must be given once`);
    return connection;
  };
}

/** An address that the service shows to others or logs, and that therefore carries no credentials. */
export function webUrl(...protocols: readonly string[]): Parser<string> {
  return (value) => {
    const address = url(...protocols)(value);
    const { username, password } = new URL(address);
    if (username !== '' || password !== '') throw new Error('must not contain a user name or password');
    return address;
  };
}

/** A URL that credentials are sent to: https, or this machine. */
export const secureUrl: Parser<string> = (value) => {
  const address = webUrl('https:', 'http:')(value);
  if (new URL(address).protocol === 'http:' && !isLoopback(new URL(address).hostname))
    throw new Error('must be https (http only for a loopback address)');
  return address;
};

/** A fragment never reaches a server. */
export function withoutFragment(parser: Parser<string>): Parser<string> {
  return (value) => {
    if (value.includes('#')) throw new Error('must not contain a fragment (#)');
    return parser(value);
  };
}

/** An address to which the service appends paths, so that a query or fragment would end up in the middle. */
export function base(parser: Parser<string>): Parser<string> {
  return (value) => {
    if (/[?#]/.test(value)) throw new Error('must not contain a query (?) or fragment (#)');
    return parser(value);
  };
}

/** The message does not repeat the value, which may contain a password. */
export const origin: Parser<string> = (value) => {
  if (!URL.canParse(value) || new URL(value).origin !== value)
    throw new Error('must be origins such as https://app.example: no path, query, user name or password');
  return value;
};

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
