import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withService } from './cli.ts';

const { cli, started, data, openPayment, tokenOf, url } = withService();

const PUT = ['--user', 'user-1', '--amount', '10.50', '--currency', 'USD'];

describe('order', () => {
  test('order put makes one and shows it, with a price that people can read', async () => {
    const { code, out, err } = await cli(['order', 'put', ...PUT, '--description', 'Two towels']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^order +[0-9a-f-]{36}$/m);
    expect(out).toMatch(/^amount +10\.50 USD$/m);
    expect(out).toMatch(/^description +Two towels$/m);
    expect(out).toMatch(/^status +pending$/m);
  });

  test('order put --json prints what the API answers', async () => {
    const id = randomUUID();
    const more = ['--email', 'a@b.example', '--provider', 'mercadopago', '--return-url', 'https://x.example/'];

    const order = await data(['order', 'put', id, '--user', 'u', '--amount', '5.00', '--currency', 'ars', ...more]);

    expect(order).toEqual({
      order_id: id,
      user_id: 'u',
      amount: 500,
      currency: 'ars',
      customer_email: 'a@b.example',
      description: null,
      provider: 'mercadopago',
      capture_method: 'automatic',
      return_url: 'https://x.example/',
      status: 'pending',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(await data(['order', 'get', id])).toEqual(order);
  });

  test('order put changes what is given of one that exists, and nothing else', async () => {
    const more = ['--email', 'a@b.example', '--description', 'Two towels', '--capture', 'manual'];
    const before = await data(['order', 'put', ...PUT, ...more]);
    const id = String(before['order_id']);

    const after = await data(['order', 'put', id, '--amount', '20.00', '--description', '']);

    expect(after).toEqual({ ...before, amount: 2000, description: null, updated_at: after['updated_at'] });
  });

  test('order put changes the currency of an order only together with its amount', async () => {
    const { order_id } = await data(['order', 'put', ...PUT]);
    const put = ['order', 'put', String(order_id), '--currency'];

    const { code, err } = await cli([...put, 'jpy']);

    expect(code).toBe(1);
    expect(err).toBe('fitstack-payments: --currency needs --amount: the order is of 10.50 USD\n');
    expect(await data([...put, 'usd'])).toMatchObject({ amount: 1050, currency: 'usd' });
    expect(await data([...put, 'jpy', '--amount', '20'])).toMatchObject({ amount: 20, currency: 'jpy' });
  });

  test('order put leaves a cancelled order cancelled', async () => {
    const { order_id } = await data(['order', 'put', ...PUT]);
    await data(['order', 'cancel', String(order_id)]);

    const after = await data(['order', 'put', String(order_id), '--description', 'Never mind']);

    expect(after).toMatchObject({ status: 'cancelled', description: 'Never mind' });
  });

  test('order get shows an order', async () => {
    const { order_id } = await data(['order', 'put', ...PUT]);

    const { code, out } = await cli(['order', 'get', String(order_id)]);

    expect(code).toBe(0);
    expect(out).toContain(String(order_id));
  });

  test('order cancel cancels an order with its open payment, and leaves the rest as it was', async () => {
    const { orderId, paymentId } = await openPayment({ description: 'A mat' });
    const before = await data(['order', 'get', orderId]);

    const { code, out } = await cli(['order', 'cancel', orderId]);

    expect(code).toBe(0);
    expect(out).toMatch(/^status +cancelled$/m);
    const after = await data(['order', 'get', orderId]);
    expect(after).toEqual({ ...before, status: 'cancelled', updated_at: after['updated_at'] });
    expect(await data(['payment', 'get', paymentId])).toMatchObject({ status: 'cancelled' });
  });

  test.each([
    ['get', [randomUUID()], 'Order not found (404)'],
    ['get', ['5'], 'order_id must be a UUID (400, order_id)'],
    ['cancel', [randomUUID()], 'Order not found (404)'],
    ['put', ['x', ...PUT], 'order_id must be a UUID (400, order_id)'],
    ['put', [...PUT, '--provider', 'nopay'], '(400, provider)'],
    ['put', ['--amount', '20', '--currency', 'usd'], '--amount 20 could be 20.00 or 0.20 USD: write 20.00 or 0.20'],
    ['put', ['--amount', '0.00', '--currency', 'usd'], '--amount must be more than 0'],
    ['put', ['--user', 'u', '--amount', '20.00'], '--amount needs --currency'],
    [
      'put',
      ['--amount', '5.00', '--currency', 'usd'],
      'user_id is required: it must be a string of 1 to 255 characters without control characters (400, user_id)',
    ],
  ])('order %s %j is refused in one line', async (verb, args, words) => {
    const { code, out, err } = await cli(['order', verb, ...args]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});

describe('gym', () => {
  const slug = `gym-${randomUUID()}`;

  test('gym put makes one, with credentials from standard input', async () => {
    const stdin = 'TEST-1-2-3-4\nfirst-webhook-secret\nsecond-webhook-secret\n';

    const { code, out, err } = await started(['gym', 'put', slug, '--name', 'Iron Temple', '--credentials-stdin'], {
      stdin,
    });

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^name +Iron Temple$/m);
    expect(out).toMatch(/^has credentials +yes$/m);
    expect(out).not.toContain('TEST-1');
  });

  test('gym put takes a public key beside them, and refuses another credential in its place', async () => {
    const stdin = 'TEST-1-2-3-4\nfirst-webhook-secret\n';
    const put = ['gym', 'put', `gym-${randomUUID()}`, '--name', 'Gym', '--credentials-stdin', '--credential'];
    const putting = (key: string) => cli([...put, `public_key=${key}`], { stdin });

    expect(await putting('TEST-d783da36-74a2-4378-85d1-76f498ca92c4')).toMatchObject({ code: 0, err: '' });
    const refused = await putting('TEST-1-2-3-4');

    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('credentials.public_key must be the public key');
    expect(refused.err).not.toContain('TEST-1');
  });

  test('gym put takes credentials from the environment, too, and keeps those it has', async () => {
    const other = `gym-${randomUUID()}`;
    const env = {
      FITSTACK_ACCESS_TOKEN: 'TEST-1-2-3-5',
      FITSTACK_WEBHOOK_SECRETS: 'the-first-of-secrets, the-second-of-secrets',
    };

    const put = await data(['gym', 'put', other, '--name', 'Gym'], { env });
    const again = await data(['gym', 'put', other, '--name', 'Gym II', '--disabled']);

    expect(put).toMatchObject({ has_credentials: true, payments_enabled: true });
    expect(again).toMatchObject({ name: 'Gym II', has_credentials: true, payments_enabled: false });
  });

  test('gym put changes what is given of one that exists, and nothing else', async () => {
    const id = `gym-${randomUUID()}`;
    const more = ['--disabled', '--return-url', 'https://x.example/', '--signature', 'advisory', '--currency', 'brl'];
    const before = await data(['gym', 'put', id, '--name', 'Gym', ...more]);

    const renamed = await data(['gym', 'put', id, '--name', 'Renamed']);
    const enabled = await data(['gym', 'put', id, '--enabled', '--return-url', '']);

    expect(before).toMatchObject({ payments_enabled: false, signature: 'advisory', currency: 'BRL' });
    expect(renamed).toEqual({ ...before, name: 'Renamed', updated_at: renamed['updated_at'] });
    expect(enabled).toEqual({
      ...renamed,
      payments_enabled: true,
      return_url: null,
      updated_at: enabled['updated_at'],
    });
  });

  test('gym put takes what buyers read on their statements, or the gym’s name instead', async () => {
    const put = ['gym', 'put', `gym-${randomUUID()}`, '--name', 'Gym', '--statement-descriptor'];

    const ends = [await cli([...put, 'IRON TEMPLE']), await cli([...put, ''])];

    expect(ends).toMatchObject([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
  });

  test('gym get shows a gym', async () => {
    const { code, out } = await cli(['gym', 'get', 'demo-gym']);

    expect(code).toBe(0);
    expect(out).toMatch(/^gym +demo-gym$/m);
    expect(await data(['gym', 'get', 'demo-gym'])).toMatchObject({ slug: 'demo-gym', provider: 'mercadopago' });
  });

  test('gym list shows all gyms, a page at a time', async () => {
    await data(['gym', 'put', `gym-${randomUUID()}`, '--name', 'Gym']);
    const first = await cli(['gym', 'list', '--limit', '1']);
    const cursor = /^More: --cursor (\S+)$/m.exec(first.out)?.[1] ?? '';

    const rest = await data<{ items: { slug: string }[] }>(['gym', 'list', '--cursor', cursor]);

    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      /^GYM +NAME +PROVIDER +CURRENCY +ENABLED +CREDENTIALS\ndemo-gym +Demo Gym +mercadopago +ARS +yes +yes$/m,
    );
    expect(rest.items.length).toBeGreaterThan(0);
    expect(rest.items.map((gym) => gym.slug)).not.toContain('demo-gym');
  });

  test.each([
    ['get', ['no-such-gym'], 'Gym not found (404)'],
    ['get', ['Not A Slug'], 'slug must be a slug: 1 to 64 lower-case letters, digits and inner hyphens (400, slug)'],
    ['list', ['--limit', '101'], '(400, limit)'],
    ['list', ['--cursor', 'made-up'], '(400, cursor)'],
    ['put', ['a', '--name', 'A', '--currency', 'xxx'], '(400, currency)'],
    [
      'put',
      ['a'],
      'name is required: it must be a string of 1 to 256 characters without control characters (400, name)',
    ],
    [
      'put',
      ['a', '--name', 'A', '--statement-descriptor', 'Gimnasio El Ancla'],
      'statement_descriptor must be at most 13 Latin letters',
    ],
    ['put', ['a', '--enabled', '--disabled'], "'--disabled' cannot be used with option '--enabled'"],
    ['put', ['a', '--name', 'A', '--credentials-stdin'], 'credentials.webhook_secrets is required'],
    ['put', ['a', '--name', 'A', '--credential', 'public_key=TEST-1'], 'credentials.access_token is required'],
    ['put', ['a', '--name', 'A', '--credential', 'access_token=TEST-1'], 'access_token is a secret'],
    ['put', ['a', '--name', 'A', '--credential', 'client=1'], 'There is no credential client: it must be one of'],
    ['put', ['a', '--name', 'A', '--credential', '1'], 'There is no credential without a name'],
  ])('gym %s %j is refused in one line', async (verb, args, words) => {
    const { code, out, err } = await cli(['gym', verb, ...args], { stdin: 'only-a-token\n' });

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});

describe('a service elsewhere', () => {
  test('a service elsewhere is reached by --url and --token before the command as well as behind it', async () => {
    const token = tokenOf('operator-1', 'gyms:write');
    const [command, options] = [
      ['gym', 'get', 'demo-gym'],
      ['--url', url(), '--token', token],
    ];
    const elsewhere = { env: { PORT: '1', DATA_DIR: '/nonexistent' } };

    const ends = [await cli([...options, ...command], elsewhere), await cli([...command, ...options], elsewhere)];

    expect(ends[0]).toMatchObject({ code: 0, out: expect.stringContaining('demo-gym') });
    expect(ends[1]).toEqual(ends[0]);
  });

  test('a service elsewhere is reached by --url, with a token from the environment', async () => {
    const { token } = await data(['token', '--sub', 'u', '--scope', 'gyms:write']);
    const env = { FITSTACK_TOKEN: String(token), PORT: '1', DATA_DIR: '/nonexistent' };

    const { code, out } = await cli(['gym', 'get', 'demo-gym', '--url', `${url()}/`, '--json'], { env });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ slug: 'demo-gym' });
  });

  test.each([
    ['without a scope', ['token', '--sub', 'u'], 'This needs the scope gyms:write (403)'],
    ['that is not signed', null, 'Missing or invalid token (401)'],
  ])('a service elsewhere refuses a token %s, in one line', async (_what, making, words) => {
    const token = making === null ? 'rubbish' : String((await data(making))['token']);

    const { code, err } = await cli(['gym', 'list', '--token', token]);

    expect({ code, err }).toEqual({ code: 1, err: `fitstack-payments: ${words}\n` });
  });

  test('a service elsewhere that is none is said to be none', async () => {
    const { code, err } = await cli(['gym', 'list', '--url', `${url()}/nowhere`]);

    expect({ code, err }).toEqual({ code: 1, err: 'fitstack-payments: Not found (404)\n' });
  });
});

test("gym connect prints the link that a gym's owner opens, and until when it is good", async () => {
  const { code, out } = await cli(['gym', 'connect', 'demo-gym']);

  expect(code).toBe(0);
  expect(out).toMatch(/^link +https?:\/\/\S+$/m);
  expect(out).toMatch(/^good until +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/m);
  const absent = await cli(['gym', 'connect', 'no-such-gym']);
  expect(absent).toEqual({ code: 1, out: '', err: 'fitstack-payments: Gym not found (404)\n' });
});
