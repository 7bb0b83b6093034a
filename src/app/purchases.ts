import type { Author } from '../domain/operator/audit.ts';
import type { Status } from '../domain/payment/fact.ts';
import type { Order } from '../domain/payment/order.ts';
import type { NotedReceipt } from '../domain/payment/receipt.ts';
import { resolveAnomaly } from '../domain/purchase/anomalies/resolve.ts';
import type { Lease } from '../domain/purchase/calls.ts';
import {
  type CaptureEnd,
  endCapture,
  leaseCapture,
  type NewCapture,
  type OpenedCapture,
  openCapture,
} from '../domain/purchase/captures.ts';
import type { Facts } from '../domain/purchase/facts.ts';
import {
  endOpening,
  leaseOpening,
  type NewPayment,
  type Opened,
  type OpeningEnd,
  openPayment,
} from '../domain/purchase/openings.ts';
import { type OrderChange, type Put, putOrder } from '../domain/purchase/orders.ts';
import type { PurchaseAnomaly } from '../domain/purchase/purchase.ts';
import { recordReceipt } from '../domain/purchase/receipts.ts';
import { type Recorded, recordFacts } from '../domain/purchase/record.ts';
import {
  endRefund,
  leaseRefund,
  type NewRefund,
  type OpenedRefund,
  type OpenedWhole,
  openRefund,
  type RefundEnd,
} from '../domain/purchase/refunds.ts';
import type { DeliveryRecord } from '../ports/store/deliveries.ts';
import {
  type IdsInQuestion,
  type Loading,
  NO_IDS,
  type PurchaseRef,
  type Purchases,
} from '../ports/store/purchases.ts';
import { createDecideAndCommit, type Deciders, type Deciding, type Held, hold } from './decide-and-commit.ts';

/** Facts, and the webhook that they came in. */
export type FactsRecord = Omit<Facts, 'accountId'> & {
  readonly delivery: DeliveryRecord | null;
  /** The purchase, where the caller has it at hand, with the webhook if there is one: that saves a statement. */
  readonly loaded: Held | null;
  /** Whose cancellation came to these facts; null where it is none. */
  readonly cancellation: Cancellation | null;
  /** The receipt that comes to these facts; null where it is none. */
  readonly receiving: Receiving | null;
};

/** Who cancels a payment, and the status in which they saw it. */
export type Cancellation = { readonly by: Author; readonly saw: Status };

/** Which operator has taken which money. */
export type Receiving = { readonly by: Author; readonly receipt: NotedReceipt };

/** What was opened, and its purchase. */
export type OpenedAndHeld = Opened & { readonly held: Held };

/** Everything that changes a purchase: each is one decision of the domain and one commit. */
export type PurchaseCommands = ReturnType<typeof createPurchaseCommands>;

export function createPurchaseCommands(store: Purchases, world: Deciders) {
  const decideAndCommit = createDecideAndCommit(store, world);
  const answerTo = async <Answer>(deciding: Deciding<Answer>) => (await decideAndCommit(deciding)).answer;
  const { newId } = world;
  return {
    /** Loads a purchase that is to be decided on. */
    hold: (ref: PurchaseRef, loading?: Loading): Promise<Held> => hold(store, world, ref, loading),

    putOrder: (change: OrderChange, by: Author | null = null): Promise<Put<Order>> =>
      answerTo({
        ref: { kind: 'order', id: change.id },
        by,
        decide: (purchase) => putOrder(purchase, change),
      }),

    /** `loaded`: the purchase, where the caller has loaded it. */
    openPayment: async (payment: NewPayment, leaseMs: number, loaded: Held | null = null): Promise<OpenedAndHeld> => {
      const { answer, after } = await decideAndCommit({
        ref: refOf(payment),
        loaded,
        ids: { ...NO_IDS, paymentId: payment.id },
        decide: (purchase) => openPayment(purchase, payment, { leaseMs, newId }),
      });
      return { ...answer, held: after };
    },

    leaseOpening: (paymentId: string, leaseMs: number): Promise<Opened> =>
      answerTo({
        ref: { kind: 'payment', id: paymentId },
        decide: (purchase) => leaseOpening(purchase, { leaseMs, newId }),
      }),

    endOpening: async (paymentId: string, { token }: Lease, end: OpeningEnd): Promise<void> => {
      await answerTo({
        ref: { kind: 'payment', id: paymentId },
        decide: (purchase) => endOpening(purchase, token, end),
      });
    },

    recordFacts: ({ delivery, loaded, cancellation, receiving, ...facts }: FactsRecord): Promise<Recorded> =>
      answerTo({
        ref: { kind: 'payment', id: facts.paymentId },
        ...cancellation,
        ...receiving,
        delivery,
        loaded,
        ids: idsOf(facts),
        decide: (purchase) => {
          const said = { ...facts, accountId: delivery?.accountId ?? null };
          if (receiving !== null) return recordReceipt(purchase, receiving.receipt, said, newId);
          return recordFacts(purchase, said, newId);
        },
      }),

    openRefund: (refund: NewRefund, leaseMs: number, by: Author | null = null): Promise<OpenedWhole> =>
      answerTo({
        by,
        ref: { kind: 'payment', id: refund.paymentId },
        decide: (purchase) => openRefund(purchase, refund, { leaseMs, newId }),
      }),

    leaseRefund: (refundId: string, leaseMs: number): Promise<OpenedRefund> =>
      answerTo({
        ref: { kind: 'refund', id: refundId },
        decide: (purchase) => leaseRefund(purchase, refundId, { leaseMs, newId }),
      }),

    endRefund: async (refundId: string, { token }: Lease, end: RefundEnd): Promise<void> => {
      await answerTo({
        ref: { kind: 'refund', id: refundId },
        decide: (purchase) => endRefund(purchase, refundId, token, end),
      });
    },

    openCapture: (capture: NewCapture, leaseMs: number, by: Author | null = null): Promise<OpenedCapture> =>
      answerTo({
        by,
        ref: { kind: 'payment', id: capture.paymentId },
        decide: (purchase) => openCapture(purchase, capture, { leaseMs, newId }),
      }),

    leaseCapture: (captureId: string, leaseMs: number): Promise<OpenedCapture> =>
      answerTo({
        ref: { kind: 'capture', id: captureId },
        decide: (purchase) => leaseCapture(purchase, captureId, { leaseMs, newId }),
      }),

    endCapture: async (captureId: string, { token }: Lease, end: CaptureEnd): Promise<void> => {
      await answerTo({
        ref: { kind: 'capture', id: captureId },
        decide: (purchase) => endCapture(purchase, captureId, token, end),
      });
    },

    resolveAnomaly: (
      paymentId: string,
      anomalyId: string,
      said: { readonly by: string; readonly reason: string },
      by: Author | null = null,
    ): Promise<PurchaseAnomaly | null> =>
      answerTo({
        by,
        ref: { kind: 'payment', id: paymentId },
        decide: (purchase) => resolveAnomaly(purchase, anomalyId, said),
      }),
  };
}

/** An order has one open payment, whatever its id; a checkout's payment is found by its own. */
function refOf({ id, purpose }: NewPayment) {
  return purpose.kind === 'order'
    ? ({ kind: 'order', id: purpose.orderId } as const)
    : ({ kind: 'payment', id } as const);
}

function idsOf({
  parentId,
  intentId,
  attempt,
  others,
  reversals,
}: Omit<FactsRecord, 'delivery' | 'loaded' | 'cancellation' | 'receiving'>): IdsInQuestion {
  const tries = [...(attempt === null ? [] : [attempt]), ...others];
  return {
    paymentId: null,
    parentId,
    intentId,
    attempts: [...tries, ...reversals].map(({ providerPaymentId }) => providerPaymentId),
    refunds: reversals.flatMap((one) => (one.kind === 'refund' ? [one.providerRefundId] : [])),
    disputes: reversals.flatMap((one) => (one.kind === 'dispute' ? [one.providerDisputeId] : [])),
  };
}
