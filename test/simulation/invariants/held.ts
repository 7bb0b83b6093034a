import type { PaymentRow } from '../../../src/adapters/memory/tables.ts';
import type { Books } from '../../app/fake-provider.ts';
import type { Bank } from '../banks/bank.ts';
import { PLATFORM } from '../banks/holders.ts';
import type { Sim } from '../sim.ts';

/** A payment of ours, and what its provider's books say of it. */
export type Held = {
  readonly row: PaymentRow;
  readonly bank: Bank;
  readonly books: Books;
  /** All that carry its reference, in its account. */
  readonly parents: Books['parents'];
  readonly own: Books['parents'][number] | undefined;
};

export function heldOf({ banks, tables }: Sim, row: PaymentRow): Held {
  const { id, parentId, accountId, provider } = row.payment;
  const bank = banks.at(provider);
  const books = bank.books();
  const holder = tables.accounts.get(accountId)?.providerUserId ?? PLATFORM;
  const parents = books.parents.filter((one) => one.request.reference === id && one.holder === holder);
  return { row, bank, books, parents, own: parents.find((one) => one.id === parentId) };
}

export function hasAnomaly({ anomalies }: PaymentRow, kind: string, subject?: string): boolean {
  return anomalies.some((one) => one.kind === kind && (subject === undefined || one.subject === subject));
}

/** Minor units that the provider has taken by this parent. */
export function takenBy({ status, captured, request, parts }: Books['parents'][number]): number {
  const whole = status === 'succeeded' ? (captured ?? request.amount.minor) : 0;
  return parts.reduce((sum, part) => sum + (part.status === 'succeeded' ? part.minor : 0), whole);
}
