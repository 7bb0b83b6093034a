import type * as Table from '../../../../generated/prisma/client.ts';
import { type Money, money } from '../../../domain/money/money.ts';
import type { Account } from '../../../domain/payment/account.ts';
import type { Anomaly, AnomalyKind } from '../../../domain/payment/anomaly.ts';
import type { Status } from '../../../domain/payment/fact.ts';
import type { CaptureMethod, Payment, Purpose } from '../../../domain/payment/payment.ts';
import type { Attempt } from '../../../domain/payment/report.ts';
import type { Cause, Transition } from '../../../domain/purchase/decision.ts';
import { attemptIn } from '../../../domain/purchase/purchase.ts';
import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';
import type { KeptDelivery } from '../../../ports/store/deliveries.ts';
import { chargesIn, declineIn, methodIn } from '../purchases/rows/attempts.ts';

/**
 * A row as Prisma reads it, or a driver, or as `fromJson` makes it of JSON: a bigint is a number there, or a text.
 * Words of a set are CHECKed by the database against the same list.
 */
export type Row<T> = {
  readonly [Column in keyof T]: bigint extends T[Column] ? T[Column] | number | string : T[Column];
};

/** The columns of a payment that are read. */
export const PAYMENT_COLUMNS = [
  ...(['id', 'userId', 'orderId', 'gymSlug', 'accountId', 'provider', 'amountMinor', 'currency', 'title'] as const),
  ...(['customerEmail', 'captureMethod', 'returnUrl', 'status', 'statusAt', 'parentId', 'intentId'] as const),
  ...(['statementDescriptor', 'expiresAt', 'createdAt', 'updatedAt'] as const),
] satisfies (keyof Table.Payment)[];

export type PaymentRow = Row<Pick<Table.Payment, (typeof PAYMENT_COLUMNS)[number]>>;

/** `SELECT` of these columns, under the names that Prisma gives them. */
export function selectOf(table: string, columns: readonly string[]): string {
  const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `SELECT ${columns.map((name) => `${column(name)} AS "${name}"`).join(', ')} FROM ${table}`;
}

/** A table's row as `to_jsonb` writes it. */
export type JsonRow = Readonly<Record<string, unknown>>;

const DATE_COLUMNS = new Set(
  'created_at updated_at credentials_refused_at expires_at status_at unknown_since lease_began_at lease_until'.split(
    ' ',
  ),
);

/** The properties of the column names seen so far: a few dozen, needed for every row. */
const PROPERTIES = new Map<string, string>();

/** Gives a row that came as JSON the names and dates that Prisma gives it. */
export function fromJson<T>(json: JsonRow): T {
  const columns = Object.entries(json).map(([name, value]) => [
    propertyOf(name),
    DATE_COLUMNS.has(name) && typeof value === 'string' ? new Date(value) : value,
  ]);
  return Object.fromEntries(columns) as T;
}

function propertyOf(column: string): string {
  const known = PROPERTIES.get(column);
  if (known !== undefined) return known;
  const property = column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  PROPERTIES.set(column, property);
  return property;
}

export function accountOf({ id, gymSlug, provider, providerUserId, sealed, createdAt }: Table.Account): Account {
  const owner = gymSlug === null ? ({ kind: 'platform' } as const) : ({ kind: 'gym', slug: gymSlug } as const);
  return { id, owner, provider, providerUserId, sealed, createdAt };
}

export function paymentOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    userId: row.userId,
    purpose: purposeOf(row),
    accountId: row.accountId,
    provider: row.provider,
    amount: moneyOf(row.amountMinor, row.currency),
    title: row.title,
    customerEmail: row.customerEmail,
    captureMethod: row.captureMethod as CaptureMethod,
    returnUrl: row.returnUrl,
    statementDescriptor: row.statementDescriptor,
    status: row.status as Status,
    statusAt: row.statusAt,
    parentId: row.parentId,
    intentId: row.intentId,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function purposeOf({ id, orderId, gymSlug }: PaymentRow): Purpose {
  if (orderId !== null) return { kind: 'order', orderId };
  if (gymSlug !== null) return { kind: 'checkout', gymSlug };
  throw new Error(`Payment ${id} is for nothing, which the database forbids`);
}

export function transitionOf(row: Table.Transition): Transition {
  return {
    from: row.fromStatus as Status,
    to: row.toStatus as Status,
    cause: { kind: row.causeKind as Cause['kind'], id: row.causeId },
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
  };
}

export function attemptOf(row: Table.Attempt): Attempt {
  const { authorizedMinor, currency, methodBrand: brand, methodLast4: last4, methodInstallments: installments } = row;
  const methodStatus = row.methodStatus as Status | null;
  return attemptIn({
    providerPaymentId: row.providerPaymentId,
    fact: { kind: row.status as Status, occurredAt: row.statusAt },
    authorized: authorizedMinor === null || currency === null ? null : moneyOf(authorizedMinor, currency),
    capturedMinor: Number(row.capturedMinor),
    decline: declineIn(row.declineCode, row.declineProviderCode),
    declinedAt: row.declinedAt,
    method: methodIn(row.methodType, { brand, last4, installments }),
    methodFact: methodStatus && { kind: methodStatus, occurredAt: row.methodAt },
    charges: chargesIn(row.charges),
    createdAt: row.createdAt,
  });
}

export function deliveryOf(row: Table.Delivery): KeptDelivery {
  const { accountId, key, eventId, eventType, body, receivedAt } = row;
  const [headers, query] = [row.headers, row.query] as unknown as [Delivery['headers'], Delivery['query']];
  const record = { accountId, key, eventId, eventType, delivery: { body, headers, query, receivedAt } };
  return { record, state: row.state as KeptDelivery['state'] };
}

export function anomalyOf({ kind, subject, detail }: Table.Anomaly): Anomaly {
  return { kind: kind as AnomalyKind, subject, detail: detail as Anomaly['detail'] };
}

export function moneyOf(minor: bigint | number | string, currency: string): Money {
  return money(Number(minor), currency);
}
