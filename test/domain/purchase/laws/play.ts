import { DomainError } from '../../../../src/domain/error.ts';
import { isOpen } from '../../../../src/domain/payment/fact.ts';
import { resolveAnomaly } from '../../../../src/domain/purchase/anomalies/resolve.ts';
import type { Lease } from '../../../../src/domain/purchase/calls.ts';
import {
  type CaptureEnd,
  endCapture,
  leaseCapture,
  type NewCapture,
  openCapture,
} from '../../../../src/domain/purchase/captures.ts';
import { conclude } from '../../../../src/domain/purchase/conclude.ts';
import type { Changes, Decision, Transition } from '../../../../src/domain/purchase/decision.ts';
import type { Facts } from '../../../../src/domain/purchase/facts.ts';
import {
  endOpening,
  leaseOpening,
  type NewPayment,
  type OpeningEnd,
  openPayment,
} from '../../../../src/domain/purchase/openings.ts';
import { type OrderChange, putOrder } from '../../../../src/domain/purchase/orders.ts';
import type { Owners, Purchase, PurchaseOrder, PurchasePayment } from '../../../../src/domain/purchase/purchase.ts';
import { recordFacts } from '../../../../src/domain/purchase/record.ts';
import {
  endRefund,
  leaseRefund,
  type NewRefund,
  openRefund,
  type RefundEnd,
} from '../../../../src/domain/purchase/refunds.ts';
import { at, frozen } from '../builders.ts';

// Plays decisions as a store would commit them, one after the other: the purchase that a decision comes to is what the next
// one is given.

/** A payment with what hangs on it, and its history. */
export type Kept = Pick<Purchase, 'attempts' | 'refunds' | 'captures' | 'disputes' | 'anomalies'> & {
  readonly payment: PurchasePayment;
  readonly history: readonly Transition[];
};

/** Which caller got which lease, of an opening or of a refund. */
export type GivenLease = { readonly subject: string; readonly token: string };

/** An order, and its payments. */
export type Books = {
  readonly now: Date;
  readonly version: number | null;
  readonly order: PurchaseOrder | null;
  readonly payments: readonly Kept[];
  /** Keys of the webhooks that were processed. */
  readonly processed: readonly string[];
  readonly leases: readonly GivenLease[];
  readonly ids: number;
};

export const EMPTY: Books = { now: at(0), version: null, order: null, payments: [], processed: [], leases: [], ids: 0 };

/** One thing that a caller, the provider or the clock does. `payment`: null is the order's open one. */
export type Deed =
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'put'; readonly change: OrderChange }
  | { readonly do: 'open'; readonly payment: null; readonly wanted: NewPayment }
  | { readonly do: 'lease'; readonly payment: string }
  | { readonly do: 'end'; readonly payment: string; readonly token: string; readonly end: OpeningEnd }
  | { readonly do: 'record'; readonly payment: string; readonly facts: Facts; readonly webhook: string | null }
  | { readonly do: 'refund'; readonly payment: string; readonly wanted: NewRefund }
  | { readonly do: 'lease refund'; readonly payment: string; readonly id: string }
  | {
      readonly do: 'end refund';
      readonly payment: string;
      readonly id: string;
      readonly token: string;
      readonly end: RefundEnd;
    }
  | { readonly do: 'capture'; readonly payment: string; readonly wanted: NewCapture }
  | { readonly do: 'lease capture'; readonly payment: string; readonly id: string }
  | {
      readonly do: 'end capture';
      readonly payment: string;
      readonly id: string;
      readonly token: string;
      readonly end: CaptureEnd;
    }
  | { readonly do: 'resolve'; readonly payment: string; readonly id: string };

/** A deed, what was decided, or why it was refused, and what came of it. */
export type Step = {
  readonly before: Books;
  readonly deed: Deed;
  readonly loaded: Purchase;
  readonly decision: Decision<unknown> | null;
  readonly refused: DomainError | null;
  readonly after: Books;
};

export function play(before: Books, deed: Deed): Step {
  if (deed.do === 'wait') {
    const now = new Date(before.now.getTime() + deed.seconds * 1_000);
    return { before, deed, loaded: load(before, deed), decision: null, refused: null, after: { ...before, now } };
  }
  const loaded = load(before, deed);
  let ids = before.ids;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  try {
    const decided = decide(loaded, deed, newId);
    const decision = frozen({ ...decided, changes: conclude(loaded, decided.changes, newId) });
    const after = { ...commit(before, loaded, decision, deed), ids };
    return { before, deed, loaded, decision, refused: null, after };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { before, deed, loaded, decision: null, refused: error, after: before };
  }
}

function decide(purchase: Purchase, deed: Exclude<Deed, { do: 'wait' }>, newId: () => string): Decision<unknown> {
  const options = { leaseMs: 60_000, newId };
  switch (deed.do) {
    case 'put':
      return putOrder(purchase, deed.change);
    case 'open':
      return openPayment(purchase, deed.wanted, options);
    case 'lease':
      return leaseOpening(purchase, options);
    case 'end':
      return endOpening(purchase, deed.token, deed.end);
    case 'record':
      return recordFacts(purchase, deed.facts, newId);
    case 'refund':
      return openRefund(purchase, deed.wanted, options);
    case 'lease refund':
      return leaseRefund(purchase, deed.id, options);
    case 'end refund':
      return endRefund(purchase, deed.id, deed.token, deed.end);
    case 'capture':
      return openCapture(purchase, deed.wanted, options);
    case 'lease capture':
      return leaseCapture(purchase, deed.id, options);
    case 'end capture':
      return endCapture(purchase, deed.id, deed.token, deed.end);
    case 'resolve':
      return resolveAnomaly(purchase, deed.id, { by: 'operator-1', reason: 'seen' });
  }
}

function load(books: Books, deed: Deed): Purchase {
  const { now, version, order, payments } = books;
  const id = 'payment' in deed ? deed.payment : null;
  const open = payments.find(({ payment }) => isOpen(payment.status));
  const kept = id === null ? open : payments.find(({ payment }) => payment.id === id);
  const { payment = null, history = [], ...lists } = kept ?? {};
  const webhook = deed.do === 'record' ? deed.webhook : null;
  return frozen({
    now,
    version,
    order,
    payment,
    otherOpen: open === undefined || open === kept ? [] : [open.payment.id],
    succeededAt: history.find(({ to }) => to === 'succeeded')?.recordedAt ?? null,
    ...{ attempts: [], refunds: [], captures: [], disputes: [], anomalies: [] },
    ...lists,
    delivery: webhook !== null && books.processed.includes(webhook) ? 'processed' : null,
    owners: ownersAmong(
      payments.filter((one) => one !== kept),
      deed,
    ),
  });
}

function ownersAmong(others: readonly Kept[], deed: Deed): Owners {
  const { parentId = null, intentId = null } = deed.do === 'record' ? deed.facts : {};
  const ownerOf = (field: 'parentId' | 'intentId', id: string | null) =>
    others.find(({ payment }) => id !== null && payment[field] === id)?.payment.id ?? null;
  const idsOf = (list: (kept: Kept) => readonly (string | null)[]) =>
    new Set(others.flatMap(list).filter((id) => id !== null));
  return {
    parent: ownerOf('parentId', parentId),
    intent: ownerOf('intentId', intentId),
    attempts: idsOf(({ attempts }) => attempts.map((one) => one.providerPaymentId)),
    refunds: idsOf(({ refunds }) => refunds.map((one) => one.providerRefundId)),
    disputes: idsOf(({ disputes }) => disputes.map((one) => one.providerDisputeId)),
    hasPayment: deed.do === 'open' && others.some(({ payment }) => payment.id === deed.wanted.id),
  };
}

/** What the next decision is given. */
function commit(books: Books, loaded: Purchase, { changes, answer }: Decision<unknown>, deed: Deed): Books {
  const { purchase } = changes;
  const webhook = deed.do === 'record' && deed.webhook !== null ? [deed.webhook] : [];
  const next = { ...books, processed: [...books.processed, ...webhook] };
  if (purchase === loaded) return next;
  return {
    ...next,
    version: (purchase.version ?? -1) + 1,
    order: purchase.order,
    payments: purchase.payment === null ? books.payments : withKept(books.payments, changes, purchase.payment),
    leases: [...books.leases, ...leasesIn(answer)],
  };
}

function withKept(kept: readonly Kept[], { purchase, transition }: Changes, payment: PurchasePayment): readonly Kept[] {
  const { attempts, refunds, captures, disputes, anomalies } = purchase;
  const index = kept.findIndex((one) => one.payment.id === payment.id);
  const history = [...(kept[index]?.history ?? []), ...(transition === null ? [] : [transition])];
  const next = { payment, history, attempts, refunds, captures, disputes, anomalies };
  return index === -1 ? [...kept, next] : kept.with(index, next);
}

type Answer = {
  readonly payment?: { readonly id: string };
  readonly refund?: { readonly id: string };
  readonly capture?: { readonly id: string };
  readonly lease?: Lease | null;
  readonly rest?: readonly Answer[];
};

/** The leases that an answer gives. */
export function leasesIn(answer: unknown): readonly GivenLease[] {
  const { payment, refund, capture, lease, rest = [] } = (answer ?? {}) as Answer;
  const subject = refund?.id ?? capture?.id ?? payment?.id;
  const own = lease && subject !== undefined ? [{ subject, token: lease.token }] : [];
  return [...own, ...rest.flatMap(leasesIn)];
}
