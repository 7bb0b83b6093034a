import type { Decline, DeclineCode } from '../../../../domain/payment/decline.ts';
import type { Status } from '../../../../domain/payment/fact.ts';
import type { Method, MethodType } from '../../../../domain/payment/method.ts';
import type { Charge } from '../../../../domain/payment/report.ts';
import type { PurchaseAttempt } from '../../../../domain/purchase/purchase.ts';
import { jsonText } from '../../postgres/database.ts';
import type { ATTEMPTS } from '../tables.ts';
import { type Flat, type Maybe, moneyIn, type Of, type Row, time } from './row.ts';

type AttemptRow = Row<typeof ATTEMPTS>;

export function attemptOf(row: AttemptRow): PurchaseAttempt {
  const methodStatus = row.method_status as Maybe<Status>;
  return {
    providerPaymentId: row.provider_payment_id,
    fact: { kind: row.status as Status, occurredAt: time(row.status_at) },
    authorized: moneyIn({ minor: row.authorized_minor, currency: row.currency }),
    capturedMinor: row.captured_minor,
    decline: declineIn(row.decline_code, row.decline_provider_code),
    declinedAt: time(row.declined_at),
    method: methodIn(row.method_type, {
      brand: row.method_brand,
      last4: row.method_last4,
      installments: row.method_installments,
    }),
    methodFact: methodStatus && { kind: methodStatus, occurredAt: time(row.method_at) },
    charges: chargesIn(row.charges),
    createdAt: new Date(row.created_at),
  };
}

export function declineIn(code: Maybe<string>, providerCode: Maybe<string>): Decline | null {
  return code === null || providerCode === null ? null : { code: code as DeclineCode, providerCode };
}

/** Null where the provider has a payment for each try, so that no index has a place for it. */
export function chargesIn(charges: unknown): readonly Charge[] {
  return (charges ?? []) as readonly Charge[];
}

export function methodIn(type: Maybe<string>, rest: Omit<Method, 'type'>): Method | null {
  return type === null ? null : { type: type as MethodType, ...rest };
}

export function flatAttempt(attempt: PurchaseAttempt, { id, accountId }: Of): Flat<typeof ATTEMPTS> {
  const { decline, method, methodFact } = attempt;
  return {
    account_id: accountId,
    provider_payment_id: attempt.providerPaymentId,
    payment_id: id,
    status: attempt.fact.kind,
    status_at: attempt.fact.occurredAt,
    authorized_minor: attempt.authorized?.minor ?? null,
    currency: attempt.authorized?.currency ?? null,
    captured_minor: attempt.capturedMinor,
    decline_code: decline?.code ?? null,
    decline_provider_code: decline?.providerCode ?? null,
    declined_at: attempt.declinedAt,
    method_type: method?.type ?? null,
    method_brand: method?.brand ?? null,
    method_last4: method?.last4 ?? null,
    method_installments: method?.installments ?? null,
    method_status: methodFact?.kind ?? null,
    method_at: methodFact?.occurredAt ?? null,
    charges: attempt.charges.length === 0 ? null : jsonText(attempt.charges),
    created_at: attempt.createdAt,
  };
}
