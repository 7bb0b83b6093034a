import type { DetailsView } from '../../answers.ts';

/** What says how a payment stands. */
export type Standing = Pick<DetailsView, 'status' | 'amounts' | 'anomalies' | 'disputes'>;
type Kind = DetailsView['anomalies'][number]['kind'];

const OF_ANOMALIES: Partial<Record<Kind, string>> = {
  paid_twice: 'PAID TWICE',
  order_paid_twice: 'ORDER PAID TWICE',
  paid_after_cancel: 'PAID AFTER IT WAS CANCELLED',
  order_differs: 'PAID, BUT THE ORDER IS ANOTHER',
};

const OF_STATUSES: Readonly<Record<DetailsView['status'], string>> = {
  pending: 'NOT PAID YET',
  processing: 'BEING PROCESSED',
  failed: 'DECLINED, CAN BE TRIED AGAIN',
  cancelled: 'CANCELLED',
  succeeded: 'PAID',
};

/** How a person would name the state: what needs a look first, then where the money is. */
export function stateOf(standing: Standing): string {
  const open = openProblems(standing);
  const named = open.map((kind) => OF_ANOMALIES[kind]).filter((name) => name !== undefined);
  const words = [...new Set(named), ...disputed(standing), ...moneyOf(standing)];
  const problem = open.length > named.length ? ['WITH A PROBLEM'] : [];
  return [...(words.length === 0 ? [restOf(standing)] : words), ...problem].join(', ');
}

/** Kinds of what should not have happened, and that no operator has resolved. */
export function openProblems({ anomalies }: Pick<DetailsView, 'anomalies'>): Kind[] {
  return [...new Set(anomalies.filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind))];
}

function disputed({ disputes }: Standing): string[] {
  if (disputes.some(({ status }) => status === 'open')) return ['DISPUTED'];
  return disputes.some(({ status }) => status === 'lost') ? ['LOST IN A DISPUTE'] : [];
}

function moneyOf({ amounts: { captured, refunded, refunding } }: Standing): string[] {
  if (refunded > 0) return [refunded < captured ? 'REFUNDED IN PART' : 'REFUNDED'];
  return refunding > 0 ? ['REFUND UNDER WAY'] : [];
}

function restOf({ status, amounts }: Standing): string {
  return amounts.capturable > 0 ? 'AUTHORIZED, NOT CAPTURED' : OF_STATUSES[status];
}
