import type { AcmePayCredentials } from './settings.ts';

/** A key names its shop: `key_shop1_…`. */
export function identify({ api_key }: Pick<AcmePayCredentials, 'api_key'>): string | null {
  return /^key_([a-z0-9]+)_/.exec(api_key)?.[1] ?? null;
}
