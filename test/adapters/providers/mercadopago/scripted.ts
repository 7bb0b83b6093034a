import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMercadoPago } from '../../../../src/adapters/providers/mercadopago/index.ts';
import type { MercadoPagoCredentials } from '../../../../src/adapters/providers/mercadopago/settings.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { PaymentProvider } from '../../../../src/ports/payment-provider/payment-provider.ts';
import type { OpenRequest } from '../../../../src/ports/payment-provider/requests.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';

export const APPLICATION = { clientId: '1234567890123', clientSecret: 'secret-of-the-application' };

/** A request as the SDK really sent it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
};

/** One answer: JSON, or whatever a function makes of the response. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | Behaviour;
type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

export const NOW = new Date('2026-11-21T15:00:00.500Z');
export const REFERENCE = '3f0a7a86-8e31-4c4b-9d5d-0a4f6f3b7c11';
const USER_ID = '178046087';
export const CREDENTIALS: MercadoPagoCredentials = {
  access_token: `APP_USR-783871039440266-052016-54b0cb67cf51859b27b97a0fa259645f-${USER_ID}`,
  webhook_secrets: ['secret'],
};
export const PREFERENCE_ID = `${USER_ID}-a2201f8d-11cb-443f-adf6-de5a42eed67d`;

export function aRequest(changes: Partial<OpenRequest> = {}): OpenRequest {
  return {
    flow: 'redirect',
    reference: REFERENCE,
    idempotencyKey: '0d4a4fc1-4b38-4a0e-9a36-0c3f3d0f1a55',
    amount: money(500_050, 'ARS'),
    title: 'Monthly pass',
    customerEmail: 'buyer@example.com',
    captureMethod: 'automatic',
    returnUrl: 'https://gym.example/thanks',
    statementDescriptor: 'Iron Temple',
    notificationUrl: 'https://pay.example/webhook/iron-temple',
    expiresAt: new Date('2026-11-22T15:00:00.000Z'),
    ...changes,
  };
}

/** A preference in the real one's shape, alive until tomorrow. */
export function aPreference(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: PREFERENCE_ID,
    init_point: `https://www.mercadopago.com.ar/checkout/v1/redirect?pref_id=${PREFERENCE_ID}`,
    external_reference: REFERENCE,
    collector_id: Number(USER_ID),
    date_created: '2026-11-21T11:00:00.123-04:00',
    expires: true,
    expiration_date_to: '2026-11-22T11:00:00.000-04:00',
    metadata: { flow: 'redirect' },
    ...changes,
  };
}

export function aPaymentAnswer(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 143_845_427_326,
    status: 'approved',
    external_reference: REFERENCE,
    collector_id: Number(USER_ID),
    transaction_amount: 5000.5,
    transaction_amount_refunded: 0,
    currency_id: 'ARS',
    date_last_updated: '2026-11-21T11:05:00.250-04:00',
    ...changes,
  };
}

export const NO_PAYMENTS = { json: { paging: { total: 0 }, results: [] } } as const;

type Scripted = {
  readonly provider: PaymentProvider;
  readonly asked: Asked[];
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** The adapter over the real SDK, before a server that gives these answers in turn and then repeats the last. */
export async function scripted(answers: readonly Answer[], timeoutMs = AMPLE_MS): Promise<Scripted> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = '', url = '', headers } = request;
    asked.push({ method, path: url, headers, body: body === '' ? {} : JSON.parse(body) });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer !== undefined) give(answer, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    provider: createMercadoPago({ apiBase: url, application: APPLICATION, timeoutMs, now: () => NOW }),
    asked,
    url,
    stop,
  };
}

function give(answer: Answer, response: ServerResponse, request: IncomingMessage): void {
  if (typeof answer === 'function') {
    answer(response, request);
    return;
  }
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.json));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
