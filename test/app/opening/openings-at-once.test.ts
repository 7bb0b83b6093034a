import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { rejected, unknown } from '../fake-twists.ts';
import { anOrder, createGateway, type Gateway, refusedWith, useStore } from '../gateway.ts';
import { UNAVAILABLE } from './openings.ts';

const given = useStore();

/** Until a caller waits for a call that is in flight. */
async function aCallerWaits({ clock }: Gateway): Promise<void> {
  const before = clock.slept.length;
  while (clock.slept.length === before) await pause(2);
}

describe('many requests at once', () => {
  test('many requests at once get one payment, one parent and one token', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const apps = [gateway.app, gateway.replica()];

    const answers = await Promise.all(apps.flatMap((app) => Array.from({ length: 10 }, () => app.openIntent(input))));

    expect(new Set(answers.map(({ payment }) => payment.id)).size).toBe(1);
    expect(new Set(answers.map(({ handover }) => handover)).size).toBe(1);
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once wait for the call in flight and get what it made', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const first = gateway.app.openIntent(input);
    await held.arrived;
    const second = gateway.replica().openIntent(input);
    await aCallerWaits(gateway);

    held.release();

    const handover = (await first).handover;
    expect(await second).toMatchObject({ payment: { id: (await first).payment.id }, handover });
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once give up after the time of one call, and disturb nothing', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('open');
    const first = gateway.app.openIntent(input);
    await held.arrived;

    await expect(gateway.app.openIntent(input)).rejects.toMatchObject(
      refusedWith('provider_unavailable', { retryAfterSeconds: expect.any(Number) }),
    );

    const slept = gateway.clock.slept.reduce((sum, milliseconds) => sum + milliseconds, 0);
    expect(slept).toBe(1_000);
    held.release();
    expect(await first).toMatchObject({ handover: expect.stringContaining('token-for-') });
    expect(gateway.provider.opened()).toHaveLength(1);
  });

  test('many requests at once take over when the call in flight was refused', async () => {
    const gateway = createGateway(given(), { settings: { providerTimeoutMs: 1_000_000 } });
    const { input } = await anOrder(gateway);
    const held = gateway.provider.hold('find');
    const { provider, app } = gateway;
    provider.next('open', unknown('before the effect'));
    await expect(app.openIntent(input)).rejects.toMatchObject(UNAVAILABLE);
    provider.next('open', rejected('request'));
    const first = app.openIntent(input);
    await held.arrived;
    const second = gateway.replica().openIntent(input);
    await aCallerWaits(gateway);

    held.release();

    await expect(first).rejects.toMatchObject(refusedWith('provider_rejected'));
    const { payment } = await second;
    expect(provider.parentsOf(payment.id)).toHaveLength(1);
  });
});
