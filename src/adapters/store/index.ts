import type { Store } from '../../ports/store/store.ts';
import type { EmbeddedOptions } from './postgres/embedded.ts';
import type { ServerOptions } from './postgres/server.ts';

// Each way of reaching a database is loaded when it is chosen: the other's driver costs start-up and memory.

/**
 * The store on a PostgreSQL server, which has to be migrated already.
 * @throws in one line when it can't be reached, or lacks migrations.
 */
export async function openServerStore(options: ServerOptions): Promise<Store> {
  const server = await import('./postgres/server.ts');
  return server.openServerStore(options);
}

/**
 * The store on a PostgreSQL inside this process, made and migrated when it isn't there.
 * @throws in one line when another process has the directory.
 */
export async function openEmbeddedStore(options: EmbeddedOptions = {}): Promise<Store> {
  const embedded = await import('./postgres/embedded.ts');
  return embedded.openEmbeddedStore(options);
}

/**
 * Applies the missing migrations to a server's database and names them.
 * @throws in one line when it can't be reached, or a file was changed after it was applied.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const server = await import('./postgres/server.ts');
  return server.migrate(url);
}
