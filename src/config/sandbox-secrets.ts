import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets that production gets from its operator; any other installation makes its own. */
export type SandboxSecrets = { readonly jwtSecret: string; readonly credentialsKey: string };

/** An installation's own secrets: tokens stay good over a restart, and what was sealed can still be opened. */
export function sandboxSecrets(dataDir: string): SandboxSecrets {
  return keepSecrets(dataDir, 'sandbox-secrets.json', () => ({
    jwtSecret: randomBytes(32).toString('base64url'),
    credentialsKey: `sandbox:${randomBytes(32).toString('base64')}`,
  }));
}

/**
 * Makes secrets at the first start, in a file that only its owner can read, and reads them from then on.
 * @throws in one line when the directory can't be used, or the file is another's.
 */
export function keepSecrets<T>(dataDir: string, name: string, make: () => T): T {
  const file = join(dataDir, name);
  try {
    if (!existsSync(file)) {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeFileSync(file, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    }
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    // A parser's own words would repeat a part of what it read.
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : (cause as Error).message;
    throw new Error(`DATA_DIR: ${file} can't be used: ${reason}`, { cause });
  }
}
