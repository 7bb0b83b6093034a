import type { Tables } from '../../../../src/adapters/memory/index.ts';
import type { PaymentRow } from '../../../../src/adapters/memory/tables.ts';
import { money } from '../../../../src/domain/money/money.ts';
import { aPayment, aRefund } from '../../../domain/purchase/builders.ts';
import type { Happening, Opened } from './history.ts';

const LISTS = { attempts: [], refunds: [], captures: [], disputes: [], anomalies: [], history: [] } as const;

/** Writes what happened into the rows of the store in memory. */
export function recordInMemory({ payments, events }: Tables, happening: Happening): void {
  if (happening.kind === 'opened') {
    payments.set(happening.id, openedRow(happening));
    return;
  }
  const row = payments.get(happening.paymentId);
  if (row === undefined) throw new Error('nothing happens to a payment before it is opened');
  if (happening.kind === 'declined') {
    const id = `${happening.paymentId} ${happening.sequence}`;
    const about = { paymentId: happening.paymentId, orderId: null, gymSlug: null, sequence: happening.sequence };
    events.set(id, { id, type: 'payment.failed', ...about, body: '{}', recordedAt: happening.at });
  } else payments.set(happening.paymentId, rowAfter(row, happening));
}

function openedRow({ id, orderId, gymSlug, provider, currency, minor, at }: Opened): PaymentRow {
  const purpose = gymSlug === null ? ({ kind: 'order', orderId } as const) : ({ kind: 'checkout', gymSlug } as const);
  const payment = aPayment({ id, purpose, provider, amount: money(minor, currency), status: 'pending', createdAt: at });
  return { version: 0, payment, ...LISTS };
}

function rowAfter(row: PaymentRow, happening: Exclude<Happening, { kind: 'opened' | 'declined' }>): PaymentRow {
  const { at } = happening;
  switch (happening.kind) {
    case 'changed': {
      const cause = { kind: 'webhook', id: 'event-1' } as const;
      const transition = { from: happening.from, to: happening.to, cause, occurredAt: at, recordedAt: at };
      return { ...row, payment: { ...row.payment, status: happening.to }, history: [...row.history, transition] };
    }
    case 'refunded': {
      const { id, status, minor, currency } = happening;
      const refund = aRefund({ id, status, amount: money(minor, currency), createdAt: at, updatedAt: at });
      return { ...row, refunds: [...row.refunds, refund] };
    }
    case 'refund_ended': {
      const end = { status: happening.status, updatedAt: at };
      return { ...row, refunds: row.refunds.map((one) => (one.id === happening.id ? { ...one, ...end } : one)) };
    }
    default: {
      const { id: providerDisputeId, minor, currency } = happening;
      const amount = minor === null ? null : money(minor, currency);
      const said = { status: 'open', occurredAt: at, amount, reason: null } as const;
      const known = row.disputes.find((one) => one.providerDisputeId === providerDisputeId);
      const none = {
        providerDisputeId,
        providerPaymentId: 'attempt-1',
        overWonAt: null,
        overLostAt: null,
        createdAt: at,
      };
      const rest = row.disputes.filter((one) => one !== known);
      return { ...row, disputes: [...rest, { ...none, ...known, said }] };
    }
  }
}
