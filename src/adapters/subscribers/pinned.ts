import { isIP, type LookupFunction } from 'node:net';
import type { UrlFault } from '../../ports/subscribers.ts';
import type { AddressRules } from './addresses.ts';
import type { Resolve } from './names.ts';
import { addressesFault, hostOf, shapeFault } from './url.ts';

/** Why a URL may not be called, before any name in it is resolved: Node looks up no literal address. */
export function literalFault(text: string, rules: AddressRules): UrlFault {
  const fault = shapeFault(text);
  if (fault !== null) return fault;
  const url = new URL(text);
  return isIP(hostOf(url)) === 0 ? null : addressesFault([hostOf(url)], url, rules);
}

/**
 * The lookup of one connection: it resolves the name once, checks every address, and hands these very addresses to the
 * socket. So no second answer of a name server can lead elsewhere.
 */
export function pinnedLookup(url: URL, resolve: Resolve, rules: AddressRules): LookupFunction {
  return (name, { all }, done) => {
    const failed = (error: NodeJS.ErrnoException) => done(error, []);
    resolve(name).then((addresses) => {
      const fault = addressesFault(addresses, url, rules);
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      const [first] = found;
      if (fault !== null || first === undefined) failed(refused(fault ?? 'must resolve to addresses'));
      else if (all) done(null, found);
      else done(null, first.address, first.family);
    }, failed);
  };
}

/** The code of a connection that was not made because of where it would have led. */
export const REFUSED = 'ERR_REFUSED_ADDRESS';

function refused(fault: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`url ${fault}`), { code: REFUSED });
}
