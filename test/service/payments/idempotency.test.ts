import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeToken } from '../../../src/config/token.ts';
import { freePort } from '../../../src/sandbox/demo/free-port.ts';
import { createMercadoPagoSimulator } from '../../../src/sandbox/mercadopago/index.ts';
import { SELLER } from '../../adapters/providers/mercadopago/simulated.ts';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { surroundings } from '../../surroundings.ts';
import { startOnAnyDatabase } from '../support/service.ts';

// Each starts whole processes, beside other tests that do the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const MAIN = join(import.meta.dirname, '../../../src/main.ts');
const JWT_SECRET = 'a-secret-of-at-least-32-bytes-for-tests';

onServer('E6, several services on one database', (database) => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let dataDir: string;
  beforeAll(async () => {
    provider = await startProvider();
    dataDir = await mkdtemp(join(tmpdir(), 'fitstack-keys-'));
  });
  afterAll(async () => {
    await provider.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const settings = () => ({
    DATABASE_URL: database().url,
    JWT_SECRET,
    SANDBOX: '0',
    MERCADOPAGO_API_BASE: provider.url,
    RATE_LIMIT_MAX: '100000',
  });
  const startProcess = () => processOf({ ...settings(), DATA_DIR: dataDir });
  /** In this process, where it starts in a tenth of the time. */
  const startHere = async (own: Record<string, string>) => {
    const { url, stop } = await startOnAnyDatabase({ ...settings(), ...own });
    return { ...callerOf(url), stop };
  };
  const paymentsAt = (gym: string) => database().query('SELECT id FROM payments WHERE gym_slug = $1', [gym]);
  const anHourPasses = async () => {
    await database().query("UPDATE operations SET lease_until = lease_until - interval '1 hour'");
    await database().query(
      `UPDATE payments SET lease_began_at = lease_began_at - interval '1 hour',
                           lease_until = lease_until - interval '1 hour'`,
    );
  };

  describe('kill -9 between the beginning and the answer', () => {
    let gym: string;
    beforeEach(() => {
      gym = `gym-${randomUUID()}`;
    });

    test.each([
      ['before the provider acted', 'onRequest'],
      ['after the provider acted', 'onSend'],
    ] as const)('kill -9 %s: the same key finishes the one checkout that was begun', async (_when, moment) => {
      const key = randomUUID();
      const first = await startProcess();
      await first.putGym(gym);
      const arrived = provider.holdNext(moment);
      const lost = first.checkout(gym, key).catch(() => 'no answer');
      await arrived;
      await first.kill();
      expect(await lost).toBe('no answer');
      const [begun] = await paymentsAt(gym);

      const second = await startProcess();
      const tooEarly = await second.checkout(gym, key);
      await anHourPasses();
      const finished = await second.checkout(gym, key);
      const replayed = await second.checkout(gym, key);
      await second.kill();

      expect(tooEarly.status).toBe(409);
      expect(finished).toMatchObject({ status: 200, replayed: null });
      expect(replayed).toEqual({ ...finished, replayed: 'true' });
      expect(begun).toBeDefined();
      expect(await paymentsAt(gym)).toEqual([begun]);
      const made = provider.preferences().filter(({ reference }) => reference === begun?.['id']);
      expect(made).toHaveLength(1);
      expect(finished.text).toContain(made[0]?.id);
    });
  });

  test('E6, 100 requests with one key, over two replicas: one payment, and every answer is the success or 409', async () => {
    const gym = `gym-${randomUUID()}`;
    const key = randomUUID();
    const sealing = { CREDENTIALS_KEY: `k1:${randomBytes(32).toString('base64')}` };
    const replicas = [await startHere(sealing), await startHere(sealing)] as const;
    await replicas[0].putGym(gym);

    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => replicas[at % 2 === 0 ? 0 : 1].checkout(gym, key)),
    );
    const last = await Promise.all(replicas.map((replica) => replica.checkout(gym, key)));
    await Promise.all(replicas.map((replica) => replica.stop()));

    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    const successes = [...answers, ...last].filter(({ status }) => status === 200);
    expect(last.map(({ replayed }) => replayed)).toEqual(['true', 'true']);
    expect(new Set(successes.map(({ text }) => text)).size).toBe(1);
    const payments = await paymentsAt(gym);
    expect(payments).toHaveLength(1);
    expect(provider.preferences().filter(({ reference }) => reference === payments[0]?.['id'])).toHaveLength(1);
  });

  test('a service without CREDENTIALS_KEY makes a key for itself, which only its owner can read', async () => {
    const service = await startProcess();
    await service.kill();

    for (const name of await readdir(dataDir)) expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toHaveLength(1);
  });
});

/** The simulated provider, outside of the processes that are killed; one creation can be made to hang for ever. */
async function startProvider() {
  let url = '';
  const context = { now: () => new Date(), state: {}, save: () => {}, url: () => url, send: () => {} };
  const simulator = createMercadoPagoSimulator(context, { sellers: [SELLER] });
  const app = Fastify({ forceCloseConnections: true });
  let held: { moment: 'onRequest' | 'onSend'; arrived: () => void } | null = null;
  const hang = (moment: 'onRequest' | 'onSend') => async (request: { method: string }) => {
    if (held?.moment !== moment || request.method !== 'POST') return;
    held.arrived();
    held = null;
    await new Promise(() => {});
  };
  app.addHook('onRequest', hang('onRequest'));
  app.addHook('onSend', hang('onSend'));
  await app.register(simulator.routes);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    preferences: () => simulator.payables(),
    holdNext(moment: 'onRequest' | 'onSend'): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = { moment, arrived: resolve };
      return promise;
    },
    stop: () => app.close(),
  };
}

/** The service in a process that can be killed. */
async function processOf(settings: Record<string, string>) {
  const port = await freePort();
  const env = { ...surroundings(), LOG_LEVEL: 'fatal', PORT: String(port), ...settings };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await isReady(url, child);
  return {
    ...callerOf(url),
    async kill(): Promise<void> {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function callerOf(url: string) {
  const as = (sub: string, scope: string | null) => ({
    authorization: `Bearer ${makeToken({ secret: JWT_SECRET, sub, scope, issuer: null, audience: null })}`,
    'content-type': 'application/json',
  });
  return {
    async putGym(slug: string): Promise<void> {
      const credentials = { access_token: SELLER.accessToken, webhook_secrets: [SELLER.webhookSecret] };
      const body = JSON.stringify({ name: slug, payments_enabled: true, credentials });
      const headers = as('back-office', 'gyms:write');
      expect((await fetch(`${url}/api/v1/gyms/${slug}`, { method: 'PUT', headers, body })).status).toBe(201);
    },

    async checkout(gym: string, key: string) {
      const body = JSON.stringify({ gym_id: gym, amount: 5000, title: 'Monthly pass', payer_email: 'a@b.example' });
      const headers = { ...as('member-1', null), 'idempotency-key': key };
      const response = await fetch(`${url}/api/v1/payments/checkout`, { method: 'POST', headers, body });
      const replayed = response.headers.get('idempotency-replayed');
      return { status: response.status, replayed, text: await response.text() };
    },
  };
}

async function isReady(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error('the service did not start');
}
