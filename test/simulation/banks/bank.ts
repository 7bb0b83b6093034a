import type { FakeCredentials } from '../../app/fake-credentials.ts';
import { type Books, createFakeProvider, type FakeProvider } from '../../app/fake-provider.ts';
import { attemptIdOf } from '../../app/fake-reports.ts';
import type { Stream } from '../chance.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Event } from '../wire.ts';
import { channelOf, createDashboards, PLATFORM } from './holders.ts';
import { type Said, saidOf } from './said.ts';

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
  /** How long grants live while things fail, in milliseconds; afterwards, half a year. */
  readonly grantLifeMs: number;
  /** Whether a renewal ends the access token before it at once. */
  readonly renewalEndsToken: boolean;
};

/** A provider, its books, and the webhooks that it sends of them. */
export type Bank = {
  readonly provider: FakeProvider;
  readonly namesRefunds: boolean;
  readonly books: () => Books;
  /** Sends webhooks of all that has changed since it looked last. */
  readonly notice: () => void;
  /** What the holder of an account reads in the provider's dashboard. */
  readonly credentialsOf: (holder: string) => FakeCredentials;
  /** The holder gets a new token there, and perhaps a new secret: those before are worth nothing. */
  readonly renewCredentials: (holder: string, what: { readonly withSecret: boolean }) => void;
  /** A webhook of an account, with the secret of the moment at which it is sent. */
  readonly webhookOf: (holder: string, what: Said) => Event;
};

/** `isClear`: whether nothing fails any more. */
export type Surroundings = {
  readonly chance: Stream;
  readonly scheduler: Scheduler;
  readonly isClear: () => boolean;
  readonly send: (event: Event) => void;
};
type Kept = Books['parents'][number];

const SEARCH_LAG_MS = 60_000;
const HALF_A_YEAR_MS = 180 * 86_400_000;

export function createBank(
  { name, chance, scheduler, isClear, send }: Surroundings & { readonly name: string },
  options: BankOptions,
): Bank {
  const provider = createFakeProvider({
    name,
    now: scheduler.now,
    newId: chance.uuid,
    searchLagMs: () => chance.below(SEARCH_LAG_MS),
    ignoresKeys: options.ignoresKeys,
    refundsAreNamed: options.namesRefunds,
    triesAreNamed: options.namesTries,
    renewalEndsToken: options.renewalEndsToken,
    grantLifeMs: () => (isClear() ? HALF_A_YEAR_MS : options.grantLifeMs),
    capabilities: {
      repeatsAreSafeForMs: options.ignoresKeys ? 0 : 86_400_000,
      searchLagMs: SEARCH_LAG_MS,
      splitsPurchases: options.splits,
    },
  });
  if (options.decidesLate) provider.slowRefunds();
  const known = new Map<string, Noticed>();
  const undecided = new Set<string>();
  const dashboards = createDashboards(name);

  /** What was made with a grant to the platform is signed with the platform's secret, as the platform's own is. */
  function webhookOf(holder: string, { body, ...event }: Said): Event {
    const madeBy = event.about === null ? '' : provider.madeBy(event.about);
    const signer = provider.grantOf(madeBy) === null ? holder : PLATFORM;
    const secret = () => dashboards.credentialsOf(signer).webhook_secrets[0] ?? '';
    const sign = () => provider.signed(body, dashboards.credentialsOf(signer));
    return { ...event, channel: channelOf(name, holder), secret, sign };
  }

  function renewCredentials(holder: string, what: { readonly withSecret: boolean }): void {
    provider.revoke(dashboards.credentialsOf(holder));
    dashboards.renew(holder, what);
  }

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
      if (before !== undefined || chance.isLucky(0.5)) send(webhookOf(parent.holder, saidOf(provider, parent, event)));
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

  return {
    ...{ provider, namesRefunds: options.namesRefunds, notice, renewCredentials, webhookOf },
    books: () => provider.books(),
    credentialsOf: dashboards.credentialsOf,
  };
}

/** What the provider last reported of a parent. */
type Noticed = { readonly print: string; readonly state: string; readonly events: number };

/** Its status, and which try came to that. */
function stateOf({ status, charges }: Kept): string {
  return `${status} ${charges.length}`;
}

const DECISIONS_MS = [50, 5_000, 3_600_000, 90_000_000] as const;

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
