import type Stripe from 'stripe';
import type { Outcome } from '../../../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { returnUrlWith } from '../../shared/return-url.ts';
import { shortened } from '../../shared/text.ts';
import type { Client } from '../calls/client.ts';
import { ABSENT, absent } from '../calls/errors.ts';
import { callExpanding } from '../calls/expand.ts';
import { AT_MOST, listedIn, PAGE, unlessCut } from '../calls/list.ts';
import {
  PARENT_KEY,
  REFERENCE_KEY,
  readSession,
  SESSION_ID,
  SESSION_PARENT,
  type Session,
} from '../payments/objects.ts';
import { asMade, type Moment, observedAt, reportOfSession } from '../payments/status.ts';
import type { ParentKind, Snapshot } from './kind.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a page may live (https://docs.stripe.com/api/checkout/sessions/create, 2026-11-21). */
const SHORTEST_MS = 30 * MINUTE_MS;
const LONGEST_MS = DAY_MS;
/** How far our clock and Stripe's may be apart before an expiry is refused. */
const SKEW_MS = MINUTE_MS;

/** Of what is sold. https://docs.stripe.com/api/products/create, 2026-11-21. */
const MAX_NAME = 5000;

const WITH_INTENT = ['payment_intent'];
const WITH_CHARGE = ['payment_intent.latest_charge'];

/** Checkout Sessions: the customer pays on a page of Stripe's. */
export const sessions: ParentKind = {
  owns: (id) => SESSION_ID.test(id),
  open: (client, request, amount) => {
    const params = paramsOf(request, amount, client.now());
    return client.call(
      (stripe) => stripe.checkout.sessions.create(params, { idempotencyKey: request.idempotencyKey }),
      (answer, askedAt) => parentIn(answer, client, (session) => asMade(session.createdAt, askedAt)),
    );
  },
  retrieve: (client, id) =>
    callExpanding(
      client,
      [WITH_CHARGE, WITH_INTENT, []],
      (stripe, params) => stripe.checkout.sessions.retrieve(id, params).catch(absent),
      (answer, askedAt, isWhole) => (answer === ABSENT ? null : snapshotIn(answer, client, askedAt, isWhole)),
    ),
  close: (client, id) =>
    callExpanding(
      client,
      [WITH_INTENT, []],
      (stripe, params) => stripe.checkout.sessions.expire(id, params),
      (answer, askedAt) => parentIn(answer, client, () => observedAt(askedAt)),
    ),
};

/** The session that made an intent. */
export function findSessionOf(client: Client, intentId: string): Promise<Outcome<readonly Parent[]>> {
  return list(client, { payment_intent: intentId }, () => true);
}

/**
 * Sessions can't be searched for, only listed. Those that can still be paid are at most a day old, and
 * those that were paid are found through their intent; so only the open ones of a day are read.
 */
export async function listOpenSessions(client: Client, reference: string): Promise<Outcome<readonly Parent[]>> {
  const gte = Math.floor((client.now().getTime() - LONGEST_MS - SKEW_MS) / 1000);
  return list(client, { status: 'open', created: { gte } }, ({ report }) => report.reference === reference);
}

async function list(
  client: Client,
  filter: Stripe.Checkout.SessionListParams,
  isWanted: (parent: Parent) => boolean,
): Promise<Outcome<readonly Parent[]>> {
  const params = { ...filter, ...PAGE, expand: ['data.payment_intent'] };
  const listed = await client.call(
    (stripe) => stripe.checkout.sessions.list(params).autoPagingToArray(AT_MOST),
    (answer, askedAt) =>
      listedIn(answer, (item) => [parentIn(item, client, () => observedAt(askedAt)) ?? []].flat().filter(isWanted)),
  );
  return unlessCut(listed);
}

function paramsOf(request: OpenRequest, amount: number, now: Date): Stripe.Checkout.SessionCreateParams {
  const metadata = { [REFERENCE_KEY]: request.reference };
  const price = { currency: request.amount.currency.toLowerCase(), unit_amount: amount };
  const product = { name: shortened(request.title, MAX_NAME) };
  return {
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { ...price, product_data: product } }],
    success_url: returnUrlWith(request.returnUrl as string, request.reference, 'success'),
    // Going back without having paid: the page can still be opened.
    cancel_url: returnUrlWith(request.returnUrl as string, request.reference, 'pending'),
    // Charges and refunds carry no metadata, but the intent does, and it says where it comes from.
    metadata,
    payment_intent_data: {
      capture_method: request.captureMethod,
      metadata: { ...metadata, [PARENT_KEY]: SESSION_PARENT },
      ...(request.statementDescriptor === null ? {} : { statement_descriptor_suffix: request.statementDescriptor }),
    },
    // The buyer's own currency would be another amount than the one that was asked for.
    adaptive_pricing: { enabled: false },
    ...(request.customerEmail === null ? {} : { customer_email: request.customerEmail }),
    ...expiryOf(request.expiresAt, now),
  };
}

/**
 * Sent only if Stripe accepts it; otherwise the page ends a day after it was created, however early or late it should. That
 * depends on the clock: a call that is repeated when too little time is left differs from the first one, and Stripe refuses
 * it for that (see errors.ts).
 */
function expiryOf(expiresAt: Date, now: Date): { expires_at?: number } {
  const endMs = expiresAt.getTime() - SKEW_MS;
  const leftMs = endMs - now.getTime();
  if (leftMs < SHORTEST_MS + SKEW_MS || leftMs > LONGEST_MS - SKEW_MS / 2) return {};
  return { expires_at: Math.floor(endMs / 1000) };
}

function snapshotIn(answer: unknown, client: Client, askedAt: Date, isWhole: boolean): Snapshot | undefined {
  const intent = readSession(answer)?.intent;
  const parent = parentIn(answer, client, () => observedAt(askedAt));
  return (
    parent && {
      parent,
      voucher: voucherOf(answer),
      taken: intent?.taken ?? null,
      mayBeDisputed: intent?.isDisputed === true || !isWhole,
    }
  );
}

/**
 * A complete page that is not paid can't be expired (https://docs.stripe.com/api/checkout/sessions/expire, 2026-11-28), nor
 * can its intent be cancelled by itself: a voucher that was handed out stays good until its own time is over.
 */
function voucherOf(answer: unknown): Snapshot['voucher'] {
  const session = readSession(answer);
  if (session?.status !== 'complete' || session.paymentStatus !== 'unpaid') return null;
  const { intent } = session;
  return intent === null || intent.status === 'requires_action' ? { until: intent?.actionUntil ?? null } : null;
}

/** A page that is over has no URL any more; there is nothing to hand over then. */
function parentIn(answer: unknown, { isLive }: Client, when: (session: Session) => Moment): Parent | undefined {
  const session = readSession(answer);
  if (session === undefined || (session.url === null && session.status === 'open')) return undefined;
  return {
    parentId: session.id,
    intentId: session.intentId,
    handover: session.url ?? '',
    report: reportOfSession(session, { isLive, ...when(session) }),
  };
}
