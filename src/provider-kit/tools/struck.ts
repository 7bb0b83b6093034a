import type { Outcome } from '../../ports/outcome.ts';
import type { Harness } from '../harness.ts';
import { type Answer, between, type Meddle, PASSES, type Passing } from './between.ts';
import { AMPLE_MS, value } from './builders.ts';
import { type Call, type RealCall, realCalls } from './calls.ts';

/** What happens to one request of a call. */
export type Strike = {
  readonly name: string;
  /** Whether the upstream gets the request. */
  readonly arrives: boolean;
  /** Null: the connection is closed. */
  readonly answer: Answer | null;
};

/** A call of which one request was struck. */
export type Struck = {
  /** Which call, which request and which strike, in words. */
  readonly what: string;
  readonly call: Call;
  readonly request: Passing;
  readonly outcome: Outcome<unknown>;
  readonly seen: readonly Passing[];
  /** How many parents, captures and refunds the upstream has made meanwhile. */
  readonly made: () => number;
};

/**
 * Strikes each request of each call in turn, with everything prepared anew for each.
 * @throws Error when a call fails that nothing strikes; a page that nothing closes is no failure.
 */
export async function strikeEach(
  harness: Harness,
  isWanted: (call: RealCall) => boolean,
  strikes: readonly Strike[],
  look: (struck: Struck) => Promise<void>,
): Promise<void> {
  for (const real of realCalls(harness).filter(isWanted)) {
    const { seen, outcome } = await play(harness, await real.prepare(harness), PASSES);
    if (real.name !== 'close' || outcome.kind !== 'not_yet') value(outcome);
    for (const { index } of seen)
      for (const strike of strikes) {
        const call = await real.prepare(harness);
        const before = countIn(harness);
        const played = await play(harness, call, striking(index, strike));
        const request = played.seen[index];
        if (request === undefined) continue;
        const what = `${real.name}, when ${request.method} ${request.url.split('?')[0]} ${strike.name}`;
        await look({ what, call, request, ...played, made: () => countIn(harness) - before });
      }
  }
}

/** The call over a server between, which changes what passes. */
export function play<T>({ wire, credentials }: Harness, call: Call<T>, meddle: Meddle, timeoutMs = AMPLE_MS) {
  return between(wire.url, meddle, async (url, seen) => {
    const outcome = await call(wire.at(url, timeoutMs), credentials);
    return { outcome, seen };
  });
}

function striking(index: number, { arrives, answer }: Strike): Meddle {
  return async (request, pass) => {
    if (request.index !== index) return pass();
    if (arrives) await pass();
    return answer;
  };
}

function countIn({ effects }: Harness): number {
  const { parents, captures, refunds } = effects();
  return parents.length + captures.length + refunds.length;
}
