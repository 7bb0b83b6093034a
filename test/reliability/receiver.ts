import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Received = {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly sequence?: number; readonly payment?: { readonly id: string } };
  /** From the moment that the change was recorded, in milliseconds. */
  readonly afterMs: number;
};

export type Receiver = {
  readonly url: string;
  /** Verified and accepted, in the order in which they came. */
  readonly accepted: readonly Received[];
  /** Those that were not signed with the endpoint's secret. */
  readonly unverified: () => number;
  /** What is answered from now on; true: accepted. */
  answer(answers: (response: ServerResponse) => boolean): void;
  verifyWith(secret: string): void;
  readonly stop: () => Promise<void>;
};

/** A subscriber, with the verifier that Standard Webhooks publish. */
export async function startReceiver(): Promise<Receiver> {
  const accepted: Received[] = [];
  let answers = (response: ServerResponse) => {
    response.writeHead(204).end();
    return true;
  };
  let verifier: Webhook | null = null;
  let unverified = 0;
  const server = createServer(async (request, response) => {
    const at = Date.now();
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      verifier?.verify(body, request.headers as Record<string, string>);
    } catch {
      unverified += 1;
    }
    const { type, timestamp, data } = JSON.parse(body);
    const received = { id: String(request.headers['webhook-id']), type, data, afterMs: at - Date.parse(timestamp) };
    if (answers(response)) accepted.push(received);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accepted,
    unverified: () => unverified,
    answer(next) {
      answers = next;
    },
    verifyWith(secret) {
      verifier = new Webhook(secret);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
