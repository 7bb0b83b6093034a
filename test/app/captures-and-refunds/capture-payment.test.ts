import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/domain/payment/report.ts';
import { sweepFor, TRIES, useDatabase } from '../database.ts';
import { answering, declined, notSent, rejected, unknown } from '../fake-twists.ts';
import {
  anOrder,
  CUSTOMER,
  createGateway,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
} from '../gateway.ts';

const database = useDatabase();
const store = () => database().store;
const CHANNEL = { kind: 'platform', provider: 'somepay' } as const;

function aCapture(paymentId: string, amount: number | null = null, captureId: string | null = null) {
  return { captureId, paymentId, amount };
}

/** An order's payment of 1000 JPY that the customer has agreed to, and that waits to be captured. */
async function anAuthorized(captureMethod: 'manual' | 'automatic' = 'manual', options: GatewayOptions = {}) {
  const gateway = createGateway(store(), options);
  const { app, provider, platform } = gateway;
  const { order, input } = await anOrder(gateway, { captureMethod });
  const { payment } = await app.openIntent(input);
  const parentId = parentIdOf(payment);
  provider.settle(parentId, 'processing');
  await app.receiveNotification(CHANNEL, provider.signed(provider.reported(parentId), platform));
  return { ...gateway, order, payment, parentId };
}

/** The same after 400 of it were captured, but not by us. */
async function aPartTakenElsewhere() {
  const gateway = await anAuthorized();
  const { app, provider, platform, payment, parentId } = gateway;
  const amount = { ...payment.amount, minor: 400 };
  await provider.capture(platform, { idempotencyKey: 'k', providerPaymentId: `try-of-${parentId}`, amount });
  await app.receiveNotification(CHANNEL, provider.signed(provider.reported(parentId), platform));
  return gateway;
}

describe('a capture', () => {
  test('a capture of all the money makes the payment succeed and its order paid', async () => {
    const { app, payment, order } = await anAuthorized();

    expect(await app.capturePayment(OPERATOR, aCapture(payment.id))).toMatchObject({ status: 'succeeded' });

    expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await store().listAttempts(payment.id)).toMatchObject([{ capturedMinor: 1_000 }]);
    expect(await store().listCaptures(payment.id)).toMatchObject([{ status: 'succeeded' }]);
  });

  test('a capture of a part is right, because it was asked for; only that part can go back', async () => {
    const { app, payment } = await anAuthorized();

    expect(await app.capturePayment(OPERATOR, aCapture(payment.id, 400))).toMatchObject({ status: 'succeeded' });

    expect(await store().listAnomalies(payment.id)).toEqual([]);
    const refund = await app.refundPayment(OPERATOR, {
      ...{ refundId: randomUUID(), paymentId: payment.id, amount: null, reason: null },
    });
    expect(refund.amount.minor).toBe(400);
  });

  test('a capture of a part that no caller asked us for is an anomaly, and not paid', async () => {
    const { payment } = await aPartTakenElsewhere();

    expect(await store().listAnomalies(payment.id)).toMatchObject([{ kind: 'amount_mismatch' }]);
    expect(await store().findPayment(payment.id)).toMatchObject({ status: 'processing' });
  });

  test('a capture whose answer says another amount is what the provider says when it is asked again', async () => {
    const { app, provider, payment } = await anAuthorized();
    const another = { authorized: { ...payment.amount, minor: 1_001 }, capturedMinor: 401 };
    const lie = answering<Report>((reported) => ({
      ...reported,
      attempt: reported.attempt && { ...reported.attempt, ...another },
    }));
    provider.next('capture', lie);

    expect(await app.capturePayment(OPERATOR, aCapture(payment.id, 400))).toMatchObject({ status: 'processing' });
    expect(await app.syncPayment(CUSTOMER, payment.id)).toMatchObject({ status: 'succeeded' });

    expect(await store().listAnomalies(payment.id)).toMatchObject([{ kind: 'amount_mismatch' }]);
    expect(await store().listAttempts(payment.id)).toMatchObject([{ authorized: payment.amount, capturedMinor: 400 }]);
  });

  test('a capture tried again and again, after no answer and after a refusal, is answered with the refusal again', async () => {
    const { app, provider, payment } = await anAuthorized();
    const input = aCapture(payment.id, 400, randomUUID());
    provider.next('capture', unknown('before the effect'), rejected('request'));

    const codes = [];
    for (const minutes of [0, 15, 0, 0]) {
      await database().callsBeganEarlier(minutes);
      codes.push(await app.capturePayment(OPERATOR, input).catch(({ code }) => code));
    }

    expect(codes).toEqual(['provider_unavailable', 'conflict', 'conflict', 'conflict']);
    expect(provider.calls('capture')).toHaveLength(2);
  });

  test('a capture refused while an earlier call may still make it has not failed, and that call may make it', async () => {
    const { app, provider, payment } = await anAuthorized();
    const held = provider.hold('capture', 'before the effect');
    const input = aCapture(payment.id, 400, randomUUID());
    const stalled = app.capturePayment(OPERATOR, input);
    await held.arrived;
    await database().callsBeganEarlier(5);
    provider.next('capture', declined());

    await expect(app.capturePayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    expect(await store().listCaptures(payment.id)).toMatchObject([{ status: 'pending' }]);
    held.release();

    expect(await stalled).toMatchObject({ status: 'succeeded' });
    expect(await store().listCaptures(payment.id)).toMatchObject([{ status: 'succeeded' }]);
  });

  test('a capture is called for by one request at a time: who asks meanwhile may ask again', async () => {
    const { app, provider, payment } = await anAuthorized();
    const held = provider.hold('capture');
    const first = app.capturePayment(OPERATOR, aCapture(payment.id, 400));
    await held.arrived;

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id, 400))).rejects.toMatchObject(
      refusedWith('provider_unavailable'),
    );
    held.release();

    expect(await first).toMatchObject({ status: 'succeeded' });
    expect(provider.calls('capture')).toHaveLength(1);
  });

  test('a capture of what was captured elsewhere accepts that, and nothing is sent', async () => {
    const { app, provider, payment, order } = await aPartTakenElsewhere();

    expect(await app.capturePayment(OPERATOR, aCapture(payment.id, 400))).toMatchObject({ status: 'succeeded' });

    expect(provider.calls('capture')).toHaveLength(1);
    expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await store().listAttempts(payment.id)).toMatchObject([{ capturedMinor: 400 }]);
    expect(await store().listCaptures(payment.id)).toMatchObject([
      { amount: { minor: 400 }, requestedBy: OPERATOR.userId, status: 'succeeded' },
    ]);
  });

  test.each([399, 401, 1_000, null])('a capture of %s is refused when 400 was captured elsewhere', async (amount) => {
    const { app, provider, payment } = await aPartTakenElsewhere();

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id, amount))).rejects.toMatchObject(
      refusedWith('conflict'),
    );
    expect(provider.calls('capture')).toHaveLength(1);
    expect(await store().listCaptures(payment.id)).toEqual([]);
  });

  test('a capture of what was captured elsewhere is finished by the schedule when its process died', async () => {
    const gateway = await aPartTakenElsewhere();
    const { app, provider, payment } = gateway;
    const input = aCapture(payment.id, 400, randomUUID());
    provider.next(
      'fetch',
      answering((parent) => parent),
      unknown('before the effect'),
    );
    await expect(app.capturePayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    await sweepFor(database(), gateway, 'capture', input.captureId ?? '');

    expect(await store().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
    expect(provider.calls('capture')).toHaveLength(1);
  });

  test.each([
    ['more than was authorized', 'manual', 1_001, 'invalid', 'amount'],
    ['a payment that is captured by itself', 'automatic', null, 'conflict', undefined],
  ] as const)('a capture of %s is refused, and nothing is sent', async (_, method, amount, code, field) => {
    const { app, provider, payment } = await anAuthorized(method);

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id, amount))).rejects.toMatchObject(
      refusedWith(code, field === undefined ? {} : { field }),
    );
    expect(provider.calls('capture')).toEqual([]);
    expect(await store().listCaptures(payment.id)).toEqual([]);
  });

  test('a second capture is refused', async () => {
    const { app, provider, payment } = await anAuthorized();
    await app.capturePayment(OPERATOR, aCapture(payment.id));

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id))).rejects.toMatchObject(refusedWith('conflict'));
    expect(provider.calls('capture')).toHaveLength(1);
  });

  test('a capture under the same id again is that capture', async () => {
    const { app, provider, payment } = await anAuthorized();
    const input = aCapture(payment.id, 400, randomUUID());
    await app.capturePayment(OPERATOR, input);

    expect(await app.capturePayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
    expect(provider.calls('capture')).toHaveLength(1);
  });

  test('a capture of what no customer has agreed to is refused, and nothing is sent', async () => {
    const gateway = createGateway(store());
    const { input } = await anOrder(gateway, { captureMethod: 'manual' });
    const { payment } = await gateway.app.openIntent(input);

    await expect(gateway.app.capturePayment(OPERATOR, aCapture(payment.id))).rejects.toMatchObject(
      refusedWith('conflict'),
    );
    expect(gateway.provider.calls('capture')).toEqual([]);
  });

  test('a capture needs its scope, also for one’s own payment', async () => {
    const { app, payment } = await anAuthorized();

    await expect(app.capturePayment(CUSTOMER, aCapture(payment.id))).rejects.toMatchObject(
      refusedWith('scope_missing'),
    );
  });

  test('a capture is refused where the provider no longer declares it, before anything is sent', async () => {
    const { app, provider, payment } = await anAuthorized();
    provider.declare({ captureMethods: ['automatic'] });
    const asked = provider.calls('fetch').length;

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id))).rejects.toMatchObject(refusedWith('unsupported'));
    expect(provider.calls('fetch')).toHaveLength(asked);
  });

  test.each(['before the effect', 'after the effect'] as const)(
    'a capture whose outcome is unknown %s is finished by asking again, with its amount',
    async (effect) => {
      const { app, provider, payment } = await anAuthorized();
      provider.next('capture', unknown(effect));
      const input = aCapture(payment.id, 400);
      await expect(app.capturePayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      if (effect === 'before the effect')
        await expect(app.capturePayment(OPERATOR, aCapture(payment.id, 500))).rejects.toMatchObject(
          refusedWith('conflict'),
        );

      expect(await app.capturePayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });

      expect(await store().listAttempts(payment.id)).toMatchObject([{ capturedMinor: 400 }]);
      expect(await store().listAnomalies(payment.id)).toEqual([]);
    },
  );

  test('a capture that the provider refuses has failed, and another amount may be asked for', async () => {
    const { app, provider, payment } = await anAuthorized();
    provider.next('capture', rejected('request'));

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id, 400))).rejects.toMatchObject(
      refusedWith('conflict'),
    );

    expect(await app.capturePayment(OPERATOR, aCapture(payment.id, 500))).toMatchObject({ status: 'succeeded' });
    expect((await store().listCaptures(payment.id)).map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });
});

describe('a capture that is not asked for again', () => {
  /** Asked for 400 of what was authorized; `effect` says what its call had by the time its answer was lost. */
  async function aLostCapture(effect: 'before the effect' | 'after the effect') {
    const gateway = await anAuthorized();
    const { app, provider, payment } = gateway;
    provider.next('capture', unknown(effect));
    const input = aCapture(payment.id, 400, randomUUID());
    await expect(app.capturePayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const sweep = () => sweepFor(database(), gateway, 'capture', input.captureId ?? '');
    const captures = () => store().listCaptures(payment.id);
    return { ...gateway, captureId: input.captureId ?? '', input, sweep, captures };
  }

  test.each([
    ['before the effect', 2],
    ['after the effect', 1],
  ] as const)(
    'a capture that is not asked for again is finished by the schedule, its call unknown %s',
    async (effect, calls) => {
      const { app, provider, payment, order, captureId, input, sweep, captures } = await aLostCapture(effect);

      await sweep();

      expect(await captures()).toMatchObject([{ id: captureId, status: 'succeeded', amount: { minor: 400 } }]);
      expect(await store().listAttempts(payment.id)).toMatchObject([{ capturedMinor: 400 }]);
      expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
      expect(await store().listTransitions(payment.id)).toMatchObject([
        { to: 'processing' },
        { to: 'succeeded', cause: { kind: 'sync', id: 'schedule' } },
      ]);
      expect(provider.calls('capture')).toHaveLength(calls);
      expect(await database().waits('capture', captureId)).toBe('forgotten');
      // Who asks again after all gets what was asked for.
      expect(await app.capturePayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
      expect(provider.calls('capture')).toHaveLength(calls);
    },
  );

  test('a capture that is not asked for again is finished by the schedule when its process died before it called', async () => {
    const gateway = await anAuthorized();
    const { app, provider, payment } = gateway;
    const held = provider.hold('capture');
    const asking = app.capturePayment(OPERATOR, aCapture(payment.id));
    await held.arrived;
    const [capture] = await store().listCaptures(payment.id);
    await database().callsBeganEarlier(5);

    await sweepFor(database(), gateway, 'capture', capture?.id ?? '');

    expect(await store().listCaptures(payment.id)).toMatchObject([{ id: capture?.id, status: 'succeeded' }]);
    // It lives after all, and finds out that it is done.
    held.release();
    expect(await asking).toMatchObject({ status: 'succeeded' });
    expect(await store().listAttempts(payment.id)).toMatchObject([{ capturedMinor: 1_000 }]);
  });

  test('a capture that is not asked for again is forgotten once it has ended, and the provider is not asked', async () => {
    const gateway = await anAuthorized();
    const { app, provider, payment } = gateway;
    const captureId = randomUUID();
    await app.capturePayment(OPERATOR, aCapture(payment.id, null, captureId));
    const asked = provider.calls('fetch').length;

    await sweepFor(database(), gateway, 'capture', captureId);

    expect(await database().waits('capture', captureId)).toBe('forgotten');
    expect(provider.calls('fetch')).toHaveLength(asked);
    expect(provider.calls('capture')).toHaveLength(1);
  });

  test('a capture that is not asked for again ends with its payment, when that was cancelled meanwhile', async () => {
    const { app, provider, payment, captureId, sweep, captures } = await aLostCapture('before the effect');
    await app.cancelPayment(CUSTOMER, payment.id);

    await sweep();

    expect(await captures()).toMatchObject([{ status: 'failed' }]);
    expect(provider.calls('capture')).toHaveLength(1);
    expect(await database().waits('capture', captureId)).toBe('forgotten');
  });

  test('a capture that is not asked for again, and that the provider then refuses, has failed, and is looked at no more', async () => {
    const { provider, captureId, sweep, captures } = await aLostCapture('before the effect');
    await database().callsBeganEarlier(15);
    provider.next('capture', rejected('request'));

    await sweep();
    await sweep();

    expect(await captures()).toMatchObject([{ status: 'failed' }]);
    expect(await database().waits('capture', captureId)).toBe('forgotten');
    expect(provider.calls('capture')).toHaveLength(2);
  });

  test('a capture that is not asked for again nor can be finished for days waits for an operator, and is never failed by guess', async () => {
    const { app, provider, payment, captureId, input, sweep, captures } = await aLostCapture('before the effect');

    for (let tries = 0; tries < TRIES; tries += 1) {
      expect(await store().listAnomalies(payment.id)).toEqual([]);
      provider.next('capture', unknown('before the effect'));
      await sweep();
      expect(await captures()).toMatchObject([{ status: 'pending' }]);
    }

    expect(await store().listAnomalies(payment.id)).toMatchObject([{ kind: 'outcome_unknown', subject: captureId }]);
    expect(await database().waits('capture', captureId)).toBeNull();
    expect(await app.capturePayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
    expect(await database().waits('capture', captureId)).toBe('forgotten');
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toMatchObject([{ resolution: { by: null, reason: 'It has succeeded' } }]);
  });
});

describe('cancelling a payment', () => {
  test('cancelling an open payment ends it at the provider, for its owner and for who manages payments', async () => {
    for (const actor of [CUSTOMER, OPERATOR]) {
      const gateway = createGateway(store());
      const { order, input } = await anOrder(gateway);
      const { payment } = await gateway.app.openIntent(input);

      expect(await gateway.app.cancelPayment(actor, payment.id)).toMatchObject({ status: 'cancelled' });

      expect(gateway.provider.statusOf(parentIdOf(payment))).toBe('cancelled');
      expect(await store().findOrder(order.id)).toMatchObject({ status: 'pending' });
      expect(await store().listTransitions(payment.id)).toMatchObject([
        { to: 'cancelled', cause: { id: actor.userId } },
      ]);
    }
  });

  test('cancelling a payment again leaves it as it is, and asks the provider nothing', async () => {
    const { app, provider, payment } = await anAuthorized();
    await app.cancelPayment(CUSTOMER, payment.id);

    expect(await app.cancelPayment(CUSTOMER, payment.id)).toMatchObject({ status: 'cancelled' });
    expect(provider.calls('close')).toHaveLength(1);
  });

  test('cancelling a payment that was only authorized lets the money go: it can’t be captured any more', async () => {
    const { app, payment } = await anAuthorized();
    await app.cancelPayment(CUSTOMER, payment.id);

    await expect(app.capturePayment(OPERATOR, aCapture(payment.id))).rejects.toMatchObject(refusedWith('conflict'));
  });

  test('cancelling a paid payment is refused, and nothing is sent', async () => {
    const { app, provider, payment } = await anAuthorized();
    await app.capturePayment(OPERATOR, aCapture(payment.id));

    await expect(app.cancelPayment(CUSTOMER, payment.id)).rejects.toMatchObject(refusedWith('conflict'));
    expect(provider.calls('close')).toEqual([]);
  });

  test('cancelling a payment that turns out to be paid at the last moment is refused, and it is paid', async () => {
    const { app, provider, payment, parentId } = await anAuthorized('automatic');
    provider.settle(parentId, 'succeeded');

    await expect(app.cancelPayment(CUSTOMER, payment.id)).rejects.toMatchObject(refusedWith('conflict'));
    expect(await store().findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
  });

  test('cancelling another user’s payment is refused, and so is cancelling one that is not there', async () => {
    const { app, provider, payment } = await anAuthorized();
    const stranger = { userId: 'stranger', scopes: ['orders:write'] };

    await expect(app.cancelPayment(stranger, payment.id)).rejects.toMatchObject(refusedWith('not_yours'));
    await expect(app.cancelPayment(CUSTOMER, randomUUID())).rejects.toMatchObject(refusedWith('payment_not_found'));
    expect(provider.calls('close')).toEqual([]);
  });

  test('cancelling a payment for which the provider does not answer leaves it open', async () => {
    const { app, provider, payment } = await anAuthorized();
    provider.next('close', notSent());

    await expect(app.cancelPayment(CUSTOMER, payment.id)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    expect(await app.cancelPayment(CUSTOMER, payment.id)).toMatchObject({ status: 'cancelled' });
  });
});
