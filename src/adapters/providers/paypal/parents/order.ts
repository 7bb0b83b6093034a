import type { Flow } from '../../../../ports/payment-provider/capabilities.ts';
import type { OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { fieldsOf, type JsonObject, textOrNull } from '../../shared/json.ts';
import { returnUrlWith } from '../../shared/return-url.ts';
import { shortened } from '../../shared/text.ts';
import type { WireMoney } from '../money.ts';
import { reportOf } from '../payments/status.ts';
import { ID, unitOf } from '../payments/wire.ts';

/** https://developer.paypal.com/docs/api/orders/v2/#orders_create, 2026-11-29 */
const MAX = { description: 127, email: 254 } as const;

/** Nothing is shipped, and the page's button says that it pays. */
const CONTEXT = { shipping_preference: 'NO_SHIPPING', user_action: 'PAY_NOW' } as const;

/** The links to the page on which a buyer approves: the first of an order that names no means of payment yet. */
const APPROVAL: readonly unknown[] = ['approve', 'payer-action'];

/**
 * The body that opens an order. `custom_id` is the reference that captures carry, too. `invoice_id` is the same: PayPal takes
 * the money of one invoice once, so that two orders of one payment can't both be paid. `reference_id` is what this service may
 * name a purchase unit by: it remembers which flow opened the order, as both are the same object.
 */
export function requestOf(request: OpenRequest, amount: WireMoney): JsonObject {
  const { flow, reference, title, statementDescriptor } = request;
  const unit = {
    reference_id: flow,
    custom_id: reference,
    invoice_id: reference,
    description: shortened(title, MAX.description),
    amount,
    ...(statementDescriptor !== null && { soft_descriptor: statementDescriptor }),
  };
  return { intent: 'CAPTURE', purchase_units: [unit], ...(flow === 'redirect' ? byPage(request) : IN_APP) };
}

const IN_APP = { application_context: CONTEXT };

/**
 * In the older fields, which are deprecated and documented: an order that names its means of payment (`payment_source`) begins as
 * `PAYER_ACTION_REQUIRED`, in which it can't be patched, and so not be closed.
 */
function byPage({ returnUrl, reference, customerEmail: email }: OpenRequest): JsonObject {
  const back =
    returnUrl === null
      ? {}
      : {
          // The money is taken after the buyer has come back.
          return_url: returnUrlWith(returnUrl, reference, 'pending'),
          cancel_url: returnUrlWith(returnUrl, reference, 'failure'),
        };
  const buyer = email !== null && email.length <= MAX.email ? { payer: { email_address: email } } : {};
  return { ...buyer, application_context: { ...CONTEXT, ...back } };
}

/** Checks an answer's shape; null when it isn't an order of one purchase unit. */
export function parentOf(order: JsonObject, askedAt: Date): Parent | null {
  const { id, status } = order;
  if (typeof id !== 'string' || !ID.test(id) || textOrNull(status) === null) return null;
  const unit = unitOf(order);
  if (unit === null) return null;
  const report = reportOf(order, unit, askedAt);
  const isOpen = report.fact?.kind === 'pending';
  const flow: Flow = unit['reference_id'] === 'client' ? 'client' : 'redirect';
  const handover = flow === 'client' ? id : pageOf(order);
  if (isOpen && handover === null) return null;
  return { parentId: id, intentId: null, handover: isOpen ? (handover ?? '') : '', report };
}

function pageOf({ links }: JsonObject): string | null {
  const all = Array.isArray(links) ? links.map(fieldsOf) : [];
  const page = textOrNull(all.find(({ rel }) => APPROVAL.includes(rel))?.['href']);
  return page !== null && ['https:', 'http:'].includes(URL.parse(page)?.protocol ?? '') ? page : null;
}
