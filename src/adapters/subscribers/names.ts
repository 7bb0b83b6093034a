import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';

/** The addresses of a host name. @throws when it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const HOSTS_FILE = '/etc/hosts';
const LOOPBACK = ['127.0.0.1', '::1'];

/** Of a name server that says nothing. */
const LIMITS = { timeout: 2_000, tries: 2 };

/**
 * Resolves a name by this machine's hosts file, else by DNS. The system's own call would do the same, but it keeps one of
 * the process's four threads while a name server hangs, and whatever else needs a thread waits.
 */
export const resolveName: Resolve = async (name) => {
  const known = await inHostsFile(name);
  if (known.length > 0) return known;
  const resolver = new Resolver(LIMITS);
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = answers;
  if (addresses.length === 0) throw first?.status === 'rejected' ? first.reason : new Error('no address');
  return addresses;
};

async function inHostsFile(name: string): Promise<readonly string[]> {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  const text = await readFile(HOSTS_FILE, 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/));
  const found = lines.flatMap(([address, ...names]) => (address && names.includes(wanted) ? [address] : []));
  return found.length === 0 && isLocalhost(wanted) ? LOOPBACK : found;
}

/** RFC 6761: these lead to this machine, and no DNS is asked for them. */
function isLocalhost(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}
