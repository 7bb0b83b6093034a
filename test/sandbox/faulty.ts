import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type SandboxServer, startSandbox } from '../../src/sandbox/server.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';

const STRIPE_KEY = 'sk_test_sandbox';

export const REFERENCE = '3f0a7a86-8e31-4c4b-9d5d-0a4f6f3b7c11';

export type Wire = { readonly status: number; readonly headers: Headers; readonly text: string };
/** What a provider's client sees; a broken connection is a thrown error. */
export type Side = {
  readonly name: string;
  readonly open: (key?: string, signal?: AbortSignal) => Promise<Wire>;
  readonly fetch: (id: string) => Promise<Wire>;
  readonly search: () => Promise<Wire>;
  /** How many objects were made. */
  readonly made: () => number;
};

export type Received = {
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
};

/** The sandbox with a merchant who keeps what is sent to them. */
export async function startFaulty() {
  const merchant = await startMerchant();
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    stripe: { secretKey: STRIPE_KEY, webhookSecret: 'whsec_sandbox', webhookUrl: merchant.url },
    mercadopago: { sellers: [SELLER] },
  });
  onTestFinished(sandbox.close);
  const ask = (method: string, path: string, body?: unknown) =>
    request(sandbox.url + path, { method, ...(body !== undefined && json(body)) });
  return {
    sandbox,
    received: merchant.received,
    stripe: stripeAt(sandbox),
    mercadopago: mercadoPagoAt(sandbox, merchant.url),
    /** Over HTTP, as everybody else does it. */
    ask: async (method: string, path: string, body?: unknown) => {
      const { status, text } = await ask(method, path, body);
      return { status, body: JSON.parse(text) as Record<string, unknown> };
    },
  };
}

function stripeAt({ url, simulators }: SandboxServer): Side {
  const authorization = `Bearer ${STRIPE_KEY}`;
  const query = encodeURIComponent(`metadata['payment_id']:'${REFERENCE}'`);
  return {
    name: 'stripe',
    open: (key, signal = null as never) =>
      request(`${url}/v1/payment_intents`, {
        method: 'POST',
        signal,
        headers: { authorization, ...(key !== undefined && { 'idempotency-key': key }) },
        body: new URLSearchParams({ amount: '1000', currency: 'usd', 'metadata[payment_id]': REFERENCE }),
      }),
    fetch: (id) => request(`${url}/v1/payment_intents/${id}`, { headers: { authorization } }),
    search: () => request(`${url}/v1/payment_intents/search?query=${query}`, { headers: { authorization } }),
    made: () => simulators.find(({ name }) => name === 'stripe')?.payables().length ?? 0,
  };
}

type Refunding = { readonly refund: (paymentId: string, amount: number, key: string) => Promise<Wire> };

function mercadoPagoAt({ url, mercadopago }: SandboxServer, merchantUrl: string): Side & Refunding {
  const authorization = `Bearer ${SELLER.accessToken}`;
  const body = {
    items: [{ title: 'Monthly pass', quantity: 1, unit_price: 5000.5, currency_id: 'ARS' }],
    external_reference: REFERENCE,
    notification_url: merchantUrl,
  };
  return {
    name: 'mercadopago',
    open: (key, signal = null as never) =>
      request(`${url}/checkout/preferences/`, {
        method: 'POST',
        signal,
        ...json(body, { authorization, ...(key !== undefined && { 'x-idempotency-key': key }) }),
      }),
    fetch: (id) => request(`${url}/checkout/preferences/${id}`, { headers: { authorization } }),
    search: () =>
      request(`${url}/checkout/preferences/search?external_reference=${REFERENCE}`, { headers: { authorization } }),
    made: () => mercadopago.payables().length,
    refund: (paymentId, amount, key) =>
      request(`${url}/v1/payments/${paymentId}/refunds`, {
        method: 'POST',
        ...json({ amount }, { authorization, 'x-idempotency-key': key }),
      }),
  };
}

async function request(url: string, init: RequestInit): Promise<Wire> {
  const answer = await fetch(url, { ...init, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function json(body: unknown, headers: Record<string, string> = {}) {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

async function startMerchant() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url ?? '';
      const query = new URL(url, 'http://merchant').searchParams;
      received.push({ url, query, headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, received };
}
