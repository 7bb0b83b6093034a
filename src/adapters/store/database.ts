import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { DomainError, type ErrorCode } from '../../domain/error.ts';

/** One PostgreSQL, whichever way it is reached. */
export type Database = {
  readonly prisma: PrismaClient;
  /**
   * Runs one statement past Prisma, which costs four times as much: for what every request needs. On a server it is
   * prepared once per connection, so its result must not change with the table: no `SELECT *`.
   */
  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Names of migrations that this code needs and the database lacks. */
  pendingMigrations(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** A statement, and the name that it is prepared under: a new text needs a new name. */
export type Statement = { readonly name: string; readonly text: string };

/** The functions of prisma/migrations that are the store's atomic operations. */
type AtomicFunction =
  | 'put_order'
  | 'open_payment'
  | 'claim_opening'
  | 'end_opening'
  | 'record_facts'
  | 'open_capture'
  | 'open_refund'
  | 'claim_refund'
  | 'end_refund';

const statementOf = (name: AtomicFunction, bytes: '' | ', $2::bytea'): Statement => ({
  name,
  text: `SELECT ${name}($1::jsonb${bytes}) AS answer`,
});

/** Why the function did nothing, in words for the caller; of a `conflict` it says so itself. */
const REFUSALS = {
  order_not_found: 'Order not found',
  order_not_payable: 'Order is not payable',
  payment_not_found: 'Payment not found',
} as const satisfies Partial<Record<ErrorCode, string>>;

type Refusal = { readonly refused: keyof typeof REFUSALS } | { readonly refused: 'conflict'; readonly because: string };

/**
 * Runs one atomic operation: one statement, one round trip, committed when this resolves. Bytes are a parameter of
 * their own, for those that take some.
 * @throws DomainError with the code that the function refused with.
 */
export async function call<Answer extends object>(
  { query }: Database,
  name: AtomicFunction,
  argument: object,
  bytes?: Uint8Array | null,
): Promise<Answer> {
  const more = bytes === undefined ? [] : [bytes];
  const statement = statementOf(name, bytes === undefined ? '' : ', $2::bytea');
  const [row] = await query<{ answer: Answer | Refusal }>(statement, [jsonText(argument), ...more]);
  const answer = row?.answer;
  if (answer === undefined) throw new Error(`${name} did not answer`);
  if ('refused' in answer) throw refusalOf(answer);
  return answer;
}

function refusalOf(answer: Refusal): DomainError {
  const message = answer.refused === 'conflict' ? answer.because : REFUSALS[answer.refused];
  return new DomainError(answer.refused, message);
}

/** JSON that `jsonb` takes whatever strangers wrote: it refuses NUL and half surrogates, so they are replaced. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Looking at each part takes four times as long, and hardly anybody writes what needs it.
  if (!MAY_BE_UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** How JSON writes NUL and half surrogates. */
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Text that PostgreSQL can hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** The same for all texts of a flat record. */
export function storableTexts<Flat extends object>(record: Flat): Flat {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? storable(value) : value,
  ]);
  return Object.fromEntries(entries) as Flat;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Ids come from outside too (a provider carries our reference): what is no UUID can't be one of ours. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
