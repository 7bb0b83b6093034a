import type { Credentials } from '../../domain/payment/account.ts';
import type { Receipt } from '../../domain/payment/receipt.ts';
import type { Attempt, Report } from '../../domain/payment/report.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { Flow } from '../../ports/payment-provider/capabilities.ts';
import type { Delivery, Notification } from '../../ports/payment-provider/deliveries.ts';
import type {
  CaptureRequest,
  CompleteRequest,
  OpenRequest,
  Parent,
  RefundRequest,
} from '../../ports/payment-provider/requests.ts';
import type { Harness } from '../harness.ts';

/** Long ago: none of the kit's parents was made before. */
export const EPOCH = new Date(0);

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A deadline of calls for what isn't about deadlines: the scenario's own ends first, however busy the machine is. */
export const AMPLE_MS = 60_000;

/** A request with defaults that every provider can carry. */
export function requestFor(harness: Harness, change: Partial<OpenRequest> = {}): OpenRequest {
  const { flows, captureMethods } = harness.provider.capabilities;
  return {
    flow: flows[0] ?? 'client',
    reference: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    amount: harness.amount,
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: captureMethods.includes('automatic') ? 'automatic' : 'manual',
    returnUrl: 'https://shop.example/thanks',
    statementDescriptor: 'Iron Temple',
    notificationUrl: 'https://pay.example/webhook/gym?x=1',
    expiresAt: new Date(Date.now() + DAY_MS),
    ...change,
  };
}

export function completionOf(parentId: string): CompleteRequest {
  return { parentId, idempotencyKey: `complete-${parentId}`.slice(0, 64) };
}

export function captureOf({ amount }: Harness, providerPaymentId: string, minor = amount.minor): CaptureRequest {
  return { idempotencyKey: crypto.randomUUID(), providerPaymentId, amount: { ...amount, minor } };
}

/** A tenth of the amount, unless something else is said. */
export function refundOf(
  { amount }: Harness,
  providerPaymentId: string,
  change: Partial<RefundRequest> = {},
): RefundRequest {
  const part = { ...amount, minor: amount.minor / 10 };
  const names = { reference: crypto.randomUUID(), idempotencyKey: crypto.randomUUID() };
  return { ...names, providerPaymentId, amount: part, reason: 'A torn towel', ...change };
}

/** @throws Error when the call ended otherwise. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'ok') return outcome.value;
  const about = outcome.kind === 'rejected' ? ` about ${outcome.about}` : '';
  throw new Error(`the outcome is ${outcome.kind}${about}, and not ok: ${outcome.reason}`);
}

export async function open(harness: Harness, change: Partial<OpenRequest> = {}): Promise<Parent> {
  return value(await harness.provider.open(harness.credentials, requestFor(harness, change)));
}

/** Does it for each flow that is declared, one after the other. */
export async function eachFlow({ provider }: Harness, act: (flow: Flow) => Promise<void>): Promise<void> {
  for (const flow of provider.capabilities.flows) await act(flow);
}

/** A parent as the adapter shows it now; null when it says that there is none. */
export async function fetched({ provider, credentials }: Harness, parentId: string): Promise<Parent | null> {
  return value(await provider.fetch(credentials, parentId));
}

/** @throws Error when there is none. */
export async function reportOf(harness: Harness, parentId: string): Promise<Report> {
  const parent = await fetched(harness, parentId);
  if (parent === null) throw new Error(`fetch says that there is no parent ${parentId}`);
  return parent.report;
}

/** A parent that was paid in full. Where the service takes the money, it has. */
export async function paid(harness: Harness, change: Partial<OpenRequest> = {}): Promise<Parent> {
  const parent = await open(harness, change);
  await pay(harness, parent.parentId);
  return parent;
}

/** The buyer pays, and the service takes the money where it has to: where the buyer only agrees, or all is held first. */
export async function pay(harness: Harness, parentId: string): Promise<void> {
  const { provider, credentials } = harness;
  const { completes, captureMethods } = provider.capabilities;
  await (completes ? harness.agreeToPay(parentId) : harness.settle(parentId, 'succeed'));
  if (completes) value(await provider.complete(credentials, completionOf(parentId)));
  if (captureMethods.includes('automatic')) return;
  const held = (await reportOf(harness, parentId)).attempt?.providerPaymentId ?? 'none';
  value(await provider.capture(credentials, captureOf(harness, held)));
}

/** Money that an operator has taken: the whole amount in cash, unless something else is said. */
export function receiptOf({ amount }: Harness, change: Partial<Receipt> = {}): Receipt {
  const names = { id: crypto.randomUUID(), reference: crypto.randomUUID() };
  return { ...names, amount, method: 'cash', takenAt: new Date(), ...change };
}

/** What the adapter reports after the buyer has paid: what a fetch shows, or what it makes of an operator's receipt. */
export async function reportWhenPaid(
  harness: Harness,
  { parentId, reference }: { readonly parentId: string; readonly reference: string },
): Promise<Report> {
  const { provider } = harness;
  if (provider.capabilities.confirmedBy === 'operator') return provider.receive(receiptOf(harness, { reference }));
  await pay(harness, parentId);
  return reportOf(harness, parentId);
}

/** A parent that was paid in full, and the provider payment by which it was. */
export async function paidOnce(harness: Harness): Promise<{ parentId: string; providerPaymentId: string }> {
  const { parentId } = await paid(harness);
  const { attempt } = await reportOf(harness, parentId);
  return { parentId, providerPaymentId: attempt?.providerPaymentId ?? 'none' };
}

export function attemptsOf({ attempt, others }: Report): readonly Attempt[] {
  return attempt === null ? others : [attempt, ...others];
}

/** The provider's word that a parent was paid, as it arrives. */
export async function paidDelivery(harness: Harness): Promise<Delivery> {
  await paid(harness);
  return harness.lastDelivery();
}

/** @throws Error when the adapter reads none in it. */
export function notificationIn({ provider }: Harness, delivery: Delivery): Notification {
  const [notification] = provider.split(delivery) ?? [];
  if (notification === undefined) throw new Error('split found no notification in what the provider sent');
  return notification;
}

/** What the adapter makes of a delivery. */
export async function meaningOf(harness: Harness, delivery: Delivery) {
  const { provider, credentials } = harness;
  return value(await provider.translate(credentials, notificationIn(harness, delivery)));
}

/** What the provider last sent, as the adapter reports it. @throws Error when it reports nothing. */
export async function lastReport(harness: Harness): Promise<Report> {
  const { report } = await meaningOf(harness, harness.lastDelivery());
  if (report === null) throw new Error('translate reports nothing of what the provider sent');
  return report;
}

/** How the service learns that a parent has changed: by the last webhook, or by asking where the provider sends none. */
export async function latestReport(harness: Harness, parentId: string): Promise<Report> {
  return sendsWebhooks(harness) ? lastReport(harness) : reportOf(harness, parentId);
}

/** What is reported of a parent that has changed, by each way on which the service learns it. */
export async function latestReports(harness: Harness, parentId: string): Promise<readonly Report[]> {
  const asked = await reportOf(harness, parentId);
  return sendsWebhooks(harness) ? [await lastReport(harness), asked] : [asked];
}

export function sendsWebhooks({ provider }: Harness): boolean {
  return provider.capabilities.webhooks !== 'none';
}

/** Whether the delivery is believed as the service believes it: by its signature, or after asking. */
export async function isGenuine(
  { provider, credentials }: Harness,
  delivery: Delivery,
  account: Credentials = credentials,
): Promise<boolean> {
  const verdict = provider.verify(delivery, [account]);
  return verdict === 'ask' ? value(await provider.confirm(account, delivery)) : verdict === 'valid';
}

/** What a failed attempt makes of its parent. */
export function failedKind({ provider }: Harness): 'failed' | 'cancelled' {
  return provider.capabilities.failedIsFinal ? 'cancelled' : 'failed';
}
