import type { ApiKey } from '../../domain/operator/api-key.ts';
import type { KnownKeys } from '../context.ts';

/** A key that is revoked elsewhere works here so long at most, and the request that found it in the database a little longer. */
const KNOWN_MS = 5_000;

/** Hashes that are remembered of keys that there are, and of others; the oldest are forgotten first. */
const MOST = { keys: 10_000, unknown: 1_000 } as const;

type Known = { readonly key: ApiKey | null; readonly until: number };

/** What this process has just learned of API keys. Made-up keys take no place of those that there are. */
export function createKnownKeys(): KnownKeys {
  const keys = new Map<string, Known>();
  const unknown = new Map<string, Known>();
  return {
    find(hash, now) {
      const known = keys.get(hash) ?? unknown.get(hash);
      return known !== undefined && now.getTime() < known.until ? known.key : undefined;
    },

    remember(hash, key, askedAt) {
      keys.delete(hash);
      unknown.delete(hash);
      const known = { key, until: askedAt.getTime() + KNOWN_MS };
      if (key === null) keep(unknown, hash, known, MOST.unknown);
      else keep(keys, hash, known, MOST.keys);
    },

    forgetAll() {
      keys.clear();
    },
  };
}

function keep(map: Map<string, Known>, hash: string, known: Known, most: number): void {
  map.set(hash, known);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
