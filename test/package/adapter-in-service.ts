import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { startUpstream } from '../../examples/provider/test/upstream.ts';
import { freePort } from '../../src/sandbox/demo/free-port.ts';
import { ENVIRONMENT } from './installed.ts';
import { post, send, start } from './running.ts';

const NAME = 'fitstack-payments-acme-pay';
const PLATFORM = { key: 'key_platform_test_1', owner: 'platform', secret: 'a-secret-of-the-platform' };
const GYM = { key: 'key_gym1_test_1', owner: 'gym1', secret: 'a-secret-of-the-gym' };

type Upstream = Awaited<ReturnType<typeof startUpstream>>;

/** Installs Acme Pay, as it was built in that folder, and has an order and a gym's checkout paid through it. */
export async function paysThroughBothApis(project: string, folder: string): Promise<void> {
  const home = join(project, 'node_modules', NAME);
  await mkdir(home, { recursive: true });
  for (const part of ['package.json', 'dist']) await cp(join(folder, part), join(home, part), { recursive: true });
  const upstream = await startUpstream([PLATFORM, GYM], () => new Date());
  onTestFinished(upstream.stop);
  const port = await freePort(2);
  const env = {
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    SANDBOX: '1',
    PROVIDERS: NAME,
    ACME_PAY_API_KEY: PLATFORM.key,
    ACME_PAY_WEBHOOK_SECRET: PLATFORM.secret,
    ACME_PAY_API_BASE: upstream.url,
  };
  await start({ cwd: project, command: ['npx', 'fitstack-payments'], env }, (text) => text.includes('/succeed\n\n'));
  const scopes = ['--sub', 'demo-user', '--scope', 'orders:write gyms:write payments:manage'];
  const { stdout } = await promisify(execFile)('npx', ['fitstack-payments', 'token', ...scopes], {
    cwd: project,
    env: { ...ENVIRONMENT, ...env },
  });
  const paid = [
    await payOrder(`http://127.0.0.1:${port}`, stdout.trim(), upstream),
    await payCheckout(`http://127.0.0.1:${port}`, stdout.trim(), upstream),
  ];
  const payments = await send<{ data: { items: object[] } }>(
    'GET',
    `http://127.0.0.1:${port}/api/v1/payments`,
    stdout.trim(),
  );

  expect(paid).toEqual([200, 200]);
  expect(payments.data.items).toMatchObject([
    { status: 'succeeded', amount: 500_000, currency: 'usd', order_id: null },
    { status: 'succeeded', amount: 1050, currency: 'usd', order_id: expect.any(String) },
  ]);
}

async function payOrder(service: string, token: string, upstream: Upstream): Promise<number> {
  const id = randomUUID();
  const order = { user_id: 'demo-user', amount: 1050, currency: 'usd', provider: 'acme_pay' };
  await send('PUT', `${service}/api/v1/orders/${id}`, token, order);
  const { data } = await post<{ data: { client_secret: string } }>(`${service}/api/v1/payments/intent`, token, {
    order_id: id,
  });
  return payAndNotify(
    upstream,
    data.client_secret.replace(/^token_/, ''),
    `${service}/api/v1/payments/webhook/acme_pay`,
  );
}

async function payCheckout(service: string, token: string, upstream: Upstream): Promise<number> {
  const credentials = { api_key: GYM.key, webhook_secrets: [GYM.secret] };
  const gym = { name: 'Iron Temple', payments_enabled: true, provider: 'acme_pay', currency: 'USD', credentials };
  await send('PUT', `${service}/api/v1/gyms/iron-temple`, token, gym);
  const checkout = { gym_id: 'iron-temple', amount: 5000, title: 'Monthly pass', payer_email: 'member@example.com' };
  const { init_point } = await post<{ init_point: string }>(`${service}/api/v1/payments/checkout`, token, checkout);
  return payAndNotify(upstream, init_point.split('/').at(-1) ?? '', `${service}/webhook/iron-temple`);
}

/** The buyer pays, and the provider says so: what the service answered. */
async function payAndNotify(upstream: Upstream, id: string, address: string): Promise<number> {
  upstream.pay(id, 'paid');
  const { body, headers } = upstream.delivery();
  const answer = await fetch(address, {
    method: 'POST',
    body,
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  });
  return answer.status;
}
