import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { carryOut } from '../carry-out.ts';
import type { Sent } from '../outbox.ts';
import type { SandboxParts } from '../parts.ts';
import type { Shopper } from '../shopper.ts';
import type { Payable } from '../simulator.ts';
import { isLoopback } from '../visitors.ts';
import { sendPage } from './layout.ts';
import { payPage } from './pay.ts';
import { nothingHerePage } from './problem.ts';

type Shown = { readonly refusal?: string | null; readonly returnUrl?: string | null };

type Found = { readonly provider: string; readonly payable: Payable };

/**
 * The providers' pages on which things are paid, by the provider's id or the merchant's reference, of which the newest counts. A
 * client app that has no page of the provider's for an intent opens `/sandbox/pay/<id>?return_url=…` instead. After a choice the browser
 * is sent to the page anew, so that a reload pays nothing.
 */
export function buyer(parts: SandboxParts, shopper: Shopper | null): FastifyPluginAsync {
  const { simulators, outbox } = parts;

  function find(id: string): Found | undefined {
    const all = simulators.flatMap(({ name, payables }) => payables().map((payable) => ({ provider: name, payable })));
    return all.find(({ payable }) => payable.id === id) ?? all.find(({ payable }) => payable.reference === id);
  }

  async function show(reply: FastifyReply, id: string, { refusal = null, returnUrl = null }: Shown = {}) {
    const found = find(id);
    if (found === undefined) return sendPage(reply, nothingHerePage(), 404);
    const sent = outbox.list().filter((one) => isAbout(one, found.payable));
    const { reference } = found.payable;
    const service = reference === null ? null : ((await shopper?.recordOf(reference)) ?? null);
    return sendPage(reply, payPage({ ...found, sent, service, refusal, returnUrl }), refusal === null ? 200 : 409);
  }

  return async (app) => {
    app.get('/checkout/v1/redirect', (request, reply) => show(reply, String(Object(request.query).pref_id)));
    app.get('/checkoutnow', (request, reply) => show(reply, String(Object(request.query).token)));
    app.get('/sandbox/pay/:id', (request, reply) =>
      show(reply, idOf(request), { returnUrl: returnUrlIn(request.query) }),
    );
    app.post('/sandbox/pay/:id', async (request, reply) => {
      const id = idOf(request);
      const choice = choiceOf(request);
      const refusal = await refusalOf(() => carryOut(parts, choice));
      if (refusal !== null) return show(reply, id, { refusal, returnUrl: choice.returnUrl });
      return reply.redirect(find(id)?.payable.page ?? '/sandbox', 303);
    });
  };
}

/** Webhooks name the object, or a try; those about a refund name in their body what was refunded. */
function isAbout({ webhook }: Sent, { id, attempts }: Payable): boolean {
  return [id, ...attempts.map((attempt) => attempt.id)].some((each) => webhook.body.includes(`"${each}"`));
}

/** Why it was not possible; null when it was. */
async function refusalOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'That is not possible';
  }
}

/** An empty field is one that was left out; the reason to decline is on the page whatever is chosen. */
function choiceOf(request: FastifyRequest) {
  const { action, amount, decline } = Object(request.body);
  const fails = action === 'fail' && decline !== '';
  return {
    id: idOf(request),
    action: String(action),
    isHeld: false,
    amount: amount === '' ? undefined : amount,
    decline: fails ? decline : undefined,
    returnUrl: returnUrlIn(request.body),
  };
}

/** The page links there: to no script, and to no page that a client app could not have in production. */
function returnUrlIn(fields: unknown): string | null {
  const { return_url: given } = Object(fields);
  if (given === undefined) return null;
  const url = URL.parse(String(given));
  const isGood = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (!isGood) throw refuse(400, 'return_url must be an https URL, or an http URL of this machine');
  return url?.href ?? null;
}

function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}
