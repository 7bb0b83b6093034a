import { DomainError } from '../../../domain/error.ts';
import type { Store } from '../../../ports/store/store.ts';

/**
 * SQLSTATEs (https://www.postgresql.org/docs/15/errcodes-appendix.html) that say: not now. Classes 08
 * connection, 53 resources, 57 operator intervention and statement timeout, 58 system error; lock timeout,
 * deadlock, serialization, idle in transaction, read-only after a failover, not accepting connections.
 */
const NOT_NOW = /^(?:08|53|57|58)|^(?:55P03|40P01|40001|25P03|25006|55000)$/;

/** The driver adapter's own words where there is no SQLSTATE. */
const ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TransactionWriteConflict',
  'TooManyConnections',
]);

/** What `pg`, its pool and the embedded database throw as plain errors. */
const MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (?:has encountered|was closed)|Cannot use a pool after|PGlite is clos)/;

const SOCKET_CODES = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOSPC|EIO)/;

/** A restarted database is back within seconds; there is no better guess. */
const RETRY_AFTER_SECONDS = 2;

/** Makes every method of the store throw `store_unavailable` when the database can't answer now. */
export function translatingErrors(store: Store): Store {
  const methods = Object.entries(store).map(([name, method]) => [name, translating(method as Method)]);
  return Object.fromEntries(methods) as Store;
}

type Method = (...input: unknown[]) => Promise<unknown>;

function translating(method: Method): Method {
  return async (...input) => {
    try {
      return await method(...input);
    } catch (error) {
      throw isUnavailability(error) ? unavailable(error) : error;
    }
  };
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('store_unavailable', 'The database is not available', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

/** Whether the database, rather than the statement, caused the failure. An unknown error is a bug, and is thrown as it is. */
export function isUnavailability(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', meta } = error as Thrown;
  const { originalCode = '', kind = '' } = meta?.driverAdapterError?.cause ?? {};
  return (
    NOT_NOW.test(originalCode) ||
    ADAPTER_KINDS.has(kind) ||
    NOT_NOW.test(code) ||
    SOCKET_CODES.test(code) ||
    MESSAGES.test(error.message)
  );
}

/** The shapes that errors arrive in: of Prisma, with the driver's inside, or of the driver itself. */
type Thrown = Error & {
  readonly code?: string;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: { originalCode?: string; kind?: string } } };
};
