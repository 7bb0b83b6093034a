import { setTimeout as sleep } from 'node:timers/promises';
import type { Webhook } from './simulator.ts';

/** A webhook and how its last sending ended; `statusCode` is null when it wasn't sent, or nobody answered. */
export type Sent = { readonly webhook: Webhook; statusCode: number | null; attempts: number };

/** The webhooks of all simulators: kept, sent, and sent again. They don't outlive the process. */
export type Outbox = {
  /** From a simulator: sent at once, unless it is `gathering`. */
  readonly add: (webhook: Webhook) => void;
  /** Runs something and returns the webhooks that it made, unsent. */
  readonly gather: (act: () => void) => readonly Sent[];
  readonly deliver: (sent: Sent) => Promise<void>;
  readonly list: () => readonly Sent[];
  /** Gives up what is on its way. */
  readonly stop: () => Promise<void>;
};

/** How long a real provider waits for an answer, and how patient a sandbox is with a service that restarts. */
const ANSWER_MS = 22_000;
const RETRY_AFTER_MS = [200, 1_000] as const;
const MAX_KEPT = 1_000;

export function createOutbox(): Outbox {
  const kept: Sent[] = [];
  const underway = new Set<Promise<void>>();
  const stopping = new AbortController();
  let gathered: Sent[] | null = null;

  function deliver(sent: Sent): Promise<void> {
    const delivery = send(sent, stopping.signal).finally(() => underway.delete(delivery));
    underway.add(delivery);
    return delivery;
  }

  return {
    add: (webhook) => {
      const sent: Sent = { webhook, statusCode: null, attempts: 0 };
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
    stop: async () => {
      stopping.abort();
      await Promise.all(underway);
    },
  };
}

async function send(sent: Sent, stopping: AbortSignal): Promise<void> {
  for (const waitMs of [...RETRY_AFTER_MS, null]) {
    sent.attempts += 1;
    sent.statusCode = await post(sent.webhook, stopping);
    const isDone = sent.statusCode !== null && sent.statusCode < 500;
    if (isDone || waitMs === null || stopping.aborted) return;
    await sleep(waitMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** The answer's status; null when there was none. */
async function post({ url, headers, body }: Webhook, stopping: AbortSignal): Promise<number | null> {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_MS)]);
    const answer = await fetch(url, { method: 'POST', headers: headers(), body, signal, redirect: 'manual' });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
