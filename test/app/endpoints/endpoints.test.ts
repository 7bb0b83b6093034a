import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../../src/adapters/memory/index.ts';
import type { NewEndpoint } from '../../../src/app/endpoints/create-endpoint.ts';
import { signingSecrets } from '../../../src/app/endpoints/secrets.ts';
import { withCommands } from '../../stores.ts';
import { REFUSED_HOST } from '../fake-subscribers.ts';
import { aGym, CUSTOMER, createGateway, DAY_MS, type Gateway, OPERATOR, refusedWith } from '../gateway.ts';

/** A store of its own: there can be fifty endpoints. */
function aGateway(): Gateway {
  return createGateway(withCommands(createMemoryStore({ now: () => new Date() })));
}

function anInput(changes: Partial<NewEndpoint> = {}): NewEndpoint {
  return { url: 'https://hooks.example/', eventTypes: null, description: null, gymSlug: null, ...changes };
}

describe('creating an endpoint', () => {
  test('creating an endpoint makes it enabled, with a secret of 32 random bytes', async () => {
    const { app, clock } = aGateway();
    const input = anInput({ eventTypes: ['order.paid'], description: 'The accounting' });

    const { endpoint, secret } = await app.createEndpoint(OPERATOR, input);

    expect(endpoint).toMatchObject({ ...input, status: 'enabled', disabledReason: null, createdAt: clock.now() });
    expect(endpoint.updatedAt).toEqual(endpoint.createdAt);
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(await app.findEndpoint(OPERATOR, endpoint.id)).toEqual(endpoint);
  });

  test('creating an endpoint keeps its secret sealed, for this endpoint alone', async () => {
    const { app, store, secrets } = aGateway();

    const [one, other] = [await app.createEndpoint(OPERATOR, anInput()), await app.createEndpoint(OPERATOR, anInput())];

    expect(one.secret).not.toBe(other.secret);
    const kept = await store.findEndpoint(one.endpoint.id);
    expect(JSON.stringify(kept)).not.toContain(one.secret.slice('whsec_'.length));
    const sealed = kept?.secrets.sealed ?? '';
    expect(secrets.open(sealed, { kind: 'endpoint', endpointId: one.endpoint.id })).toBe(one.secret);
    expect(() => secrets.open(sealed, { kind: 'endpoint', endpointId: other.endpoint.id })).toThrow();
  });

  test('creating an endpoint under the same operation again is the same endpoint, with its secret', async () => {
    const { app } = aGateway();
    const input = anInput({ endpointId: randomUUID() });

    const first = await app.createEndpoint(OPERATOR, input);

    expect(await app.createEndpoint(OPERATOR, input)).toEqual(first);
    expect((await app.listEndpoints(OPERATOR, { limit: 10, cursor: null })).items).toHaveLength(1);
  });

  test('creating an endpoint of one gym names a gym that exists', async () => {
    const gateway = aGateway();
    const { gym } = await aGym(gateway);

    const { endpoint } = await gateway.app.createEndpoint(OPERATOR, anInput({ gymSlug: gym.slug }));

    expect(endpoint.gymSlug).toBe(gym.slug);
    const unknown = gateway.app.createEndpoint(OPERATOR, anInput({ gymSlug: 'no-such-gym' }));
    await expect(unknown).rejects.toMatchObject(refusedWith('invalid', { field: 'gym_id' }));
  });

  test('creating an endpoint is refused for an address that may not be called, naming it', async () => {
    const { app } = aGateway();

    const creating = app.createEndpoint(OPERATOR, anInput({ url: `https://${REFUSED_HOST}/` }));

    await expect(creating).rejects.toMatchObject({
      ...refusedWith('invalid', { field: 'url' }),
      message: 'url must not lead to a private address',
    });
  });

  test('creating an endpoint is a conflict beyond fifty, also when more ask at once', async () => {
    const { app } = aGateway();

    const ends = await Promise.allSettled(Array.from({ length: 53 }, () => app.createEndpoint(OPERATOR, anInput())));

    const refused = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason);
    expect(refused).toHaveLength(3);
    for (const reason of refused) expect(reason).toMatchObject(refusedWith('conflict'));
  });
});

describe('replacing an endpoint', () => {
  const CHANGE = { url: 'https://other.example/', eventTypes: null, description: null, status: 'enabled' } as const;

  test('replacing an endpoint replaces all that can change, and keeps its gym and its secret', async () => {
    const gateway = aGateway();
    const { app, store } = gateway;
    const { gym } = await aGym(gateway);
    const input = anInput({ gymSlug: gym.slug, description: 'Old', eventTypes: ['order.paid'] });
    const { endpoint } = await app.createEndpoint(OPERATOR, input);
    const before = await store.findEndpoint(endpoint.id);

    const replaced = await app.replaceEndpoint(OPERATOR, { endpointId: endpoint.id, ...CHANGE });

    expect(replaced).toMatchObject({ ...CHANGE, gymSlug: gym.slug });
    expect(replaced.updatedAt.getTime()).toBeGreaterThan(endpoint.updatedAt.getTime());
    expect((await store.findEndpoint(endpoint.id))?.secrets).toEqual(before?.secrets);
  });

  test('replacing an endpoint disables it by the operator, and enabling it again clears the reason and its failures', async () => {
    const { app, store, clock } = aGateway();
    const { endpoint } = await app.createEndpoint(OPERATOR, anInput());
    const endpointId = endpoint.id;

    const disabled = await app.replaceEndpoint(OPERATOR, { endpointId, ...CHANGE, status: 'disabled' });
    const kept = await store.findEndpoint(endpointId);
    if (kept !== null) await store.replaceEndpoint({ ...kept, failingSince: clock.now() }, kept.updatedAt);
    const enabled = await app.replaceEndpoint(OPERATOR, { endpointId, ...CHANGE });

    expect(disabled).toMatchObject({ status: 'disabled', disabledReason: 'by_operator' });
    expect(enabled).toMatchObject({ status: 'enabled', disabledReason: null });
    expect(await store.findEndpoint(endpointId)).toMatchObject({ failingSince: null });
  });

  test('replacing an endpoint is refused for an address that may not be called, and changes nothing', async () => {
    const { app } = aGateway();
    const { endpoint } = await app.createEndpoint(OPERATOR, anInput());
    const input = { endpointId: endpoint.id, ...CHANGE, url: `https://${REFUSED_HOST}/` };

    await expect(app.replaceEndpoint(OPERATOR, input)).rejects.toMatchObject(refusedWith('invalid', { field: 'url' }));
    expect(await app.findEndpoint(OPERATOR, endpoint.id)).toMatchObject({ url: endpoint.url });
  });

  test('replacing an endpoint twenty times at once takes every change, the last one last', async () => {
    const { app } = aGateway();
    const { endpoint } = await app.createEndpoint(OPERATOR, anInput());
    const descriptions = Array.from({ length: 20 }, (_, index) => `change ${index}`);

    const all = await Promise.all(
      descriptions.map((description) =>
        app.replaceEndpoint(OPERATOR, { endpointId: endpoint.id, ...CHANGE, description }),
      ),
    );

    const times = all.map(({ updatedAt }) => updatedAt.getTime());
    expect(new Set(times).size).toBe(20);
    const last = all.find(({ updatedAt }) => updatedAt.getTime() === Math.max(...times));
    expect(await app.findEndpoint(OPERATOR, endpoint.id)).toMatchObject({ description: last?.description });
  });
});

describe("rotating an endpoint's secret", () => {
  test("rotating an endpoint's secret lets both sign for a day, and then the new one alone", async () => {
    const { app, store, secrets, clock } = aGateway();
    const { endpoint, secret } = await app.createEndpoint(OPERATOR, anInput());
    const signing = async () => {
      const kept = await store.findEndpoint(endpoint.id);
      return kept && signingSecrets({ secrets }, kept, clock.now());
    };

    const rotated = await app.rotateEndpointSecret(OPERATOR, { endpointId: endpoint.id });

    expect(rotated.secret).not.toBe(secret);
    expect(await signing()).toEqual([rotated.secret, secret]);
    clock.advance(DAY_MS - 1);
    expect(await signing()).toEqual([rotated.secret, secret]);
    clock.advance(1);
    expect(await signing()).toEqual([rotated.secret]);
  });

  test("rotating an endpoint's secret under the same operation again shows the secret that it made", async () => {
    const { app, store, secrets, clock } = aGateway();
    const { endpoint, secret } = await app.createEndpoint(OPERATOR, anInput());
    const rotation = { endpointId: endpoint.id, rotationId: randomUUID() };

    const first = await app.rotateEndpointSecret(OPERATOR, rotation);

    expect(await app.rotateEndpointSecret(OPERATOR, rotation)).toMatchObject({ secret: first.secret });
    const kept = await store.findEndpoint(endpoint.id);
    expect(kept && signingSecrets({ secrets }, kept, clock.now())).toEqual([first.secret, secret]);
  });

  test("rotating an endpoint's secret fails where the key that sealed it is gone, without a part of it", async () => {
    const { app, store, secrets } = aGateway();
    const { endpoint } = await app.createEndpoint(OPERATOR, anInput());
    const kept = await store.findEndpoint(endpoint.id);
    if (kept === null) throw new Error('the endpoint is there');
    const elsewhere = { ...kept, id: randomUUID() };

    expect(() => signingSecrets({ secrets }, elsewhere, new Date())).toThrow(
      expect.objectContaining(refusedWith('endpoint_secret_unusable')),
    );
  });
});

test('an endpoint that is removed is gone, and is removed once', async () => {
  const { app } = aGateway();
  const { endpoint } = await app.createEndpoint(OPERATOR, anInput());

  await app.removeEndpoint(OPERATOR, endpoint.id);

  await expect(app.findEndpoint(OPERATOR, endpoint.id)).rejects.toMatchObject(refusedWith('endpoint_not_found'));
  await expect(app.removeEndpoint(OPERATOR, endpoint.id)).rejects.toMatchObject(refusedWith('endpoint_not_found'));
});

const ID = randomUUID();
const PUT = {
  endpointId: ID,
  url: 'https://h.example/',
  eventTypes: null,
  description: null,
  status: 'enabled',
} as const;
const PAGE = { limit: 1, cursor: null };
const ALL = { type: null, paymentId: null, orderId: null, gymSlug: null, since: null, until: null };

test.each<[string, string, (app: Gateway['app'], actor: typeof OPERATOR) => Promise<unknown>]>([
  ['creating', 'invalid', (app, actor) => app.createEndpoint(actor, anInput({ gymSlug: 'no-such-gym' }))],
  ['reading', 'endpoint_not_found', (app, actor) => app.findEndpoint(actor, ID)],
  ['listing', 'nothing', (app, actor) => app.listEndpoints(actor, PAGE)],
  ['replacing', 'endpoint_not_found', (app, actor) => app.replaceEndpoint(actor, PUT)],
  ['rotating the secret of', 'endpoint_not_found', (app, actor) => app.rotateEndpointSecret(actor, PUT)],
  ['removing', 'endpoint_not_found', (app, actor) => app.removeEndpoint(actor, ID)],
  ['listing the events beside', 'nothing', (app, actor) => app.listEvents(actor, ALL, PAGE)],
  ['reading an event beside', 'event_not_found', (app, actor) => app.findEvent(actor, ID)],
])('%s an endpoint that is not there is %s, and needs its scope before anything else', async (_what, code, act) => {
  const { app } = aGateway();

  await expect(act(app, CUSTOMER)).rejects.toMatchObject(refusedWith('scope_missing'));
  if (code === 'nothing') expect(await act(app, OPERATOR)).toEqual({ items: [], nextCursor: null });
  else await expect(act(app, OPERATOR)).rejects.toMatchObject(refusedWith(code));
});
