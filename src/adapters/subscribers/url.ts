import { isIP } from 'node:net';
import type { UrlFault } from '../../ports/subscribers.ts';
import { type AddressRules, addressFault } from './addresses.ts';
import type { Resolve } from './names.ts';

const MAX_LENGTH = 2_000;

/** A URL as it may be called, by its shape alone; where its name leads is seen when it is resolved. */
export function shapeFault(text: string): UrlFault {
  if (text.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  // `URL` would take these out or turn them round, and read another address than a person does.
  if (/[\s\p{Cc}\\]/u.test(text) || !URL.canParse(text)) return 'must be a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  const [, slashes, authority = ''] = text.split(/[/?#]/, 3);
  if (authority.includes('@')) return 'must have no user name and no password';
  if (text.includes('#')) return 'must have no fragment, which would not be sent';
  if (url.port === '0') return 'must have a port from 1 to 65535';
  return slashes === '' && authority !== '' && !authority.includes('%') && isHost(hostOf(url)) ? null : 'must be a URL';
}

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_NAME = 253;

/** An address, or a name that DNS could have (RFC 1035 §2.3.4); a dot at its end says that it is whole. */
function isHost(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return isIP(host) !== 0 || (name.length <= MAX_NAME && name.split('.').every((label) => LABEL.test(label)));
}

/** The host of a URL, without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Why a URL can't be saved; null when it can. A name that doesn't resolve now is no fault, except of one without TLS. */
export async function urlFault(text: string, resolve: Resolve, rules: AddressRules): Promise<UrlFault> {
  const fault = shapeFault(text);
  if (fault !== null) return fault;
  const url = new URL(text);
  const addresses = await addressesOf(url, resolve);
  if (addresses.length === 0) return url.protocol === 'https:' ? null : 'must begin with https://';
  return addressesFault(addresses, url, rules);
}

async function addressesOf(url: URL, resolve: Resolve): Promise<readonly string[]> {
  const host = hostOf(url);
  return isIP(host) !== 0 ? [host] : resolve(host).catch(() => []);
}

/** One bad address is enough: which of them is connected to is chance. */
export function addressesFault(addresses: readonly string[], { protocol }: URL, rules: AddressRules): UrlFault {
  for (const address of addresses) {
    const fault = isIP(address) === 0 ? 'must resolve to addresses' : addressFault(address, protocol, rules);
    if (fault !== null) return fault;
  }
  return null;
}
