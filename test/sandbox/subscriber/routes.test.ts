import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { SandboxServer } from '../../../src/sandbox/server.ts';
import { MANNERS, MOST_KEPT } from '../../../src/sandbox/subscriber/receiver.ts';
import { start } from '../harness.ts';

const RECEIVE = '/sandbox/events/receive';
const SECRET = secret();
const BODY = '{"type":"payment.succeeded","timestamp":"2026-11-28T12:00:00.000Z","data":{"sequence":3}}';

/** A sandbox whose endpoint has the secret. */
async function subscribed(): Promise<SandboxServer> {
  const sandbox = await start({ service: { url: 'http://localhost:8080', shopper: null } });
  sandbox.receiver.subscribe({ endpointId: 'the-endpoint', secret: SECRET });
  return sandbox;
}

type Sending = { id?: string; body?: string; signedBy?: string; signedBody?: string; at?: Date; patienceMs?: number };

/** Sends an event as the service does, but one that may be wrong. */
function deliver({ url }: SandboxServer, sending: Sending = {}): Promise<Response> {
  const { id = 'event-1', body = BODY, signedBy = SECRET, signedBody = body, at = new Date(), patienceMs } = sending;
  return fetch(url + RECEIVE, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(signedBy).sign(id, at, signedBody),
    },
    body,
    redirect: 'manual',
    ...(patienceMs !== undefined && { signal: AbortSignal.timeout(patienceMs) }),
  });
}

function answer({ url }: SandboxServer, fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(`${url}/sandbox/events/answer`, { method: 'POST', body, redirect: 'manual' });
}

/** The rows of the page, the newest first. */
async function rowsOn({ url }: SandboxServer): Promise<string[]> {
  const text = await (await fetch(`${url}/sandbox/events`)).text();
  return text.split('<ul class="rows">')[1]?.split('<li>').slice(1) ?? [];
}

describe('The receiver of events', () => {
  it('The receiver of events shows what it was sent, newest first, and counts the tries of each event', async () => {
    const sandbox = await subscribed();

    for (const id of ['event-1', 'event-2', 'event-1']) expect((await deliver(sandbox, { id })).status).toBe(204);

    const rows = await rowsOn(sandbox);
    const shown = rows.map((row) => /<code>(event-\d)<\/code> · try (\d)/.exec(row)?.slice(1));
    expect(shown).toEqual([
      ['event-1', '2'],
      ['event-2', '1'],
      ['event-1', '1'],
    ]);
    for (const row of rows) {
      expect(row).toContain('<code>payment.succeeded</code>');
      expect(row).toContain('>signature right<');
      expect(row).toContain('>204<');
      expect(row).toMatch(/<time datetime="\d{4}-\d\d-\d\dT[\d:.]+Z">/);
      expect(row).toContain('\n  &quot;data&quot;: {\n    &quot;sequence&quot;: 3\n  }');
    }
  });

  it.each<[string, Sending]>([
    ['another secret signed', { signedBy: secret() }],
    ['was signed with another body', { signedBody: BODY.replace('3', '4') }],
    ['was signed an hour ago', { at: new Date(Date.now() - 3_600_000) }],
  ])('The receiver of events says that a signature is wrong when the event %s', async (_, sending) => {
    const sandbox = await subscribed();

    await deliver(sandbox, sending);

    expect((await rowsOn(sandbox))[0]).toContain('<span class="tag bad">signature wrong</span>');
  });

  it('The receiver of events takes a request without any header of an event, and says that its signature is wrong', async () => {
    const sandbox = await subscribed();

    const { status } = await fetch(sandbox.url + RECEIVE, { method: 'POST' });

    expect(status).toBe(204);
    const [row] = await rowsOn(sandbox);
    for (const part of ['no JSON', 'signature wrong']) expect(row).toContain(part);
  });

  it('The receiver of events checks no signature while no endpoint leads to it', async () => {
    const sandbox = await start();

    await deliver(sandbox);

    expect((await rowsOn(sandbox))[0]).toContain('signature not checked');
    expect(await (await fetch(`${sandbox.url}/sandbox/events`)).text()).toContain('No endpoint of the service leads');
  });

  it.each([
    ['fail', 500, null],
    ['gone', 410, null],
    ['redirect', 307, RECEIVE],
    ['accept', 204, null],
  ])(
    'The receiver of events answers as it was asked to, until that is changed: %s',
    async (manner, status, location) => {
      const sandbox = await subscribed();
      const asked = await answer(sandbox, { manner, times: '' });
      expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sandbox/events']);

      for (const _ of [1, 2]) {
        const answered = await deliver(sandbox);
        expect([answered.status, answered.headers.get('location')]).toEqual([status, location]);
      }

      expect((await rowsOn(sandbox)).map((row) => /">(\d+)<\/span>/.exec(row)?.[1])).toEqual([
        `${status}`,
        `${status}`,
      ]);
    },
  );

  it('The receiver of events never answers when it was asked to hang, and keeps what it was sent', async () => {
    const sandbox = await subscribed();
    await answer(sandbox, { manner: 'hang', times: '1' });

    await expect(deliver(sandbox, { patienceMs: 300 })).rejects.toThrow(/timeout/);

    expect((await rowsOn(sandbox))[0]).toContain('>no answer<');
    expect((await deliver(sandbox)).status).toBe(204);
  });

  it('The receiver of events accepts again after as many tries as it was asked to answer otherwise', async () => {
    const sandbox = await subscribed();
    await answer(sandbox, { manner: 'fail', times: '2' });
    expect(await (await fetch(`${sandbox.url}/sandbox/events`)).text()).toContain('<strong>with 500</strong> (2 more)');

    const statuses = [await deliver(sandbox), await deliver(sandbox), await deliver(sandbox)].map(
      ({ status }) => status,
    );

    expect(statuses).toEqual([500, 500, 204]);
  });

  it.each([
    { manner: 'explode', times: '' },
    { manner: 'fail', times: '0' },
    { manner: 'fail', times: 'often' },
    { times: '1' },
  ])('The receiver of events stays as it is when it is asked for what it can’t do: %j', async (fields) => {
    const sandbox = await subscribed();

    expect((await answer(sandbox, fields as Record<string, string>)).status).toBe(400);

    expect((await deliver(sandbox)).status).toBe(204);
  });

  it('The receiver of events keeps the newest only, and none after it was cleared', async () => {
    const sandbox = await subscribed();
    for (let count = 1; count <= MOST_KEPT + 1; count += 1) await deliver(sandbox, { id: `event-${count}` });

    const rows = await rowsOn(sandbox);
    expect(rows).toHaveLength(MOST_KEPT);
    expect(rows[0]).toContain(`event-${MOST_KEPT + 1}<`);

    await fetch(`${sandbox.url}/sandbox/events/clear`, { method: 'POST' });
    expect(await rowsOn(sandbox)).toEqual([]);
  });
});

describe('The page of events', () => {
  it('The page of events runs nothing that an event has in it', async () => {
    const sandbox = await subscribed();
    const attack = '<script>alert("1")</script>';

    await deliver(sandbox, { body: JSON.stringify({ type: attack, data: attack }) });
    await fetch(sandbox.url + RECEIVE, { method: 'POST', headers: { 'webhook-id': attack }, body: attack });

    const answered = await fetch(`${sandbox.url}/sandbox/events`);
    const text = await answered.text();
    expect(text.match(/&lt;script&gt;alert/g)).toHaveLength(6);
    expect(text).not.toContain('<script');
    expect(answered.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('The page of events has a button for each manner of answering, and the overview leads to it', async () => {
    const sandbox = await subscribed();

    const text = await (await fetch(`${sandbox.url}/sandbox/events`)).text();

    expect([...text.matchAll(/name="manner" value="(\w+)"/g)].map(([, manner]) => manner)).toEqual([...MANNERS]);
    expect(text).toContain('endpoint put the-endpoint --enable');
    expect(await (await fetch(`${sandbox.url}/sandbox`)).text()).toContain('href="/sandbox/events"');
  });

  it('The page of events obeys no form of another site', async () => {
    const sandbox = await subscribed();
    const headers = { 'sec-fetch-site': 'cross-site' };
    const body = new URLSearchParams({ manner: 'fail' });

    const { status } = await fetch(`${sandbox.url}/sandbox/events/answer`, { method: 'POST', headers, body });

    expect(status).toBe(403);
    expect((await deliver(sandbox)).status).toBe(204);
  });
});

function secret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
