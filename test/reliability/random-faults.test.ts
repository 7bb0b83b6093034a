import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS, type FaultName } from '../../src/sandbox/faults/catalogue.ts';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { chanceOf, seedOf } from '../seeded.ts';
import { atOnce } from './at-once.ts';
import { aCheckout, anOrder, type Wish } from './ledger.ts';
import { finish, keep, notifyAgain, type Run, untilNothingContradicts } from './recovery.ts';
import { type Reply, type Rig, startRig } from './rig.ts';
import { anHourPasses } from './time.ts';

const OPERATIONS = 1_000;

/** How likely each strikes; what isn't named here does so with the first. */
const USUALLY = 0.015;
const PROBABILITY: Partial<Record<FaultName, number>> = {
  huge_body: 0.002,
  slow_drip: 0.004,
  hang: 0.005,
  hang_after: 0.008,
  keys_ignored: 0.5,
  search_lags: 0.3,
  duplicate: 0.1,
  reorder: 0.1,
  delay: 0.1,
  drop: 0.1,
  bad_signature: 0.1,
  ts_in_ms: 0.2,
  upper_case_id: 0.1,
  ipn_double: 0.1,
  // It is about what a customer does twice, not about what gets lost.
  paid_twice: 0,
};
const MS: Partial<Record<FaultName, number>> = { slow: 200, reorder: 300, delay: 300 };

/** What a member may be answered while providers fail: the payment, not payable any more, being worked on, come back. */
const ALLOWED = [200, 201, 400, 409, 502];

onServer('1,000 operations while both providers fail in every way', (database) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ databaseUrl: database().url, settings: { PROVIDER_TIMEOUT_MS: '400' } });
    expect(await rig.api.putGym()).toMatchObject({ status: 201 });
  });
  afterAll(() => rig.stop());

  test('1,000 operations while both providers fail in every way make no second thing to pay, no failure by guess, and nothing that the provider contradicts', async () => {
    const seed = seedOf('1,000 operations with random faults');
    const chance = chanceOf(seed);
    const run: Run = { wishes: [], handed: [], acts: new Map() };
    const { wishes, handed, acts } = run;
    const acting = new Set<string>();
    const replies: Reply[] = [];
    for (const [at, fault] of (Object.keys(FAULTS) as FaultName[]).entries())
      await rig.switchOn({
        fault,
        probability: PROBABILITY[fault] ?? USUALLY,
        // Of their own, so that they don't all strike together.
        seed: seed + at,
        ...(MS[fault] !== undefined && { ms: MS[fault] }),
      });

    await atOnce(Array.from({ length: OPERATIONS }, () => operate));
    const struck = (await rig.sandbox('GET', '/sandbox/faults')).body['on'] as { fault: string; struck: number }[];
    console.info(`struck: ${struck.map(({ fault, struck }) => `${fault} ${struck}`).join(', ')}`);

    await rig.switchAllOff();
    await anHourPasses(database());
    await atOnce(wishes.map((wish) => () => finish(run, rig, database(), wish)));
    await notifyAgain(rig);
    await untilNothingContradicts(run, rig, database());
    const paid = [...acts.values()].filter((act) => act === 'succeed').length;
    console.info(
      `${wishes.length} wishes, ${handed.length} handed over, ${paid} paid; ${await unusedOnes()} unused open`,
    );

    expect([...new Set(replies.map(({ status }) => status))].filter((status) => !ALLOWED.includes(status))).toEqual([]);
    // A run in which everything failed, or nothing did, shows nothing.
    expect(struck.filter(({ struck }) => struck > 0).length).toBeGreaterThan(Object.keys(FAULTS).length / 2);
    expect(replies.filter(({ status }) => status === 502).length).toBeGreaterThan(OPERATIONS / 50);
    expect(paid).toBeGreaterThan(OPERATIONS / 50);

    async function operate(): Promise<void> {
      const what = chance.below(100);
      if (what < 35 || wishes.length === 0) await begin();
      else if (what < 65) await ask(chance.pick(wishes));
      else if (what < 80 && handed.length > 0) await act(chance.pick(handed).parentId);
      else await read();
    }

    async function begin(): Promise<void> {
      const wish = chance.pick([() => anOrder('stripe'), () => anOrder('mercadopago'), aCheckout])();
      const prepared = await wish.prepare?.(rig.api);
      expect([201, undefined]).toContain(prepared?.status);
      wishes.push(wish);
      await ask(wish);
    }

    async function ask(wish: Wish): Promise<void> {
      const reply = await wish.ask(rig.api);
      replies.push(reply);
      keep(run, wish, reply);
    }

    /** A customer pays, or tries to, what they were given; one thing after the other. */
    async function act(parentId: string): Promise<void> {
      if (acting.has(parentId)) return;
      acting.add(parentId);
      const how = chance.pick(['succeed', 'succeed', 'fail', 'process'] as const);
      const { status } = await rig.sandbox('POST', `/sandbox/payments/${parentId}/${how}`);
      if (status === 200) acts.set(parentId, how);
      acting.delete(parentId);
    }

    async function read(): Promise<void> {
      const known = handed.filter(({ paymentId }) => paymentId !== null);
      if (known.length === 0) return;
      replies.push(await rig.api.payment(chance.pick(known).paymentId ?? ''));
    }

    async function unusedOnes(): Promise<number> {
      const used = new Set(handed.map(({ parentId }) => parentId));
      return (await rig.payables()).filter(({ id, status }) => !used.has(id) && !/cancel|expired/.test(status)).length;
    }
  });
});
