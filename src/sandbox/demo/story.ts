import { randomUUID } from 'node:crypto';
import type { Answer, Client } from './client.ts';

/** What was done, the HTTP status that answered, and what it showed. */
export type Step = { readonly what: string; readonly status: number; readonly shows: string; readonly right: boolean };

export type Report = (step: Step) => void;

/** A chapter reports its steps as they happen. */
export type Chapter = { readonly title: string; readonly play: (client: Client, report: Report) => Promise<void> };

export const STORY: readonly Chapter[] = [
  { title: 'An order is paid', play: orderPaid },
  { title: 'An order fails, is tried again, and is paid', play: orderFailedThenPaid },
  { title: 'A checkout is approved', play: checkoutApproved },
  { title: 'A checkout is rejected, then approved', play: checkoutRejectedThenApproved },
  { title: 'A webhook comes twice, and one comes late', play: duplicateAndLate },
];

async function orderPaid(client: Client, report: Report): Promise<void> {
  const { orderId, paymentId } = await openOrder(client, report);
  const again = await client.intent(orderId);
  step(report, 'POST intent again: the same payment', again, dataOf(again)['payment_id'], paymentId, 201);
  await pays(client, report, paymentId, 'succeed');
  await paymentIs(client, report, paymentId, 'succeeded');
  const order = await client.getOrder(orderId);
  step(report, 'GET order', order, dataOf(order)['status'], 'paid');
  const third = await client.intent(orderId);
  step(report, 'POST intent for the paid order: refused', third, third.body['error'], 'Order is paid', 400);
}

async function orderFailedThenPaid(client: Client, report: Report): Promise<void> {
  const { paymentId } = await openOrder(client, report);
  await pays(client, report, paymentId, 'fail');
  await paymentIs(client, report, paymentId, 'failed');
  await pays(client, report, paymentId, 'succeed');
  await paymentIs(client, report, paymentId, 'succeeded');
}

async function checkoutApproved(client: Client, report: Report): Promise<void> {
  const { preferenceId, paymentId } = await openCheckout(client, report);
  await pays(client, report, preferenceId, 'succeed');
  await paymentIs(client, report, paymentId, 'succeeded');
}

async function checkoutRejectedThenApproved(client: Client, report: Report): Promise<void> {
  const { preferenceId, paymentId } = await openCheckout(client, report);
  await pays(client, report, preferenceId, 'fail');
  await paymentIs(client, report, paymentId, 'failed');
  await pays(client, report, preferenceId, 'succeed');
  await paymentIs(client, report, paymentId, 'succeeded');
}

async function duplicateAndLate(client: Client, report: Report): Promise<void> {
  const { paymentId } = await openOrder(client, report);
  const failed = await pays(client, report, paymentId, 'fail', 'held back');
  const succeeded = await pays(client, report, paymentId, 'succeed');
  const twice = await client.sendWebhook(webhookOf(succeeded));
  step(report, 'the succeeded webhook, a second time', twice, twice.body['status_code'], 200);
  const late = await client.sendWebhook(webhookOf(failed));
  step(report, 'the failed webhook, late', late, late.body['status_code'], 200);
  await paymentIs(client, report, paymentId, 'succeeded');
}

async function openOrder(client: Client, report: Report) {
  const orderId = randomUUID();
  const order = await client.putOrder(orderId);
  step(report, 'PUT order', order, dataOf(order)['status'], 'pending', 201);
  const intent = await client.intent(orderId);
  step(report, 'POST intent', intent, dataOf(intent)['status'], 'pending', 201);
  return { orderId, paymentId: String(dataOf(intent)['payment_id']) };
}

/** The checkout's answer is a page's URL; which payment of ours it is, the provider knows by our reference. */
async function openCheckout(client: Client, report: Report) {
  const checkout = await client.checkout();
  step(report, 'POST checkout', checkout, checkout.body['success'], true);
  const preferenceId = new URL(String(checkout.body['init_point'])).searchParams.get('pref_id') ?? '';
  const { payments } = (await client.payables()).body as { payments: { id: string; reference: string }[] };
  return { preferenceId, paymentId: payments.find(({ id }) => id === preferenceId)?.reference ?? '' };
}

async function pays(client: Client, report: Report, id: string, does: 'succeed' | 'fail', held?: 'held back') {
  const answer = await client.customer(id, does, held !== undefined);
  const expected = held === undefined ? 200 : null;
  step(
    report,
    `the customer's payment: ${does}, webhook ${held ?? 'sent'}`,
    answer,
    webhooks(answer)[0]?.status_code,
    expected,
  );
  return answer;
}

async function paymentIs(client: Client, report: Report, paymentId: string, status: string): Promise<void> {
  const payment = await client.payment(paymentId);
  step(report, 'GET payment', payment, dataOf(payment)['status'], status);
}

function step(report: Report, what: string, answer: Answer, found: unknown, expected: unknown, status = 200): void {
  const right = found === expected && answer.status === status;
  report({ what, status: answer.status, shows: right ? String(found) : `${found}, expected ${expected}`, right });
}

type Sent = { readonly id: string; readonly status_code: number | null };

function webhooks(answer: Answer): readonly Sent[] {
  return (answer.body['webhooks'] ?? []) as readonly Sent[];
}

function webhookOf(answer: Answer): string {
  return webhooks(answer)[0]?.id ?? '';
}

function dataOf({ body }: Answer): Record<string, unknown> {
  return (body['data'] ?? {}) as Record<string, unknown>;
}
