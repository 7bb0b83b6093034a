import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { csvOf } from '../../src/adapters/http/routes/payments/csv.ts';
import { openServerStore } from '../../src/adapters/store/index.ts';
import { EVERY_PAYMENT, type PaymentSummary } from '../../src/ports/store/queries.ts';
import type { Store } from '../../src/ports/store/store.ts';

export type Exported = {
  readonly rows: number;
  readonly megabytes: number;
  readonly seconds: number;
  /** The most that was held at a time, beyond what was at the start: garbage is collected before it is measured. */
  readonly heldMegabytes: number;
};

const AT_ONCE = 500;
/** Of so many rows: to collect garbage takes longer than to read a page. */
const MEASURED_EACH = 20_000;
const MB = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function held(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Reads all payments as the route that exports them does. */
export async function exportAll(url: string): Promise<Exported> {
  const store = await openServerStore({ url });
  const [begunMs, heap] = [performance.now(), held()];
  let [rows, bytes, most] = [0, 0, 0];
  try {
    const pages = pagesOf(store, (count) => {
      rows += count;
      if (rows % MEASURED_EACH === 0) most = Math.max(most, held() - heap);
    });
    for await (const chunk of csvOf([], pages)) bytes += Buffer.byteLength(chunk as string | Buffer);
  } finally {
    await store.close();
  }
  const seconds = Math.round((performance.now() - begunMs) / 1_000);
  return { rows, megabytes: Math.round(bytes / MB), seconds, heldMegabytes: Math.round(most / MB) };
}

async function* pagesOf(store: Store, read: (rows: number) => void): AsyncGenerator<readonly PaymentSummary[]> {
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await store.listSummaries(EVERY_PAYMENT, { limit: AT_ONCE, cursor });
    read(page.items.length);
    yield page.items;
    cursor = page.nextCursor;
  }
}
