import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ProblemList } from '../../src/cli/answers.ts';
import { withService } from './cli.ts';

const { cli, data, post, tokenOf, pay, openPayment, url } = withService();

const ORDER = { provider: 'mercadopago', amount: 500_050, currency: 'ars' };
const SCOPES = 'payments:manage gyms:write webhooks:manage';

async function paidTwice() {
  const opened = await openPayment(ORDER);
  await pay(opened.paymentId, 'pay_twice');
  const { items } = await data<ProblemList>(['problems', 'list', '--payment', opened.paymentId]);
  const [problem] = items;
  if (problem === undefined || items.length > 1) throw new Error('there is not one problem');
  return { ...opened, problem };
}

/** What a person would write in place of ‹…›. */
const WRITTEN = {
  amount: 500_050,
  reason: 'Paid twice',
  credentials: { access_token: 'TEST-another-token-of-a-seller', webhook_secrets: ['another-secret-of-16-characters'] },
};

async function sent({ method, path, body }: ProblemList['items'][number]['remedies'][number]): Promise<number> {
  const filled =
    body && Object.fromEntries(Object.entries({ ...body }).map(([name, value]) => [name, fill(name, value)]));
  const response = await fetch(url() + path, {
    method,
    headers: {
      authorization: `Bearer ${tokenOf('operator-1', SCOPES)}`,
      ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
      ...(filled !== null && { 'content-type': 'application/json' }),
    },
    ...(filled !== null && { body: JSON.stringify(filled) }),
  });
  return response.status;
}

function fill(name: string, value: unknown): unknown {
  return JSON.stringify(value).includes('‹') ? WRITTEN[name as keyof typeof WRITTEN] : value;
}

describe('problems on the command line', () => {
  test('each remedy of a payment’s problem is a request that the service takes, and the refund needs none after it', async () => {
    const { problem, paymentId } = await paidTwice();
    const [explain, refund, retry, resolve] = problem.remedies;
    const steps = [explain, retry, refund, resolve].flatMap((remedy) => remedy ?? []);

    const statuses: number[] = [];
    for (const remedy of steps) statuses.push(await sent(remedy));

    expect(statuses).toEqual([200, 200, 201, 404]);
    expect(await data(['problems', 'list', '--payment', paymentId])).toMatchObject({ items: [] });
  });

  test('each command of a payment’s problem can be pasted, and the refund needs none after it', async () => {
    const { problem, paymentId } = await paidTwice();
    const [explain, refund, retry] = problem.remedies;
    expect((await cli(['problems', 'list', '--payment', paymentId])).out).toContain(`paid_twice:`);

    for (const remedy of [explain, retry, refund]) {
      const words = execFileSync('sh', ['-c', `printf '%s\\0' ${remedy?.command?.replace('npm run cli -- ', '')}`], {
        encoding: 'utf8',
      });
      const args = words.split('\0').slice(0, -1);
      expect(await cli(args.includes('refund') ? [...args, '--yes'] : args)).toMatchObject({ code: 0 });
    }
    expect((await cli(['problems', 'list', '--payment', paymentId])).out).toBe('Nothing waits for a person.\n');
  });

  test('each remedy of a gym whose credentials are refused is a request that the service takes', async () => {
    const slug = `gym-${randomUUID()}`;
    const stdin = 'TEST-not-a-token-of-any-seller\nsecret-of-16-characters\n';
    await data(['gym', 'put', slug, '--name', 'Iron Temple', '--credentials-stdin'], { stdin });
    const checkout = { gym_id: slug, amount: 10, title: 'Pass', payer_email: 'ana@example.com' };
    await post('/api/v1/payments/checkout', tokenOf('user-1'), checkout);
    const { items } = await data<ProblemList>(['problems', 'list', '--gym', slug]);
    expect(items).toMatchObject([{ kind: 'gym_credentials_refused', gym_id: slug }]);

    const statuses: number[] = [];
    for (const remedy of items[0]?.remedies.toReversed() ?? []) statuses.push(await sent(remedy));

    expect(statuses).toEqual([200, 201, 200]);
    expect(await data(['problems', 'list', '--gym', slug])).toMatchObject({ items: [] });
  });

  test('problems are counted, and their payments are listed', async () => {
    const { paymentId, problem } = await paidTwice();

    expect((await cli(['problems', 'summary'])).out).toMatch(/^paid_twice +\d+$/m);
    const { items } = await data<{ items: { id: string }[] }>(['payment', 'list', '--has-problems']);
    expect(items.map(({ id }) => id)).toContain(paymentId);
    expect((await cli(['problems', 'resolve', problem.id, '--reason', 'Known'])).out).toBe('It is gone.\n');
  });

  test('payments are found by one id, and printed as a table', async () => {
    const { paymentId, orderId } = await openPayment(ORDER);

    expect((await cli(['payment', 'find', orderId])).out).toContain(paymentId);
    const { code, out } = await cli(['payment', 'export', '--q', orderId]);
    expect({ code, lines: out.split('\r\n').length }).toEqual({ code: 0, lines: 3 });
    expect(out).toMatch(/^payment_id,created_at,/);
    expect(out).toContain(`${paymentId},`);
  });

  test('figures are printed by interval and group', async () => {
    await openPayment(ORDER);
    const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    const wanted = ['statistics', '--from', from.toISOString(), '--to', to.toISOString()];

    expect((await cli(wanted)).out).toMatch(/mercadopago +\d+: \d+\.\d\d ARS/);
    expect((await cli([...wanted, '--time-zone', 'Mars/Phobos'])).err).toContain('(400, time_zone)');
  });
});
