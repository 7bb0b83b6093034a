import { chanceOf, MOST_TRIES, pauseMs, tooManyAtOnce } from '../domain/contention.ts';
import type { Author } from '../domain/operator/audit.ts';
import type { Status } from '../domain/payment/fact.ts';
import type { NotedReceipt } from '../domain/payment/receipt.ts';
import { auditOf } from '../domain/purchase/audit.ts';
import { conclude } from '../domain/purchase/conclude.ts';
import type { Changes, Decision } from '../domain/purchase/decision.ts';
import { OwnersNeeded, type Purchase } from '../domain/purchase/purchase.ts';
import type { DeliveryRecord } from '../ports/store/deliveries.ts';
import {
  type IdsInQuestion,
  type Loading,
  NO_IDS,
  type PurchaseRef,
  type Purchases,
} from '../ports/store/purchases.ts';
import type { World } from '../ports/world.ts';
import { type Announcing, announce } from './announce.ts';

export type Deciding<Answer> = {
  readonly ref: PurchaseRef;
  /** Pure: it may be called again with what another commit has left. */
  readonly decide: (purchase: Purchase) => Decision<Answer>;
  /** The person or key whose request this is; left out for all that the gateway does by itself. */
  readonly by?: Author | null;
  /** The status of a payment when its cancellation was requested, if this is one. */
  readonly saw?: Status | null;
  /** The money that an operator has taken, if this records it. */
  readonly receipt?: NotedReceipt | null;
  /** The webhook that is committed with the decision. */
  readonly delivery?: DeliveryRecord | null;
  /** What the caller has loaded, with the webhook if there is one; it is used unless another decision is under way. */
  readonly loaded?: Held | null;
  /** The provider's ids in question; they are looked up only where the decision depends on their owners. */
  readonly ids?: IdsInQuestion;
};

/** A purchase that is at hand, and when it was loaded, by this process's clock. Another commit may have come since. */
export type Held = { readonly purchase: Purchase; readonly loadedAt: Date };

/** What was decided, and the purchase after it. */
export type Decided<Answer> = { readonly answer: Answer; readonly after: Held };

/** What deciding and committing needs of the world, and how events are written. */
export type Deciders = Pick<World, 'now' | 'sleep' | 'log' | 'measure'> & Announcing;

export type DecideAndCommit = <Answer>(deciding: Deciding<Answer>) => Promise<Decided<Answer>>;

/**
 * Loads a purchase, decides, and commits, until no other commit comes in between. Within a process the decisions about one
 * purchase take turns: of 90 webhooks at once about one payment nearly all would be decided several times otherwise.
 * @throws DomainError what the decision throws; `store_unavailable` when too many commits come at once
 */
export function createDecideAndCommit(store: Purchases, world: Deciders): DecideAndCommit {
  const queue = createQueue();
  return (deciding) =>
    queue(deciding.ref.id, (isFirst) =>
      tryUntilCommitted(store, world, isFirst ? deciding : { ...deciding, loaded: null }),
    );
}

async function tryUntilCommitted<Answer>(
  store: Purchases,
  world: Deciders,
  { ref, decide, by = null, saw = null, receipt = null, delivery = null, loaded = null, ids }: Deciding<Answer>,
): Promise<Decided<Answer>> {
  let needsOwners = false;
  let next = loaded;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const held = next ?? (await hold(store, world, ref, { delivery, ids: needsOwners ? (ids ?? NO_IDS) : null }));
    const purchase = present(held, world);
    next = null;
    const decision = decideOn(purchase, decide);
    if (decision === null) needsOwners = true;
    else {
      const { answer } = decision;
      const concluded = conclude(purchase, decision.changes, world.newId);
      const audit =
        by === null ? [] : auditOf(purchase, concluded.purchase, { saw, receipt }).map((one) => ({ ...one, ...by }));
      if (audit.length === 0 && isNothing(purchase, concluded, delivery)) return { answer, after: held };
      const { changes, events } = announce(purchase, concluded, world);
      const committed = await store.commitPurchase(purchase, changes, { delivery, events, audit });
      if (committed === 'committed') {
        reportFoundAgain(world, decision.changes.purchase, concluded.purchase);
        return { answer, after: { ...held, purchase: committedAs(held.purchase, changes.purchase) } };
      }
      needsOwners ||= committed === 'taken';
      await world.sleep(pauseMs(tries, chanceOf(world.newId())));
    }
  }
  throw tooManyAtOnce();
}

/** Loads a purchase that is to be decided on, now or later. */
export async function hold(
  store: Pick<Purchases, 'loadPurchase'>,
  { now }: Pick<World, 'now'>,
  ref: PurchaseRef,
  loading?: Loading,
): Promise<Held> {
  const purchase = await store.loadPurchase(ref, loading);
  return { purchase, loadedAt: now() };
}

/**
 * The same purchase, later: the database's clock goes on as this process's does. It is behind by what the answer took, which can
 * only make a lease look longer; whether another process has taken one is for the version to say.
 */
function present({ purchase, loadedAt }: Held, { now }: Pick<World, 'now'>): Purchase {
  const passedMs = now().getTime() - loadedAt.getTime();
  return passedMs <= 0 ? purchase : { ...purchase, now: new Date(purchase.now.getTime() + passedMs) };
}

/** As it would be loaded after the commit that opened its payment: one that opens or closes others changes `otherOpen`, too. */
function committedAs({ now, version }: Purchase, committed: Purchase): Purchase {
  return { ...committed, now, version: version === null ? 0 : version + 1, delivery: null, owners: null };
}

/** Null when the decision needs to know the owners of ids. */
function decideOn<Answer>(purchase: Purchase, decide: Deciding<Answer>['decide']): Decision<Answer> | null {
  try {
    return decide(purchase);
  } catch (error) {
    if (error instanceof OwnersNeeded && purchase.owners === null) return null;
    throw error;
  }
}

/** Anomalies whose cause is back: no report named them, so no caller knows of them. */
function reportFoundAgain({ log, measure }: Deciders, decided: Purchase, concluded: Purchase): void {
  for (const { kind, subject } of concluded.anomalies.slice(decided.anomalies.length)) {
    log.warn({ paymentId: concluded.payment?.id ?? '', anomaly: kind, subject }, 'an anomaly was found again');
    measure.anomaly(kind);
  }
}

/** A webhook that was processed before, or a decision that changes nothing: most repetitions end here, without a write. */
function isNothing(loaded: Purchase, changes: Changes, delivery: DeliveryRecord | null): boolean {
  const isKept = delivery === null || loaded.delivery === 'processed';
  const { purchase, transition, remember, forget } = changes;
  return isKept && purchase === loaded && transition === null && remember.length === 0 && forget.length === 0;
}

/** Runs what has one key one after the other, and says which has waited for none. It keeps nothing of a key that is idle. */
function createQueue(): <T>(key: string, work: (isFirst: boolean) => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const next = () => work(false);
    const mine = before === undefined ? work(true) : before.then(next, next);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
