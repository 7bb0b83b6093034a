// In an app that has installed it: '@fitstack/payments-client'.
import { createPaymentsClient, type PaymentsClient } from '../../clients/typescript/src/index.ts';
import type { Settings } from './settings.ts';

const GYM = 'demo-gym';
const TOWELS = { amount: 2000, currency: 'usd', description: 'Two towels' } as const;
const PASS = { gym_id: GYM, amount: 5000, title: 'Monthly pass' } as const;

/** What the buyer's browser does next: leave for a page on which it pays, or show Stripe's form. */
export type Next = { readonly page: string } | { readonly form: { publishableKey: string; clientSecret: string } };
export type Opened = { readonly paymentId: string; readonly next: Next };
export type Payments = ReturnType<typeof createPayments>;

/** Why there is no answer, in words that a buyer may read; `status` is the HTTP status that says so. */
export class Refused extends Error {
  readonly status: number;
  constructor(message: string, status = 502) {
    super(message);
    this.status = status;
  }
}

/** What this shop asks of the payment service. Every method throws `Refused`. */
export function createPayments(settings: Settings) {
  const { serviceUrl, sandboxUrl, shopUrl, token, userId } = settings;
  const client = createPaymentsClient({ baseUrl: serviceUrl, token });
  const returnUrl = (paymentId: string) => `${shopUrl}/?payment_id=${paymentId}`;

  return {
    client,

    /** Our purchase's id is the order's, so asking again finds the same payment. */
    async openOrder(id: string, email: string): Promise<Opened> {
      const path = { order_id: id };
      const order = { ...TOWELS, user_id: userId, customer_email: email };
      await answered(client.PUT('/api/v1/orders/{order_id}', { params: { path }, body: order }));
      const intent = await answered(client.POST('/api/v1/payments/intent', { body: { order_id: id } }));
      const { payment_id: paymentId, client_secret: clientSecret } = intent.data.data;
      const publishableKey = await publishableKeyOf(client, paymentId);
      if (publishableKey !== null) return { paymentId, next: { form: { publishableKey, clientSecret } } };
      // The sandbox plays Stripe's form on a page of its own.
      const page = new URL(`/sandbox/pay/${paymentId}`, sandboxUrl);
      page.searchParams.set('return_url', returnUrl(paymentId));
      return { paymentId, next: { page: page.href } };
    },

    /** Our purchase's id is the key, so asking again finds the same checkout. */
    async openPass(id: string, email: string): Promise<Opened> {
      const params = { header: { 'Idempotency-Key': id } };
      const body = { ...PASS, payer_email: email };
      const checkout = await answered(client.POST('/api/v1/payments/checkout', { params, body }));
      const paymentId = checkout.response.headers.get('location')?.split('/').at(-1) ?? '';
      return { paymentId, next: { page: checkout.data.init_point } };
    },

    async statusOf(paymentId: string) {
      const params = { path: { payment_id: paymentId } };
      const { data } = await answered(client.GET('/api/v1/payments/{payment_id}', { params }));
      return data.data.status;
    },

    /** Why the last try was declined, as advice in the buyer's language; null when none was. */
    async adviceFor(paymentId: string, language: string): Promise<string | null> {
      const params = { path: { payment_id: paymentId } };
      const headers = { 'accept-language': language };
      const { data } = await answered(client.GET('/api/v1/payments/{payment_id}/details', { params, headers }));
      return data.data.attempts.at(-1)?.decline?.advice ?? null;
    },

    /** Operators set this once: where the gym's buyers come back to. PUT replaces, so all the rest is put again. */
    async bringBuyersBack(): Promise<void> {
      const params = { path: { slug: GYM } };
      const { data } = await answered(client.GET('/api/v1/gyms/{slug}', { params }));
      const { name, payments_enabled, provider, currency, signature } = data.data;
      const body = { name, payments_enabled, provider, currency, signature, return_url: `${shopUrl}/` };
      await answered(client.PUT('/api/v1/gyms/{slug}', { params, body }));
    },
  };
}

async function publishableKeyOf(client: PaymentsClient, paymentId: string): Promise<string | null> {
  const params = { path: { payment_id: paymentId } };
  const { data } = await answered(client.GET('/api/v1/payments/{payment_id}/client', { params }));
  return data.data.publishable_key;
}

type Answer<Data> = {
  readonly data?: Data;
  readonly error?: { readonly error: string };
  readonly response: Response;
};

/** Both APIs say in `error` what is wrong. @throws Refused */
export async function answered<Data>(asked: Promise<Answer<Data>>): Promise<{ data: Data; response: Response }> {
  const { data, error, response } = await asked.catch(() => {
    throw new Refused('The payment service does not answer');
  });
  if (error !== undefined) throw new Refused(error.error);
  return { data: data as Data, response };
}
