import type { Received } from '../../src/app/notifications/apply-notification.ts';

/** What a buyer was given to pay with. */
export type Given = { readonly purchase: string; readonly paymentId: string; readonly parentId: string };

/** What was answered to those who use the installation: from then on it has to stay true. */
export type Ledger = ReturnType<typeof createLedger>;

export function createLedger() {
  const given: Given[] = [];
  const waiting = new Map<string, (() => void)[]>();
  let desk = Promise.resolve();
  return {
    orders: new Set<string>(),
    given: given as readonly Given[],
    give(one: Given): void {
      given.push(one);
      for (const goOn of waiting.get(one.purchase) ?? []) goOn();
      waiting.delete(one.purchase);
    },
    /** Resolves once a buyer has got something to pay this with. */
    async whenGiven(purchase: string): Promise<void> {
      if (given.some((one) => one.purchase === purchase)) return;
      await new Promise<void>((goOn) => waiting.set(purchase, [...(waiting.get(purchase) ?? []), goOn]));
    },
    /** By idempotency key, all that was answered. */
    answers: new Map<string, string[]>(),
    refunds: [] as { readonly id: string; readonly paymentId: string; readonly minor: number }[],
    /** What an operator does about gyms, one thing after the other. */
    async atDesk(work: () => Promise<void>): Promise<void> {
      desk = desk.then(work);
      await desk;
    },
    /** What came to pass that leaves no other trace. */
    seen: new Set<'a hint was followed' | 'hints were too many' | 'a problem was seen to'>(),
    /** Each time that a gym came to need other credentials: its slug. */
    needed: [] as string[],
    /** Parents that others have made under our references. */
    strange: new Set<string>(),
    acknowledged: [] as { readonly eventId: string; readonly received: Received }[],
  };
}
