import type Stripe from 'stripe';
import type { Report } from '../../../../domain/payment/report.ts';
import type { Outcome } from '../../../../ports/outcome.ts';
import type { CaptureRequest, OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { shortened } from '../../shared/text.ts';
import type { Client } from '../calls/client.ts';
import { ABSENT, absent } from '../calls/errors.ts';
import { callExpanding } from '../calls/expand.ts';
import { AT_MOST, listedIn, PAGE, unlessCut } from '../calls/list.ts';
import { carried } from '../money.ts';
import { INTENT_ID } from '../payments/fields.ts';
import { type Intent, REFERENCE_KEY, readIntent } from '../payments/objects.ts';
import { asMade, type Moment, observedAt, reportOfIntent } from '../payments/status.ts';
import type { ParentKind, Snapshot } from './kind.ts';

/** https://docs.stripe.com/api/payment_intents/create, 2026-11-21. */
const MAX_DESCRIPTION = 1000;

/** A lost call is looked for that long; a page lives as long. */
const LISTED_MS = 25 * 3_600_000;

const WITH_CHARGE = ['latest_charge'];

/** PaymentIntents: the customer pays inside the client app. */
export const intents: ParentKind = {
  owns: (id) => INTENT_ID.test(id),
  open: (client, request, amount) =>
    client.call(
      (stripe) => stripe.paymentIntents.create(paramsOf(request, amount), { idempotencyKey: request.idempotencyKey }),
      (answer, askedAt) => parentIn(answer, client, (intent) => asMade(intent.createdAt, askedAt)),
    ),
  retrieve: (client, id) =>
    callExpanding(
      client,
      [WITH_CHARGE, []],
      (stripe, params) => stripe.paymentIntents.retrieve(id, params).catch(absent),
      (answer, askedAt, isWhole) => (answer === ABSENT ? null : snapshotIn(answer, client, askedAt, isWhole)),
    ),
  close: (client, id) =>
    client.call(
      (stripe) => stripe.paymentIntents.cancel(id),
      (answer, askedAt) => parentIn(answer, client, () => observedAt(askedAt)),
    ),
};

/** Takes what was authorized, or a part of it; what is left is let go. */
export async function captureIntent(client: Client, request: CaptureRequest): Promise<Outcome<Report>> {
  const amount = carried(request.amount);
  if (typeof amount !== 'number') return amount;
  if (!INTENT_ID.test(request.providerPaymentId))
    return { kind: 'rejected', about: 'request', reason: 'not the id of an intent' };
  const { providerPaymentId: id, idempotencyKey } = request;
  return client.call(
    (stripe) => stripe.paymentIntents.capture(id, { amount_to_capture: amount }, { idempotencyKey }),
    (answer, askedAt) => {
      const intent = readIntent(answer);
      return intent && reportOfIntent(intent, { isLive: client.isLive, ...observedAt(askedAt) });
    },
  );
}

export type FoundIntent = { readonly intent: Intent; readonly parent: Parent };

/**
 * Intents that carry our reference, those of sessions included. In some countries there is no search
 * (https://docs.stripe.com/api/payment_intents/search, 2026-11-28: India): then the intents of the last day are read.
 */
export async function findIntents(client: Client, reference: string): Promise<Outcome<readonly FoundIntent[]>> {
  const found = await searchIntents(client, reference);
  return found.kind === 'rejected' ? listIntents(client, reference) : found;
}

/** Unlike the search, a list shows at once what was made (https://docs.stripe.com/search#data-freshness, 2026-11-28). */
async function listIntents(client: Client, reference: string): Promise<Outcome<readonly FoundIntent[]>> {
  const gte = Math.floor((client.now().getTime() - LISTED_MS) / 1000);
  const listed = await client.call(
    (stripe) => stripe.paymentIntents.list({ created: { gte }, ...PAGE }).autoPagingToArray(AT_MOST),
    (answer, askedAt) => listedIn(answer, (item) => foundIn(item, client, reference, askedAt)),
  );
  return unlessCut(listed);
}

/**
 * The search index is usually a minute behind, and hours in an outage
 * (https://docs.stripe.com/search#data-freshness, 2026-11-21).
 */
async function searchIntents(client: Client, reference: string): Promise<Outcome<readonly FoundIntent[]>> {
  const query = `metadata['${REFERENCE_KEY}']:'${reference.replace(/[\\']/g, '\\$&')}'`;
  const listed = await client.call(
    (stripe) => stripe.paymentIntents.search({ query, ...PAGE }).autoPagingToArray(AT_MOST),
    (answer, askedAt) => listedIn(answer, (item) => foundIn(item, client, reference, askedAt)),
  );
  return unlessCut(listed);
}

function foundIn(item: unknown, client: Client, reference: string, askedAt: Date): FoundIntent[] {
  const intent = readIntent(item);
  const parent = parentIn(item, client, () => observedAt(askedAt));
  return intent?.reference === reference && parent !== undefined ? [{ intent, parent }] : [];
}

function paramsOf(request: OpenRequest, amount: number): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: request.amount.currency.toLowerCase(),
    automatic_payment_methods: { enabled: true },
    capture_method: request.captureMethod,
    description: shortened(request.title, MAX_DESCRIPTION),
    metadata: { [REFERENCE_KEY]: request.reference },
    ...(request.customerEmail === null ? {} : { receipt_email: request.customerEmail }),
    ...(request.statementDescriptor === null ? {} : { statement_descriptor_suffix: request.statementDescriptor }),
  };
}

function snapshotIn(answer: unknown, client: Client, askedAt: Date, isWhole: boolean): Snapshot | undefined {
  const intent = readIntent(answer);
  const parent = parentIn(answer, client, () => observedAt(askedAt));
  return (
    intent && parent && { parent, voucher: null, taken: intent.taken, mayBeDisputed: intent.isDisputed || !isWhole }
  );
}

function parentIn(answer: unknown, { isLive }: Client, when: (intent: Intent) => Moment): Parent | undefined {
  const intent = readIntent(answer);
  if (intent === undefined || intent.clientSecret === null) return undefined;
  return {
    parentId: intent.id,
    intentId: intent.id,
    handover: intent.clientSecret,
    report: reportOfIntent(intent, { isLive, ...when(intent) }),
  };
}
