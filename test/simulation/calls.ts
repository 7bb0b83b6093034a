import { aroundCalls } from '../../src/app/providers/provider-calls.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { Failure, Outcome } from '../../src/ports/outcome.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import type { Store } from '../../src/ports/store/store.ts';
import type { Bank } from './banks/bank.ts';
import { expectKept } from './invariants/gyms.ts';
import type { Replica } from './replica.ts';
import type { Sim } from './sim.ts';
import { currentTask, type Task, within } from './task.ts';

// What a replica reaches only through the simulation: each call waits for its turn, and may fail on its way.

type Process = Omit<Replica, 'app'>;

/** As long as a call to the store may take, in milliseconds; most are too short to matter. */
const QUICK_MS = [0, 0, 0, 0, 1, 2, 20] as const;
const SLOW_MS = [1, 2, 3, 5, 8] as const;
const STALLS_MS = [5_000, 90_000, 200_000, 400_000] as const;
const CALLS_MS = [20, 50, 100, 300, 1_500] as const;
export const TIMEOUT_MS = 2_000;

type Method = (...input: unknown[]) => Promise<unknown>;

export function throughStore(sim: Sim, process: Process): Store {
  const methods = Object.entries(sim.store).map(([name, method]) => [
    name,
    (...input: unknown[]) => storeCall(sim, process, name, () => (method as Method)(...input)),
  ]);
  return Object.fromEntries(methods) as Store;
}

async function storeCall(sim: Sim, process: Process, name: string, effect: () => Promise<unknown>): Promise<unknown> {
  const task = currentTask();
  const fault = sim.weather.storeFault(task, name);
  const pauseMs = task.chance.pick(sim.isSlow ? SLOW_MS : QUICK_MS);
  if (pauseMs > 0 || fault !== null) await process.later(pauseMs);
  if (fault === null) return effect();
  sim.story.write(process.name, () => `${task.name}: ${name} at the store: ${fault}`);
  if (fault === 'unavailable') throw unavailable();
  if (fault === 'stall before') await stalled(process, task);
  if (fault === 'crash before') return died(process);
  const answer = await effect();
  if (fault === 'crash after') return died(process);
  if (fault === 'lost') throw unavailable();
  if (fault === 'stall after') await stalled(process, task);
  return answer;
}

function unavailable(): DomainError {
  return new DomainError('store_unavailable', 'The database is not available', { retryAfterSeconds: 1 });
}

function died(process: Process): Promise<never> {
  process.die();
  // Of its own: one promise for all would keep every history that waits for it.
  return new Promise(() => {});
}

function stalled(process: Process, task: Task): Promise<void> {
  process.stall(task.chance.pick(STALLS_MS));
  return process.later(0);
}

export function throughProvider(sim: Sim, process: Process, bank: Bank): PaymentProvider {
  const { connecting } = bank.provider;
  const called = <T>(name: string, ask: () => Promise<Outcome<T>>) =>
    providerCall(sim, process, { bank, name, ask }) as Promise<Outcome<T>>;
  return {
    ...aroundCalls(bank.provider, ({ name, ask }) => called(name, ask)),
    connecting: connecting && {
      ...connecting,
      redeem: (consent) => called('redeem', () => connecting.redeem(consent)),
      async renew(refreshToken) {
        const outcome = await called('renew', () => connecting.renew(refreshToken));
        if (outcome.kind === 'ok') expectKept(sim, process, { renewedFrom: refreshToken });
        return outcome;
      },
    },
  };
}

type Call = { readonly bank: Bank; readonly name: string; readonly ask: () => Promise<Outcome<unknown>> };

async function providerCall(sim: Sim, process: Process, { bank, name, ask }: Call): Promise<Outcome<unknown>> {
  const task = currentTask();
  const fault = sim.weather.providerFault(task, name);
  const ms = task.chance.pick(CALLS_MS);
  const effect = async () => {
    const outcome = await ask();
    bank.notice();
    return outcome;
  };
  sim.story.write(
    process.name,
    () => `${task.name}: ${name} at ${bank.provider.name}${fault === null ? '' : `: ${fault}`}`,
  );
  if (fault === 'not sent') return failure('not_sent');
  if (fault === 'declined') return DECLINES.includes(name) ? failure('declined') : failure('not_sent');
  if (fault === 'crash before') return died(process);
  if (fault === 'stall before') await stalled(process, task);
  if (fault === 'unknown before') return process.later(TIMEOUT_MS).then(() => failure('unknown'));
  if (fault === 'late') return late(sim, process, task, effect);
  await process.later(ms);
  const outcome = await effect();
  if (fault === 'crash after') return died(process);
  if (fault === 'stall after') await stalled(process, task);
  if (fault === 'unknown after') return process.later(TIMEOUT_MS - ms).then(() => failure('unknown'));
  if (ms > 50) await process.later(task.chance.below(50));
  return outcome;
}

/** Only where money moves there is a bank to say no. */
const DECLINES = ['refund', 'capture'];

function failure(kind: 'not_sent' | 'unknown' | 'declined'): Failure {
  return { kind, reason: 'simulated' };
}

/** It arrives, whatever has become of the process: up to when the caller gives it up. */
async function late(sim: Sim, process: Process, task: Task, effect: () => Promise<unknown>): Promise<Failure> {
  const { scheduler } = sim;
  const arrivesMs = scheduler.nowMs() + task.chance.below(TIMEOUT_MS);
  scheduler.at(arrivesMs, task.chance.fraction(), () => void within(task, effect));
  await process.later(TIMEOUT_MS);
  return failure('unknown');
}
