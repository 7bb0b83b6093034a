import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Clock } from './clock.ts';
import type { Faults } from './faults/switchboard.ts';
import { readForms } from './forms.ts';
import type { MercadoPagoSimulator } from './mercadopago/index.ts';
import type { Outbox, Sent } from './outbox.ts';
import type { PayPalSimulator } from './paypal/index.ts';
import type { Payable, SellerAction, SellerActionOptions, Settlement, Simulator } from './simulator.ts';
import type { StripeSimulator } from './stripe/index.ts';
import { RESOURCES } from './stripe/requests/permissions.ts';
import type { Receiver } from './subscriber/receiver.ts';
import { localUrl } from './visitors.ts';

/** Everything that stands in the sandbox. */
export type SandboxParts = {
  readonly simulators: readonly Simulator[];
  readonly mercadopago: MercadoPagoSimulator;
  readonly stripe: StripeSimulator;
  readonly paypal: PayPalSimulator;
  readonly outbox: Outbox;
  readonly faults: Faults;
  /** Of the service's events. */
  readonly receiver: Receiver;
  /** The providers'. */
  readonly clock: Clock;
};

const ACTIONS = [
  'succeed',
  'fail',
  'voucher',
  'process',
  'require_action',
  'cancel',
  'two_cards',
  'pay_twice',
] as const satisfies readonly Settlement[];

const SELLER_ACTIONS = [
  'refund',
  'refund_succeeds',
  'refund_fails',
  'dispute',
  'dispute_won',
  'dispute_lost',
] as const satisfies readonly SellerAction[];

/** Something to pay, and where. */
type Target = { readonly simulator: Simulator; readonly payable: Payable; readonly attemptId?: string };

/**
 * Lets a program, or a person with curl, be the buyer: `POST /sandbox/payments/<id>/succeed`, with `?amount=600` of a part
 * of the price, where the provider lets a purchase be split, or `/fail?decline=insufficient_funds`, with the provider's word
 * for why; or the seller in the provider's dashboard: `POST /sandbox/payments/<id>/refund?amount=12.50`, or `{"amount":12.50}` in the body.
 */
export function control(parts: SandboxParts): FastifyPluginAsync {
  const { simulators, mercadopago, stripe, paypal, outbox } = parts;
  return async (app) => {
    // Browsers and `curl -d` send forms.
    readForms(app);
    app.get('/sandbox/payments', async () => ({
      payments: simulators.flatMap((simulator) =>
        simulator.payables().map((payable) => ({ provider: simulator.name, ...payable })),
      ),
    }));
    app.post('/sandbox/payments/:id/:action', async (request) => {
      const { hold, decline, amount = amountOfBody(request.body) } = Object(request.query);
      return await carryOut(parts, { ...paramsOf(request), isHeld: hold === '1', amount, decline });
    });
    app.get('/sandbox/webhooks', async () => ({ webhooks: outbox.list().map(show) }));
    app.post('/sandbox/webhooks/:id/send', async (request) => {
      const { id } = paramsOf(request);
      const sent = outbox.list().find(({ webhook }) => webhook.id === id);
      if (sent === undefined) throw refuse(404, `There is no webhook ${id}`);
      await outbox.deliver(sent);
      return show(sent);
    });
    app.post('/sandbox/mercadopago/sellers', async (_, reply) => {
      const { accessToken, userId, webhookSecret } = mercadopago.addSeller();
      return reply.code(201).send({ access_token: accessToken, user_id: userId, webhook_secret: webhookSecret });
    });
    app.post('/sandbox/stripe/accounts', async (request, reply) => {
      const url = webhookUrlIn(request.query);
      const { secretKey, webhookSecret } = stripe.addAccount(url, withoutIn(request.query, RESOURCES));
      return reply.code(201).send({ secret_key: secretKey, webhook_secret: webhookSecret });
    });
    app.post('/sandbox/paypal/merchants', async (request, reply) => {
      const seesDisputes = withoutIn(request.query, ['disputes']).length === 0;
      const { clientId, clientSecret, webhookId } = paypal.addMerchant(webhookUrlIn(request.query), { seesDisputes });
      return reply.code(201).send({ client_id: clientId, client_secret: clientSecret, webhook_id: webhookId });
    });
    app.post('/sandbox/mercadopago/sellers/:id/revoke', async (request, reply) => {
      gather(outbox, () => mercadopago.revoke(paramsOf(request).id));
      return reply.code(204).send();
    });
  };
}

/** Refuses a body with other fields: a caller would expect an effect of them. */
function amountOfBody(body: unknown): unknown {
  const { amount, ...others } = Object(body);
  const isUnderstood = typeof (body ?? {}) === 'object' && !Array.isArray(body) && Object.keys(others).length === 0;
  if (!isUnderstood) throw refuse(400, 'A body can hold an amount, and nothing else');
  return amount ?? undefined;
}

/**
 * `id` is the provider's, or the merchant's reference; `amount` a decimal number in major units, for what takes one;
 * `decline` the provider's word for why the payment fails.
 */
type Instruction = {
  readonly id: string;
  readonly action: string;
  readonly isHeld: boolean;
  readonly amount?: unknown;
  readonly decline?: unknown;
  readonly returnUrl?: string | null;
};

/** Does what the buyer or the seller does, sends the webhooks unless they are held back, and returns the payment's status. */
export function carryOut(parts: SandboxParts, instruction: Instruction) {
  const { action, amount, decline } = instruction;
  const isSellerAction = SELLER_ACTIONS.some((known) => known === action);
  const exact = { ...instruction, amount: amountIn(amount), decline: declineIn(decline, action) };
  return isSellerAction ? act(parts, exact) : settle(parts, exact);
}

async function settle(
  { simulators, outbox, faults }: SandboxParts,
  instruction: Instruction & SellerActionOptions & { readonly decline: string | null },
) {
  const { id, action, isHeld, amount, decline, returnUrl = null } = instruction;
  const { simulator, payable } = find(simulators, id);
  const asked = ACTIONS.find((known) => known === action);
  if (asked === undefined)
    throw refuse(404, `Unknown action ${action}: one of ${[...ACTIONS, ...SELLER_ACTIONS].join(', ')}`);
  const isPaidTwice = asked === 'succeed' && faults.strike(simulator.name, 'pay').length > 0;
  const how = isPaidTwice ? 'pay_twice' : asked;
  return await after({ simulator, payable }, outbox, isHeld, () =>
    simulator.settle(payable.id, how, { amount, decline, returnUrl }),
  );
}

/** What the seller does in the provider's dashboard, or a bank; all that there is unless an `amount` is named. */
async function act(
  { simulators, outbox }: SandboxParts,
  { id, action, isHeld, amount }: Instruction & SellerActionOptions,
) {
  const { simulator, payable, attemptId = payable.id } = find(simulators, id);
  return await after({ simulator, payable }, outbox, isHeld, () =>
    simulator.act(attemptId, action as SellerAction, { amount }),
  );
}

async function after({ simulator, payable: { id } }: Target, outbox: Outbox, isHeld: boolean, happens: () => void) {
  const webhooks = gather(outbox, happens);
  if (!isHeld) await Promise.all(webhooks.map(outbox.deliver));
  return { id, status: find([simulator], id).payable.status, webhooks: webhooks.map(show) };
}

function amountIn(given: unknown): string | null {
  if (given === undefined) return null;
  const text = typeof given === 'number' ? String(given) : given;
  if (typeof text === 'string' && /^\d{1,12}(?:\.\d{1,3})?$/.test(text)) return text;
  throw refuse(400, 'An amount is a decimal number in major units');
}

/** Any word, so that one can be tried that no table has. */
function declineIn(given: unknown, action: string): string | null {
  if (given === undefined) return null;
  if (action !== 'fail') throw refuse(400, 'A reason to decline goes with fail alone');
  if (typeof given === 'string' && /^[A-Za-z0-9_]{1,64}$/.test(given)) return given;
  throw refuse(400, 'A reason to decline is a word of the provider, such as insufficient_funds');
}

/** By the provider's id, else by the merchant's reference, of which the newest parent counts, else by an attempt's id. */
function find(simulators: readonly Simulator[], id: string): Target {
  const all = simulators.flatMap((simulator) => simulator.payables().map((payable) => ({ simulator, payable })));
  const found = all.find(({ payable }) => payable.id === id) ?? all.find(({ payable }) => payable.reference === id);
  if (found === undefined) {
    const tried = all.find(({ payable }) => payable.attempts.some((attempt) => attempt.id === id));
    if (tried !== undefined) return { ...tried, attemptId: id };
  }
  if (found === undefined) throw refuse(404, `There is nothing to pay by the name of ${id}`);
  return found;
}

function gather(outbox: Outbox, act: () => void): readonly Sent[] {
  try {
    return outbox.gather(act);
  } catch (error) {
    throw refuse(409, error instanceof Error ? error.message : 'That is not possible');
  }
}

/** A webhook as it is listed. */
export function show({ webhook, statusCode, attempts }: Sent) {
  const { id, eventType, url, subject } = webhook;
  return { id, event_type: eventType, subject, url, status_code: statusCode, attempts };
}

export function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

/** @throws Error where webhooks would leave this machine. */
function webhookUrlIn(query: unknown): string {
  const url = localUrl(String(Object(query).webhook_url));
  if (url !== null) return url;
  throw refuse(400, 'webhook_url must be an http URL on this machine, such as http://localhost:8080/webhook/my-gym');
}

/** `without`: what the account may not read, separated by commas. */
function withoutIn<Resource extends string>(query: unknown, resources: readonly Resource[]): readonly Resource[] {
  const names = String(Object(query).without ?? '')
    .split(',')
    .filter((name) => name !== '');
  const known = resources.filter((resource) => names.includes(resource));
  if (known.length === names.length) return known;
  throw refuse(400, `without is a list of ${resources.join(', ')}, separated by commas`);
}

function paramsOf({ params }: FastifyRequest): { readonly id: string; readonly action: string } {
  return params as { readonly id: string; readonly action: string };
}
