import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServerStore } from '../../../../src/adapters/store/index.ts';
import { isUnavailability } from '../../../../src/adapters/store/postgres/errors.ts';
import { anOrder } from '../../../conformance/store/builders.ts';
import { type StoreAndCommands as Store, withCommands } from '../../../stores.ts';
import type { ServerDatabase } from './create-database.ts';
import { onServer } from './server-database.ts';

const AWAY = { code: 'store_unavailable', retryAfterSeconds: expect.any(Number) };

/** Of each way to the database one method: a function, a model, a bare query. */
const WAYS = {
  'a write': (store: Store) => store.putOrder(anOrder()),
  'a read': (store: Store) => store.findOrder(randomUUID()),
  'the readiness check': (store: Store) => store.ready(),
} satisfies Record<string, (store: Store) => Promise<unknown>>;

onServer('a database that is not available', (database) => {
  let network: Network;
  let store: Store;
  beforeAll(async () => {
    network = await createNetwork(new URL(database().url));
    store = withCommands(await openServerStore({ url: network.url, poolSize: 3 }));
  });
  afterAll(async () => {
    await store.close();
    await network.close();
  });

  describe.each(Object.entries(WAYS))('fails %s with store_unavailable', (_name, way) => {
    test('a database that is not available fails a call with store_unavailable when it refuses connections, and not any more afterwards', async () => {
      network.refuse();

      await expect(way(store)).rejects.toMatchObject(AWAY);

      network.restore();
      await expect(way(store)).resolves.not.toThrow();
    });

    test('a database that is not available fails a call with store_unavailable when it drops the connection in the middle', async () => {
      await way(store);
      network.swallow();
      const waiting = expect(way(store)).rejects.toMatchObject(AWAY);
      await network.swallowed();

      network.refuse();

      await waiting;
      network.restore();
    });
  });

  test('a database that is not available is distinguished from a slow lock, after which it goes on', async () => {
    const order = anOrder();
    await store.putOrder(order);
    const release = await lockOrders(database().url);

    await expect(store.putOrder({ ...order, description: 'Later' })).rejects.toMatchObject(AWAY);

    await release();
    expect(await store.putOrder({ ...order, description: 'Later' })).toMatchObject({ created: false });
  }, 10_000);

  test('a database whose administrator ends our connections is not available, while they idle or work', async () => {
    const lost: Error[] = [];
    let usage = () => ({ busy: 0, idle: 0, waiting: 0 });
    const patient = withCommands(
      await openServerStore({
        url: database().url,
        onConnectionLost: (error) => lost.push(error),
        watchPool: (watched) => {
          usage = watched;
        },
      }),
    );
    // Two connections: one will be at work, the other idle. It takes two questions at the same moment.
    while (usage().idle < 2) await Promise.all([patient.findOrder(randomUUID()), patient.findGym('no-such-gym')]);
    const release = await lockOrders(database().url);
    const waiting = expect(patient.putOrder(anOrder())).rejects.toMatchObject(AWAY);
    await untilWaiting(database());

    await database().query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'fitstack-payments' AND datname = current_database()`,
    );

    await waiting;
    await release();
    // Sessions end when the server gets round to it, and until then each could be asked once more.
    while (usage().busy + usage().idle > 0) await sleep(5);
    expect(lost.length).toBeGreaterThan(0);
    await expect(patient.findOrder(randomUUID())).resolves.toBeNull();
    await patient.close();
  });
});

describe('an error of ours', () => {
  test.each([
    ['a wrong statement', { code: '42P01' }],
    ['a broken constraint', { code: '23505' }],
    ['bad input', { code: '22P02' }],
  ])('an error of ours is not taken for an absent database: %s', (_what, properties) => {
    expect(isUnavailability(Object.assign(new Error('x'), properties))).toBe(false);
  });

  test('an error of ours is not taken for an absent database: a bug', () => {
    expect(isUnavailability(new TypeError("Cannot read properties of undefined (reading 'id')"))).toBe(false);
    expect(isUnavailability('text')).toBe(false);
  });
});

test('a server that cannot be reached stops the start in one line without its password', async () => {
  const opening = openServerStore({ url: 'postgresql://user:canary@127.0.0.1:1/none' });

  await expect(opening).rejects.toThrow(/^The database at 127\.0\.0\.1:1\/none can't be reached: .*ECONNREFUSED/);
  await expect(opening).rejects.not.toThrow(/canary/);
});

/** Keeps everybody from the orders until it is called back. */
async function lockOrders(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE orders');
  return () => client.end();
}

async function untilWaiting(database: ServerDatabase): Promise<void> {
  const waiting = 'SELECT FROM pg_locks WHERE NOT granted AND relation = $$orders$$::regclass';
  while ((await database.query(waiting)).length === 0) await sleep(10);
}

type Network = {
  readonly url: string;
  refuse(): void;
  /** Takes what is sent, and passes nothing on. */
  swallow(): void;
  swallowed(): Promise<void>;
  restore(): void;
  close(): Promise<void>;
};

/** A wire to the database that can be cut. */
async function createNetwork(database: URL): Promise<Network> {
  const sockets = new Set<Socket>();
  let state: 'whole' | 'refusing' | 'swallowing' = 'whole';
  let onSwallowed = () => {};
  const server = createServer((near) => {
    if (state === 'refusing') return near.resetAndDestroy();
    const far = connect(Number(database.port || 5432), database.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => [near, far].map((end) => end.destroy()));
    }
    near.on('data', (data) => (state === 'swallowing' ? onSwallowed() : far.write(data)));
    far.on('data', (data) => near.write(data));
  });
  const url = new URL(database.href);
  url.host = `127.0.0.1:${await listen(server)}`;
  return {
    url: url.href,
    refuse() {
      state = 'refusing';
      for (const socket of sockets) socket.resetAndDestroy();
      sockets.clear();
    },
    swallow() {
      state = 'swallowing';
    },
    swallowed: () => new Promise((resolve) => (onSwallowed = resolve)),
    restore() {
      state = 'whole';
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
