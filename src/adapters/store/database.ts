import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { DomainError, type ErrorCode } from '../../domain/error.ts';

/** One PostgreSQL, whichever way it is reached. */
export type Database = {
  readonly prisma: PrismaClient;
  /** Names of migrations that this code needs and the database lacks. */
  pendingMigrations(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** The functions of prisma/migrations that are the store's atomic operations. */
const ATOMIC = [
  'put_order',
  'put_gym',
  'open_payment',
  'claim_opening',
  'end_opening',
  'record_facts',
  'begin_operation',
  'take_checks',
  'end_check',
] as const;
type AtomicFunction = (typeof ATOMIC)[number];

const statementOf = (name: AtomicFunction) => `SELECT ${name}($1::jsonb) AS answer`;
const NAMES: ReadonlyMap<string, string> = new Map(ATOMIC.map((name) => [statementOf(name), name]));

/** Why the function did nothing, in words for the caller. */
const REFUSALS = {
  order_not_found: 'Order not found',
  order_not_payable: 'Order is not payable',
  payment_not_found: 'Payment not found',
  conflict: 'Not possible in the present state',
} as const satisfies Partial<Record<ErrorCode, string>>;

type Refusal = { readonly refused: keyof typeof REFUSALS };

/**
 * Runs one atomic operation: one statement, one round trip, committed when this resolves.
 * @throws DomainError with the code that the function refused with.
 */
export async function call<Answer extends object>(
  { prisma }: Database,
  name: AtomicFunction,
  argument: object,
): Promise<Answer> {
  const rows = await prisma.$queryRawUnsafe<{ answer: Answer | Refusal }[]>(statementOf(name), jsonText(argument));
  const answer = rows[0]?.answer;
  if (answer === undefined) throw new Error(`${name} did not answer`);
  if ('refused' in answer) throw new DomainError(answer.refused, REFUSALS[answer.refused]);
  return answer;
}

/** The name that a statement is prepared under; empty for all but the atomic operations, which are few. */
export function statementName(sql: string): string {
  return NAMES.get(sql) ?? '';
}

/** JSON that `jsonb` takes whatever strangers wrote: it refuses NUL and half surrogates, so they are replaced. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** Text that PostgreSQL can hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Ids come from outside too (a provider carries our reference): what is no UUID can't be one of ours. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
