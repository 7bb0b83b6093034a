import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { withService } from './cli.ts';

const { cli, data, openPayment } = withService();

/** Outside production the machine's own addresses are endpoints, too; port 9 takes no connection. */
const URL = 'http://127.0.0.1:9/hooks';

describe('endpoint', () => {
  test('endpoint create makes one and shows its secret, which endpoint get does not', async () => {
    const { code, out, err } = await cli(['endpoint', 'create', URL, '--types', 'order.paid,payment.failed']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^secret +whsec_[A-Za-z0-9+/]+=*$/m);
    expect(out).toMatch(/^types +order\.paid, payment\.failed$/m);
    const id = /^endpoint +(\S+)$/m.exec(out)?.[1] ?? '';
    const shown = await cli(['endpoint', 'get', id]);
    expect(shown.out).toContain(URL);
    expect(shown.out).not.toContain('secret');
  });

  test('endpoint create --json prints what the API answers', async () => {
    const more = ['--description', 'The accounting', '--gym', 'demo-gym'];

    const { secret, ...endpoint } = await data(['endpoint', 'create', URL, ...more]);

    expect(secret).toMatch(/^whsec_/);
    expect(endpoint).toEqual({
      id: expect.any(String),
      url: URL,
      event_types: null,
      description: 'The accounting',
      gym_id: 'demo-gym',
      status: 'enabled',
      disabled_reason: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: endpoint['created_at'],
    });
    expect(await data(['endpoint', 'get', String(endpoint['id'])])).toEqual(endpoint);
  });

  test('endpoint put changes what is given, and nothing else', async () => {
    const made = ['endpoint', 'create', URL, '--types', 'order.paid', '--description', 'The accounting'];
    const { secret: _secret, ...before } = await data(made);
    const put = ['endpoint', 'put', String(before['id'])];

    const disabled = await data([...put, '--disable']);
    const enabled = await data([...put, '--enable', '--types', '', '--description', '', '--to', `${URL}/2`]);

    const updated_at = expect.any(String);
    expect(disabled).toEqual({ ...before, status: 'disabled', disabled_reason: 'by_operator', updated_at });
    expect(enabled).toEqual({ ...before, event_types: null, description: null, url: `${URL}/2`, updated_at });
  });

  test('endpoint rotate-secret prints another secret', async () => {
    const before = await data(['endpoint', 'create', URL]);

    const after = await data(['endpoint', 'rotate-secret', String(before['id'])]);

    expect(after['secret']).toMatch(/^whsec_/);
    expect(after['secret']).not.toBe(before['secret']);
  });

  test('endpoint delete deletes one, and endpoint list shows the others', async () => {
    const [gone, there] = [await data(['endpoint', 'create', URL]), await data(['endpoint', 'create', URL])];

    const deleted = await cli(['endpoint', 'delete', String(gone['id'])]);

    expect(deleted).toMatchObject({ code: 0, err: '' });
    const { out } = await cli(['endpoint', 'list', '--limit', '100']);
    expect(out).toMatch(/^ENDPOINT +URL +TYPES +GYM +STATUS +WHY$/m);
    expect(out).toContain(String(there['id']));
    expect(out).not.toContain(String(gone['id']));
  });

  test.each([
    ['create', ['http://10.0.0.1/'], '(400, url)'],
    ['create', [URL, '--types', 'payment.paid'], 'must be one of payment.created'],
    ['create', [URL, '--gym', 'no-such-gym'], 'gym_id must be the slug of a gym that exists (400, gym_id)'],
    ['get', [randomUUID()], 'Endpoint not found (404)'],
    ['put', [randomUUID(), '--enable'], 'Endpoint not found (404)'],
    ['put', ['x', '--enable', '--disable'], "'--disable' cannot be used with option '--enable'"],
    ['delete', [randomUUID()], 'Endpoint not found (404)'],
    ['test', [randomUUID()], 'Endpoint not found (404)'],
    ['redeliver', [randomUUID(), '--since', '2026-03-01T00:00:00Z'], 'Endpoint not found (404)'],
    ['redeliver', [randomUUID()], "required option '--since <time>' not specified"],
    ['rotate-secret', ['5'], 'endpoint_id must be a UUID (400, endpoint_id)'],
    ['list', ['--limit', '101'], '(400, limit)'],
  ])('endpoint %s %j is refused in one line', async (verb, args, words) => {
    const { code, out, err } = await cli(['endpoint', verb, ...args]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});

describe('events', () => {
  test('events list shows what has changed, newest first, and events get all that an event says', async () => {
    const { orderId, paymentId } = await openPayment();
    await data(['order', 'cancel', orderId]);

    const { items } = await data<{ items: { id: string; type: string }[] }>(['events', 'list', '--order', orderId]);
    const { out } = await cli(['events', 'list', '--payment', paymentId, '--type', 'payment.created']);

    expect(items.map(({ type }) => type).toSorted()).toEqual([
      'order.cancelled',
      'payment.cancelled',
      'payment.created',
    ]);
    expect(out).toMatch(new RegExp(`^\\S+ +payment\\.created +\\S+ \\S+ +payment ${paymentId}$`, 'm'));
    const created = items.find(({ type }) => type === 'payment.created');
    expect(await data(['events', 'get', String(created?.id)])).toEqual(created);
    const page = await cli(['events', 'get', String(created?.id)]);
    expect(page.out).toMatch(/^type +payment\.created$/m);
    expect(page.out).toContain(`"id": "${paymentId}"`);
  });

  test('events deliveries shows each try and the one that waits, and what is sent on request', async () => {
    const endpoint = await data(['endpoint', 'create', URL]);
    const endpointId = String(endpoint['id']);
    const { paymentId } = await openPayment();
    const { items } = await data<{ items: { id: string }[] }>(['events', 'list', '--payment', paymentId]);
    const eventId = items[0]?.id ?? '';

    const shown = await vi.waitFor(async () => {
      const { out } = await cli(['events', 'deliveries', eventId, '--limit', '100']);
      expect(out).toMatch(new RegExp(`^${endpointId} +1 +failed`, 'm'));
      return out;
    });

    expect(shown).toMatch(/^ENDPOINT +TRY +STATUS +RESPONSE +MADE +NEXT +ERROR$/m);
    expect(shown).toMatch(
      new RegExp(`^${endpointId} +1 +failed +\\S+ +\\S+ \\S+ +\\S+ \\S+ +The connection was refused$`, 'm'),
    );
    expect(shown).toMatch(new RegExp(`^${endpointId} +2 +pending`, 'm'));
    expect(await data(['events', 'deliver', eventId, endpointId])).toEqual({ events: 1 });
    const tested = await cli(['endpoint', 'test', endpointId]);
    expect(tested.out).toMatch(/^status +failed$/m);
    const redelivered = await data<{ events: number }>([
      'endpoint',
      'redeliver',
      endpointId,
      '--since',
      '2026-01-01T00:00:00Z',
    ]);
    expect(redelivered.events).toBeGreaterThan(0);
    await cli(['endpoint', 'delete', endpointId]);
  });

  test.each([
    ['get', [randomUUID()], 'Event not found (404)'],
    ['deliveries', [randomUUID()], 'Event not found (404)'],
    ['deliver', [randomUUID(), randomUUID()], 'Event not found (404)'],
    ['list', ['--type', 'payment.paid'], '(400, type)'],
    ['list', ['--since', 'yesterday'], '(400, since)'],
  ])('events %s %j is refused in one line', async (verb, args, words) => {
    const { code, out, err } = await cli(['events', verb, ...args]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^fitstack-payments: .+\n$/);
    expect(err).toContain(words);
  });
});
