import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/adapters/memory/index.ts';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import { MOST_ENDPOINTS } from '../../../src/domain/event/endpoint.ts';
import { makeEndpoint, SANDBOX_ENDPOINT } from '../../../src/sandbox/subscriber/endpoint.ts';
import { refused } from '../../app/fake-subscribers.ts';
import { createGateway, OPERATOR } from '../../app/gateway.ts';
import { withCommands } from '../../stores.ts';

const URL = 'http://127.0.0.1:8081/sandbox/events/receive';
const OTHER_URL = 'http://127.0.0.1:9091/sandbox/events/receive';

function aGateway() {
  return createGateway(withCommands(createMemoryStore({ now: () => new Date() })));
}

describe('the sandbox’s endpoint', () => {
  it('the sandbox’s endpoint is made once, with one secret, and moves to where the sandbox is', async () => {
    const { app } = aGateway();

    const first = await makeEndpoint(app, URL);
    const second = await makeEndpoint(app, OTHER_URL);

    expect(first).toEqual({ endpointId: SANDBOX_ENDPOINT, secret: expect.stringMatching(/^whsec_/) });
    expect(second).toEqual(first);
    const { items } = await app.listEndpoints(OPERATOR, { limit: 10, cursor: null });
    expect(items).toMatchObject([{ id: SANDBOX_ENDPOINT, url: OTHER_URL, eventTypes: null, status: 'enabled' }]);
  });

  it('the sandbox’s endpoint is enabled by the next start when an answer disabled it, and not when an operator did', async () => {
    const { app, subscribers } = aGateway();
    await makeEndpoint(app, URL);
    const endpoint = () => app.findEndpoint(OPERATOR, SANDBOX_ENDPOINT);
    subscribers.answer(async () => refused(410));
    await app.testEndpoint(OPERATOR, SANDBOX_ENDPOINT);
    expect(await endpoint()).toMatchObject({ status: 'disabled', disabledReason: 'gone' });

    await makeEndpoint(app, URL);
    const enabled = await endpoint();
    expect(enabled).toMatchObject({ status: 'enabled', disabledReason: null });

    await app.replaceEndpoint(OPERATOR, { endpointId: SANDBOX_ENDPOINT, ...enabled, status: 'disabled' });
    await makeEndpoint(app, OTHER_URL);
    expect(await endpoint()).toMatchObject({ status: 'disabled', disabledReason: 'by_operator', url: OTHER_URL });
  });

  it('the sandbox’s endpoint keeps what an operator chose of its types of events', async () => {
    const { app } = aGateway();
    await makeEndpoint(app, URL);
    const change = { url: URL, eventTypes: ['order.paid'], description: 'Mine', status: 'enabled' } as const;
    await app.replaceEndpoint(OPERATOR, { endpointId: SANDBOX_ENDPOINT, ...change });

    await makeEndpoint(app, OTHER_URL);

    expect(await app.findEndpoint(OPERATOR, SANDBOX_ENDPOINT)).toMatchObject({ ...change, url: OTHER_URL });
  });

  it('the sandbox’s endpoint is made anew when its secret can’t be opened any more', async () => {
    const gateway = aGateway();
    const first = await makeEndpoint(gateway.app, URL);
    const withOtherKey = gateway.replica({ secrets: createSecrets([{ kid: 'k2', key: randomBytes(32) }]) });

    const second = await makeEndpoint(withOtherKey, URL);

    expect(second?.secret).toMatch(/^whsec_/);
    expect(second?.secret).not.toBe(first?.secret);
    expect(await makeEndpoint(withOtherKey, URL)).toEqual(second);
  });

  it('the sandbox’s endpoint is left out where there are as many as there may be, and the sandbox starts', async () => {
    const { app } = aGateway();
    const input = { url: 'https://hooks.example/', eventTypes: null, description: null, gymSlug: null };
    for (let count = 0; count < MOST_ENDPOINTS; count += 1) await app.createEndpoint(OPERATOR, input);

    expect(await makeEndpoint(app, URL)).toBeNull();
  });
});
