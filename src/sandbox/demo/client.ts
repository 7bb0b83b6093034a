import { makeToken } from '../../config/token.ts';
import { DEMO_CHECKOUT, DEMO_USER } from '../seed.ts';
import type { RunningService } from './service.ts';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The demo's hands: a client app, a back office, and the customer at the provider's page. */
export function createClient({ url, sandboxUrl, jwtSecret }: RunningService) {
  const token = (sub: string, scope: string | null) =>
    makeToken({ secret: jwtSecret, sub, scope, issuer: null, audience: null });
  const user = { authorization: `Bearer ${token(DEMO_USER, null)}` };
  const operator = { authorization: `Bearer ${token('back-office', 'orders:write')}` };
  const payments = `${url}/api/v1/payments`;
  return {
    putOrder: (id: string) =>
      call('PUT', `${url}/api/v1/orders/${id}`, operator, { user_id: DEMO_USER, amount: 1000, currency: 'jpy' }),
    getOrder: (id: string) => call('GET', `${url}/api/v1/orders/${id}`, operator),
    intent: (orderId: string) => call('POST', `${payments}/intent`, user, { order_id: orderId }),
    checkout: () => call('POST', `${payments}/checkout`, user, DEMO_CHECKOUT),
    payment: (id: string) => call('GET', `${payments}/${id}`, user),
    /** `hold` keeps the webhook back, as a slow network would. */
    customer: (id: string, does: 'succeed' | 'fail' | 'process', hold = false) =>
      call('POST', `${sandboxUrl}/sandbox/payments/${id}/${does}${hold ? '?hold=1' : ''}`, {}),
    payables: () => call('GET', `${sandboxUrl}/sandbox/payments`, {}),
    sendWebhook: (id: string) => call('POST', `${sandboxUrl}/sandbox/webhooks/${id}/send`, {}),
  };
}

export type Client = ReturnType<typeof createClient>;

async function call(method: string, url: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers: { ...headers, ...type }, ...content });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
