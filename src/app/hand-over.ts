import { isOpen } from '../domain/fact.ts';
import type { Payment } from '../domain/payment.ts';
import type { Failure, Outcome } from '../ports/outcome.ts';
import type { Flow, OpenRequest, Parent } from '../ports/payment-provider.ts';
import type { Cause, Opened, Opening, OpeningEnd } from '../ports/store.ts';
import type { Access } from './access.ts';
import type { Context } from './context.ts';
import { toError, unavailable } from './failure.ts';
import { settleReport } from './settle-report.ts';

/** A payment that somebody can pay now, with a client token or a page's URL. */
export type HandedOver = { readonly payment: Payment; readonly handover: string };

/** The same, or a payment that ended before it could be handed over. */
export type HandOver = { readonly payment: Payment; readonly handover: string | null };

/**
 * A provider's search may not know yet what was made a moment ago. Stripe documents up to a minute; only
 * after that does "not found" mean that nothing was made.
 */
const SEARCH_LAG_MS = 60_000;

const POLL_MS = 50;

type Handing = { readonly context: Context; readonly access: Access; readonly flow: Flow; readonly cause: Cause };

/**
 * Gets what the customer needs to pay a committed payment: opens the parent when the lease is ours, waits
 * when it is somebody else's, shows the parent again when it is there. Never makes a second one.
 * @throws DomainError what a provider's failure becomes; asking again recovers the same payment.
 */
export async function handOver(handing: Handing, { payment, claimed }: Opened): Promise<HandOver> {
  if (payment.parentId !== null) return showAgain(handing, payment, payment.parentId);
  if (!isOpen(payment.status)) return { payment, handover: null };
  return claimed === null ? waitForParent(handing, payment) : openParent(handing, payment, claimed);
}

async function showAgain(handing: Handing, payment: Payment, parentId: string): Promise<HandOver> {
  const { context, access, cause } = handing;
  const outcome = await access.provider.fetch(access.credentials, parentId);
  if (outcome.kind !== 'ok') throw failed(context, payment, outcome);
  if (outcome.value === null)
    throw failed(context, payment, { kind: 'rejected', about: 'request', reason: 'the parent is gone' });
  const present = await settleReport(context, payment, outcome.value.report, cause);
  // A page that has ended has no address any more.
  return { payment: present, handover: outcome.value.handover || null };
}

/** Somebody else is calling the provider. Their end, or the end of their lease, makes it ours. */
async function waitForParent(handing: Handing, payment: Payment): Promise<HandOver> {
  const { store, world, settings } = handing.context;
  const deadline = world.now().getTime() + settings.providerTimeoutMs;
  while (world.now().getTime() < deadline) {
    await world.sleep(POLL_MS);
    const opened = await store.claimOpening(payment.id, settings.leaseMs);
    const { parentId, status } = opened.payment;
    if (parentId !== null || opened.claimed !== null || !isOpen(status)) return handOver(handing, opened);
  }
  throw unavailable();
}

async function openParent(handing: Handing, payment: Payment, opening: Opening): Promise<HandOver> {
  const { context, access, cause } = handing;
  const outcome = await recoverOrOpen(handing, payment, opening);
  if (outcome.kind !== 'ok') {
    await context.store.endOpening(payment.id, endOf(outcome, opening));
    throw failed(context, payment, outcome);
  }
  const parent = outcome.value;
  const present = await settleReport(context, payment, parent.report, cause);
  const kept = present.parentId;
  if (kept === parent.parentId) return { payment: present, handover: parent.handover };
  // A notification or another caller was faster with another parent: ours was handed to nobody.
  await access.provider.close(access.credentials, parent.parentId);
  if (kept === null) return doesNotFit(context, payment);
  return showAgain(handing, present, kept);
}

/** The provider made something else than was asked for; it is closed, and the next call has a new key. */
async function doesNotFit(context: Context, payment: Payment): Promise<never> {
  await context.store.endOpening(payment.id, 'refused');
  throw failed(context, payment, { kind: 'unknown', reason: 'what was opened does not fit the payment' });
}

/** After an unknown outcome, what may have been made is looked for before anything is made. */
async function recoverOrOpen(handing: Handing, payment: Payment, opening: Opening): Promise<Outcome<Parent>> {
  const { context, access } = handing;
  let attempt = opening.attempt;
  if (opening.before === 'unknown') {
    const found = await access.provider.find(access.credentials, payment.id);
    if (found.kind !== 'ok') return found;
    const [newest] = found.value;
    if (newest !== undefined) return { kind: 'ok', value: newest };
    if (isSettled(context, opening)) attempt = (await context.store.renewOpening(payment.id)).attempt;
  }
  return access.provider.open(access.credentials, requestFor(handing, payment, attempt));
}

/** Long enough ago that a search would show what was made. Until then the same key is sent again. */
function isSettled({ world }: Context, { unknownSince }: Opening): boolean {
  return unknownSince !== null && world.now().getTime() - unknownSince.getTime() > SEARCH_LAG_MS;
}

function requestFor({ context, access, flow }: Handing, payment: Payment, attempt: number): OpenRequest {
  return {
    flow,
    reference: payment.id,
    idempotencyKey: `${payment.id}-${attempt}`,
    amount: payment.amount,
    title: payment.title,
    customerEmail: payment.customerEmail,
    captureMethod: payment.captureMethod,
    returnUrl: payment.returnUrl,
    notificationUrl: notificationUrl(context, access),
    expiresAt: payment.expiresAt,
  };
}

function notificationUrl({ settings }: Context, { account }: Access): string {
  const { publicUrl } = settings;
  if (account.owner.kind === 'gym') return `${publicUrl}/webhook/${account.owner.slug}`;
  return `${publicUrl}/api/v1/payments/webhook/${account.provider}`;
}

/** A call that was never sent leaves open what was open before it. */
function endOf(failure: Failure, opening: Opening): OpeningEnd {
  if (failure.kind === 'unknown') return 'unknown';
  return failure.kind === 'not_sent' && opening.before === 'unknown' ? 'unknown' : 'refused';
}

function failed(context: Context, payment: Payment, failure: Failure) {
  return toError(context, failure, { paymentId: payment.id, provider: payment.provider });
}
