import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Simulator } from '../simulator.ts';
import type { FaultName } from './catalogue.ts';
import { disguise, forget, mistype } from './disguise.ts';
import type { Faults, Switched } from './switchboard.ts';

/** An answer that a fault strikes. */
type Struck = {
  readonly simulator: Simulator;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** As the simulator would send it. */
  readonly body: string;
  readonly ms: number;
  /** By the provider's clock. */
  readonly now: Date;
};
type Before = (struck: Omit<Struck, 'body'>) => void;
type After = (struck: Struck) => string | Readable | Promise<string>;

const HUGE = 10 * 1024 * 1024;
const PAGE = '<!doctype html><html><head><title>503</title></head><body><h1>Scheduled maintenance</h1></body></html>';

/** Marks a request whose effect is to take its time. */
export const TAKES_TIME = 'x-sandbox-takes-time';

/** Marks a request for a grant that is to come without a refresh token. */
export const NO_REFRESH_TOKEN = 'x-sandbox-no-refresh-token';

/** The headers that name a request for its provider. */
const KEYS = ['x-idempotency-key', 'paypal-request-id'] as const;

/** What happens instead of the effect, or to the request before it. */
const BEFORE: Partial<Record<FaultName, Before>> = {
  hang: ({ reply }) => void reply.hijack(),
  reset: ({ request, reply }) => {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
  },
  rate_limit: ({ simulator, reply }) => void reply.code(429).send(simulator.refusal(429)),
  rate_limit_retry_after: ({ simulator, reply }) =>
    void reply.code(429).header('retry-after', '1').send(simulator.refusal(429)),
  error: ({ simulator, request, reply }) => {
    simulator.rememberFailure?.(request, 'before');
    void reply.code(500).send(simulator.refusal(500));
  },
  search_refused: ({ simulator, request, reply }) => {
    if (isSearch(request)) void reply.code(400).send(simulator.refusal(400));
  },
  keys_ignored: ({ request }) => {
    // Where a key is required, one still has to be there.
    for (const name of KEYS) if (request.headers[name] !== undefined) request.headers[name] = randomUUID();
  },
  refund_in_process: ({ request }) => {
    request.headers[TAKES_TIME] = 'true';
  },
  no_refresh_token: ({ request }) => {
    request.headers[NO_REFRESH_TOKEN] = 'true';
  },
};

/** What becomes of the answer, when the effect is there. */
const AFTER: Partial<Record<FaultName, After>> = {
  hang_after: () => never(),
  reset_after: ({ request }) => {
    request.raw.socket.resetAndDestroy();
    return never();
  },
  error_after: ({ simulator, request, reply }) => {
    if (reply.getHeader('idempotent-replayed') === undefined) simulator.rememberFailure?.(request, 'after');
    reply.code(500);
    return JSON.stringify(simulator.refusal(500));
  },
  html: ({ reply }) => {
    reply.code(200).type('text/html; charset=utf-8');
    return PAGE;
  },
  cut_json: ({ body }) => body.slice(0, body.length / 2),
  cut_connection: ({ reply, body }) => {
    reply.raw.writeHead(reply.statusCode, { 'content-type': 'application/json', 'content-length': body.length });
    reply.raw.write(body.slice(0, body.length / 2), () => reply.raw.destroy());
    return never();
  },
  empty_object: ({ reply }) => {
    reply.code(200);
    return '{}';
  },
  wrong_types: ({ body }) => mistype(body),
  huge_body: ({ body }) => `{"padding":"${'x'.repeat(HUGE)}",${body.slice(1)}`,
  slow: async ({ body, ms }) => {
    await sleep(ms);
    return body;
  },
  slow_drip: ({ body, ms }) => Readable.from(drip(body, ms)),
  redirect: ({ request, reply }) => {
    reply.code(307).header('location', request.url);
    return '';
  },
  other_amount: ({ body }) => disguise(body, 'other_amount'),
  other_currency: ({ body }) => disguise(body, 'other_currency'),
  other_reference: ({ body }) => disguise(body, 'other_reference'),
  other_account: ({ body }) => disguise(body, 'other_account'),
  search_lags: ({ request, body, ms, now }) => (isSearch(request) ? forget(body, new Date(now.getTime() - ms)) : body),
};

/** Stands in front of a simulator's routes, which are to be registered in the same scope after it. */
export function strikeAnswers(app: FastifyInstance, simulator: Simulator, faults: Faults, now: () => Date): void {
  const struck = new WeakMap<FastifyRequest, readonly Switched[]>();

  app.addHook('preHandler', async (request, reply) => {
    const operation = simulator.operations[`${request.method} ${request.routeOptions.url}`];
    const striking = operation === undefined ? [] : faults.strike(simulator.name, operation);
    struck.set(request, striking);
    for (const { fault, ms } of striking)
      if (!reply.sent) BEFORE[fault]?.({ simulator, request, reply, ms: ms ?? 0, now: now() });
  });

  app.addHook('onSend', async (request, reply, payload) => {
    let body: unknown = payload;
    for (const { fault, ms } of struck.get(request) ?? []) {
      const after = AFTER[fault];
      if (typeof body === 'string' && after)
        body = await after({ simulator, request, reply, body, ms: ms ?? 0, now: now() });
    }
    // What was counted may not be what is sent.
    if (body !== payload) reply.removeHeader('content-length');
    return body;
  });
}

function isSearch({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.endsWith('/search') === true;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

async function* drip(body: string, ms: number) {
  for (const character of body) {
    yield character;
    await sleep(ms);
  }
}
