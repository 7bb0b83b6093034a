import type { Outbox, Sent } from './outbox.ts';
import type { SandboxParts } from './parts.ts';
import type { Payable, SellerAction, SellerActionOptions, Settlement, Simulator } from './simulator.ts';

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

/** The webhooks of what happens. @throws Error 409 where it is not possible */
export function gather(outbox: Outbox, act: () => void): readonly Sent[] {
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
