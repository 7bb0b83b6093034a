import type { Credentials } from '../../src/domain/payment/account.ts';
import { type Books, createFakeProvider, type FakeProvider } from '../app/fake-provider.ts';
import { attemptIdOf } from '../app/fake-reports.ts';
import type { Stream } from './chance.ts';
import type { Scheduler } from './scheduler.ts';
import type { Event } from './wire.ts';

export type BankOptions = {
  /** Whether opening twice with one key makes two parents. */
  readonly ignoresKeys: boolean;
  readonly splits: boolean;
  readonly namesRefunds: boolean;
  /** Whether a refund is decided on some time after it was made. */
  readonly decidesLate: boolean;
  /** Whether the provider sends webhooks about refunds that were requested through the API. */
  readonly notifiesRefunds: boolean;
  /** Whether it has one payment for all tries of a buyer, and its webhooks count whole seconds. */
  readonly namesTries: boolean;
};

/** The provider, its books, and the webhooks that it sends of them. */
export type Bank = {
  readonly provider: FakeProvider;
  readonly namesRefunds: boolean;
  readonly books: () => Books;
  /** Sends webhooks of all that has changed since it looked last. */
  readonly notice: () => void;
};

type Surroundings = { readonly chance: Stream; readonly scheduler: Scheduler; readonly send: (event: Event) => void };
type Kept = Books['parents'][number];

export const PROVIDER = 'somepay';
const SEARCH_LAG_MS = 60_000;

export function createBank({ chance, scheduler, send }: Surroundings, options: BankOptions): Bank {
  const provider = createFakeProvider({
    name: PROVIDER,
    now: scheduler.now,
    newId: chance.uuid,
    searchLagMs: () => chance.below(SEARCH_LAG_MS),
    ignoresKeys: options.ignoresKeys,
    refundsAreNamed: options.namesRefunds,
    triesAreNamed: options.namesTries,
    capabilities: {
      repeatsAreSafeForMs: options.ignoresKeys ? 0 : 86_400_000,
      searchLagMs: SEARCH_LAG_MS,
      splitsPurchases: options.splits,
    },
  });
  if (options.decidesLate) provider.slowRefunds();
  const known = new Map<string, Noticed>();
  const undecided = new Set<string>();

  function notice(): void {
    const { parents, refunds, disputes } = provider.books();
    for (const parent of parents) {
      const shown = options.notifiesRefunds ? refunds : refunds.filter(({ reference }) => reference === null);
      const print = printOf(parent, shown, disputes);
      const before = known.get(parent.id);
      if (before?.print === print) continue;
      const events = (before?.events ?? 0) + 1;
      const state = stateOf(parent);
      known.set(parent.id, { print, state, events });
      const event = { name: `${events}-of-${parent.id}`, isOfStatus: before?.state !== state };
      // The provider does not always send a webhook about a new parent.
      if (before !== undefined || chance.isLucky(0.5)) send(eventOf(provider, parent, event));
    }
    for (const { id, status } of refunds)
      if (status === 'pending' && !undecided.has(id)) {
        undecided.add(id);
        scheduler.at(scheduler.nowMs() + chance.pick(DECISIONS_MS), chance.fraction(), () => decide(id));
      }
  }

  function decide(id: string): void {
    const isMade = chance.isLucky(0.8);
    provider.settleRefund(id, isMade ? 'succeeded' : 'failed');
    notice();
    // The customer's card may be closed: only a webhook says so.
    if (isMade && options.notifiesRefunds && chance.isLucky(0.3))
      scheduler.at(scheduler.nowMs() + chance.pick(DECISIONS_MS), chance.fraction(), () => sendBack(id));
  }

  function sendBack(id: string): void {
    provider.settleRefund(id, 'failed');
    notice();
  }

  return { provider, namesRefunds: options.namesRefunds, books: () => provider.books(), notice };
}

/** What the provider last reported of a parent. */
type Noticed = { readonly print: string; readonly state: string; readonly events: number };

/** Its status, and which try came to that. */
function stateOf({ status, charges }: Kept): string {
  return `${status} ${charges.length}`;
}

const DECISIONS_MS = [50, 5_000, 3_600_000, 90_000_000] as const;

export function credentialsOf(holder: string): Credentials {
  return { accessToken: `${holder}:token`, webhookSecrets: [`secret of ${holder}`] };
}

function printOf(
  { id, status, changedAt, parts }: Kept,
  refunds: Books['refunds'],
  disputes: Books['disputes'],
): string {
  const own = [attemptIdOf(id), ...parts.map((part) => part.id)];
  const isOwn = ({ providerPaymentId }: { readonly providerPaymentId: string }) => own.includes(providerPaymentId);
  const back = refunds.filter(isOwn).map((refund) => `${refund.id} ${refund.status}`);
  const disputed = disputes.filter(isOwn).map((dispute) => dispute.status);
  return [status, changedAt.getTime(), parts.length, ...back, ...disputed].join(' ');
}

/** It says by itself what happened, or, where that is more than a status, only that something did. */
function eventOf(
  provider: FakeProvider,
  { id, holder, status, changedAt, request, charges, ...parent }: Kept,
  { name, isOfStatus }: { readonly name: string; readonly isOfStatus: boolean },
): Event {
  const saysItAll = isOfStatus && parent.parts.length === 0 && parent.captured === null && holder === PLATFORM;
  const { reference, amount } = request;
  const charge = charges.at(-1) ?? null;
  const isDecline = saysItAll && status === 'failed' && charge !== null;
  const eventId = `event-${name}${isDecline ? declining(charge.id) : ''}`;
  const at = charge === null ? changedAt : new Date(Math.floor(changedAt.getTime() / 1_000) * 1_000);
  const body = saysItAll
    ? provider.claimed({ reference, parentId: id, status, at, amount, charge }, eventId)
    : provider.reported(id, eventId);
  return { eventId, body, holder, mayBeLost: status !== 'succeeded' && parent.parts.length === 0 };
}

/** The account of the platform; every other is that of the gym of this name. */
export const PLATFORM = 'platform';

function declining(charge: string): string {
  return ` about ${charge}`;
}

/** Which declined try a webhook is about; null if it speaks of none by itself. */
export function declinedBy(eventId: string): string | null {
  return / about (\S+)$/.exec(eventId)?.[1] ?? null;
}
