import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { atOnce } from './at-once.ts';
import { handedOver, type Wish } from './ledger.ts';
import { type Rig, startRig } from './rig.ts';

const HANGING = 100;
const WEBHOOKS = 60;
/** How much longer a webhook may take while the others hang; a pool that is used up makes it thousands of times. */
const MAX_RATIO = 4;

onServer('K2, a provider that hangs', (database) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ databaseUrl: database().url, settings: { PROVIDER_TIMEOUT_MS: '12000' } });
    expect(await rig.api.putGym()).toMatchObject({ status: 201 });
  });
  afterAll(() => rig.stop());

  test("K2, a provider that hangs keeps neither the database's connections nor any other's webhooks waiting", async () => {
    const [before, during, after] = [await paidOnes(), await paidOnes(), await paidOnes()];
    // The first ones pay for what is loaded and compiled.
    await medianOf(await paidOnes());

    const first = await medianOf(before);
    await rig.switchOn({ fault: 'hang', provider: 'mercadopago', operation: 'open' });
    const hanging = Array.from({ length: HANGING }, () => rig.api.checkout());
    await vi.waitFor(async () => {
      const [hang] = (await rig.sandbox('GET', '/sandbox/faults')).body['on'] as { struck: number }[];
      expect(hang?.struck).toBe(HANGING);
    }, 60_000);
    const meanwhile = await medianOf(during);
    const [busy] = await database().query<{ count: number }>(
      `SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'fitstack-payments' AND state LIKE 'idle in%'`,
    );
    const others = await Promise.all([rig.api.ready(), openIntent()]);
    const stillHanging = await Promise.race([...hanging, 'hanging']);
    const answers = await Promise.all(hanging);
    await rig.switchAllOff();
    const last = await medianOf(after);

    const ratio = (2 * meanwhile) / (first + last);
    console.info(
      `a webhook: ${first.toFixed(1)}, ${meanwhile.toFixed(1)} meanwhile, ${last.toFixed(1)} ms: × ${ratio.toFixed(2)}`,
    );
    expect(stillHanging).toBe('hanging');
    expect(busy?.count).toBe(0);
    expect(others).toMatchObject([{ status: 200 }, { status: 201 }]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([502]));
    expect(ratio).toBeLessThan(MAX_RATIO);
  });

  async function openIntent() {
    const orderId = randomUUID();
    await rig.api.putOrder(orderId);
    return rig.api.intent(orderId);
  }

  /** Webhooks of paid intents, not sent yet. */
  async function paidOnes(): Promise<readonly string[]> {
    const ids: string[] = [];
    const payOne = async () => {
      const given = handedOver({} as Wish, await openIntent());
      const { body } = await rig.sandbox('POST', `/sandbox/payments/${given?.parentId}/succeed?hold=1`);
      ids.push(...(body['webhooks'] as { id: string }[]).map(({ id }) => id));
    };
    await atOnce(Array.from({ length: WEBHOOKS }, () => payOne));
    return ids;
  }

  /** Sends them one after the other. → Milliseconds. */
  async function medianOf(ids: readonly string[]): Promise<number> {
    const times: number[] = [];
    for (const id of ids) {
      const begunMs = performance.now();
      const { body } = await rig.sandbox('POST', `/sandbox/webhooks/${id}/send`);
      times.push(performance.now() - begunMs);
      expect(body).toMatchObject({ status_code: 200, attempts: 1 });
    }
    return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  }
});
