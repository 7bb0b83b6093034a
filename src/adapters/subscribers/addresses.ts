import ipaddr from 'ipaddr.js';

/** What an IP address leads to: the Internet, this machine, or what no subscriber may make the service call. */
export type Reach = 'public' | 'loopback' | 'refused';

/** In a range that is public otherwise: Azure's platform answers each of its machines there. */
const METADATA = new Set(['168.63.129.16']);

/** What the Internet's IPv6 addresses have in common: 2000::/3. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Where an IPv4 or IPv6 address leads. An IPv4 address in IPv6's spelling is taken for what it is; addresses that are
 * translated on the way (NAT64, 6to4, Teredo) are refused, since where they end is not for us to see.
 */
export function reachOf(text: string): Reach {
  const address = unmapped(ipaddr.parse(text));
  const range = address.range();
  if (range === 'loopback') return 'loopback';
  if (range !== 'unicast' || METADATA.has(address.toString())) return 'refused';
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST) ? 'public' : 'refused';
}

function unmapped(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

export type AddressRules = {
  /** Outside production a subscriber on this machine may be called, also without TLS. */
  readonly production: boolean;
};

/** Why an address may not be called with this scheme (`https:`, `http:`), in words that follow "url"; null when it may. */
export function addressFault(address: string, scheme: string, { production }: AddressRules): string | null {
  const reach = reachOf(address);
  if (reach === 'loopback' && !production) return null;
  if (reach !== 'public') return 'must not lead to a private, local or reserved address';
  return scheme === 'https:' ? null : 'must begin with https://';
}
