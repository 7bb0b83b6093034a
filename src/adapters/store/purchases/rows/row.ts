import { type Money, money } from '../../../../domain/money/money.ts';
import type { PurchasePayment } from '../../../../domain/purchase/purchase.ts';
import type { Columns, Value } from '../tables.ts';

/** A row as PostgreSQL writes it in JSON, under the names of its columns: times are texts, amounts numbers. */
export type Row<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends 'bigint' | 'integer'
    ? number
    : C[Name] extends 'jsonb'
      ? unknown
      : string;
};

/** A row to be written, under the names of its columns. */
export type Flat<C extends Columns> = { readonly [Name in keyof C]: Value };

/** Which payment a row hangs on. */
export type Of = Pick<PurchasePayment, 'id' | 'accountId'>;

export type Maybe<T> = T | null;

export function time(text: Maybe<string>): Date | null {
  return text === null ? null : new Date(text);
}

export function moneyIn({ minor, currency }: { minor: Maybe<number>; currency: Maybe<string> }): Money | null {
  return minor === null || currency === null ? null : money(minor, currency);
}
