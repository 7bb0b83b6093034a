import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type SandboxServer, startSandbox } from '../../src/sandbox/server.ts';
import type { Beside } from '../../src/sandbox/shopper.ts';
import { SELLER } from '../adapters/providers/mercadopago/simulated.ts';

export const REFERENCE = '3f0a7a86-8e31-4c4b-9d5d-0a4f6f3b7c11';
export const STRIPE_KEY = 'sk_test_sandbox';

type Merchant = { readonly url: string; readonly seen: string[]; status: number; readonly stop: () => Promise<void> };

type Changes = { port?: number; takesAnyPort?: boolean; stateFile?: string; webhookUrl?: string; service?: Beside };

/** A sandbox of the test's own, on a free port. */
export async function start(changes: Changes = {}): Promise<SandboxServer> {
  const { port = 0, stateFile = null, webhookUrl = 'http://127.0.0.1:9/', ...others } = changes;
  const sandbox = await startSandbox({
    port,
    stateFile,
    stripe: { secretKey: STRIPE_KEY, webhookSecret: 'whsec_sandbox', webhookUrl },
    mercadopago: { sellers: [{ ...SELLER, name: 'Gym Central' }] },
    ...others,
  });
  onTestFinished(sandbox.close);
  return sandbox;
}

/** Where webhooks go: it counts them, and answers as it is configured to. */
export async function startMerchant(): Promise<Merchant> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(merchant.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  const merchant: Merchant = { url, seen, status: 200, stop };
  onTestFinished(stop);
  return merchant;
}

export async function preference(
  { url }: SandboxServer,
  merchant: Merchant,
  reference: string = crypto.randomUUID(),
  token = SELLER.accessToken,
  title = 'Monthly pass',
): Promise<string> {
  const answer = await fetch(`${url}/checkout/preferences/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      items: [{ title, quantity: 1, unit_price: 5000.5, currency_id: 'ARS' }],
      external_reference: reference,
      notification_url: merchant.url,
      back_urls: { success: 'https://gym.example/thanks' },
    }),
  });
  return String(((await answer.json()) as { id: unknown }).id);
}

export async function intent({ url }: SandboxServer, money: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${STRIPE_KEY}` },
    body: new URLSearchParams({
      amount: '1000',
      currency: 'usd',
      ...money,
      'automatic_payment_methods[enabled]': 'true',
    }),
  });
  return String(((await answer.json()) as { id: unknown }).id);
}

export async function post({ url }: SandboxServer, path: string) {
  return await read(await fetch(`${url}${path}`, { method: 'POST' }));
}

export async function get({ url }: SandboxServer, path: string, token?: string) {
  return await read(
    await fetch(`${url}${path}`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } }),
  );
}

async function read(answer: Response) {
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
