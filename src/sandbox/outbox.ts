import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from './faults/switchboard.ts';
import { type Plan, planFor } from './faults/webhooks.ts';
import type { Sending, Webhook } from './simulator.ts';
import { isLoopback } from './visitors.ts';

/** A webhook and how its last sending ended; `statusCode` is null if it wasn't sent, or got no answer. */
export type Sent = {
  readonly provider: string;
  readonly webhook: Webhook;
  statusCode: number | null;
  attempts: number;
};

/** The webhooks of all simulators: kept, sent, and sent again. They don't outlive the process. */
export type Outbox = {
  /** From a simulator: sent at once, unless it is `gathering`. */
  readonly add: (provider: string, webhook: Webhook) => void;
  /** Runs something and returns the webhooks that it made, unsent. */
  readonly gather: (act: () => void) => readonly Sent[];
  readonly deliver: (sent: Sent) => Promise<void>;
  readonly list: () => readonly Sent[];
  /** Gives up what is on its way, and forgets all. */
  readonly clear: () => Promise<void>;
};

/** How long a real provider waits for an answer, and how patient a sandbox is with a service that restarts. */
const ANSWER_MS = 22_000;
const RETRY_AFTER_MS = [200, 1_000] as const;
const MAX_KEPT = 1_000;

/** `now` is the receivers' clock. */
export function createOutbox(faults: Faults, now: () => Date): Outbox {
  const kept: Sent[] = [];
  const underway = new Set<Promise<void>>();
  let stopping = new AbortController();
  /** Webhooks that wait until another one was sent. */
  const overtaken = new Set<AbortController>();
  let gathered: Sent[] | null = null;

  function deliver(sent: Sent): Promise<void> {
    const plan = planFor(sent.webhook, faults.strike(sent.provider, 'webhook'));
    const delivery = carryOut(sent, plan, stopping.signal).finally(() => underway.delete(delivery));
    underway.add(delivery);
    // The request does not wait for a webhook that is meant to come late.
    return plan.waitMs > 0 ? Promise.resolve() : delivery;
  }

  async function carryOut(sent: Sent, plan: Plan, signal: AbortSignal): Promise<void> {
    if (plan.waitMs > 0) await pause(plan, signal);
    for (const sending of plan.sendings) await send(sent, sending, { now, stopping: signal });
    if (plan.sendings.length > 0 && !plan.isOvertaken) for (const waiting of overtaken) waiting.abort();
  }

  async function pause({ waitMs, isOvertaken }: Plan, stopped: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    if (isOvertaken) overtaken.add(waiting);
    const signal = AbortSignal.any([stopped, waiting.signal]);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    overtaken.delete(waiting);
  }

  return {
    add: (provider, webhook) => {
      const sent: Sent = { provider, webhook, statusCode: null, attempts: 0 };
      kept.push(sent);
      if (kept.length > MAX_KEPT) kept.shift();
      if (gathered === null) void deliver(sent);
      else gathered.push(sent);
    },
    gather: (act) => {
      const mine: Sent[] = [];
      gathered = mine;
      try {
        act();
      } finally {
        gathered = null;
      }
      return mine;
    },
    deliver,
    list: () => kept,
    clear: async () => {
      stopping.abort();
      stopping = new AbortController();
      await Promise.all(underway);
      kept.splice(0);
    },
  };
}

type Sender = { readonly now: () => Date; readonly stopping: AbortSignal };

/** To this machine alone: a merchant under test may name the address of the real one. */
async function send(sent: Sent, sending: Sending, sender: Sender): Promise<void> {
  if (!isLoopback(new URL(sending.url))) return;
  const { stopping } = sender;
  for (const waitMs of [...RETRY_AFTER_MS, null]) {
    sent.attempts += 1;
    sent.statusCode = await post(sending, sender);
    const isDone = sent.statusCode !== null && sent.statusCode < 500;
    if (isDone || waitMs === null || stopping.aborted) return;
    await sleep(waitMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** The answer's status; null when there was none. */
async function post({ url, headers, body }: Sending, { now, stopping }: Sender): Promise<number | null> {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_MS)]);
    const answer = await fetch(url, { method: 'POST', headers: headers(now()), body, signal, redirect: 'manual' });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
