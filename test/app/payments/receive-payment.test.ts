import { expect, test } from 'vitest';
import { withCommands } from '../../stores.ts';
import { aCheckoutAtTheDesk, anOrderAtTheDesk, aReceipt, createDeskGateway } from '../at-the-desk.ts';
import { aRefund } from '../captures-and-refunds/refunds.ts';
import { useDatabase } from '../database.ts';
import { anOrder, CUSTOMER, createGateway, OPERATOR, refusedWith } from '../gateway.ts';

const database = useDatabase();

/** An order at the desk, and what is known of its payment when it is asked. */
async function atTheDesk() {
  const gateway = createDeskGateway(database().store);
  const opened = await anOrderAtTheDesk(gateway);
  const { id } = opened.payment;
  const receive = (changes: Parameters<typeof aReceipt>[1] = {}) =>
    gateway.app.receivePayment(OPERATOR, aReceipt(id, changes));
  return { ...gateway, ...opened, id, receive, details: () => gateway.app.findDetails(OPERATOR, id) };
}

const READER = { userId: 'reader-1', scopes: ['payments:read'] };
const FIRST = { limit: 50, cursor: null };

const anomaliesOf = ({ anomalies }: { readonly anomalies: readonly { readonly kind: string }[] }) =>
  anomalies.map(({ kind }) => kind);

test('a payment at the desk is paid when an operator confirms it, and its order with it', async () => {
  const { app, order, receive, details } = await atTheDesk();

  const { receipt, payment } = await receive({ method: 'cash', note: 'At the counter' });

  expect(payment.status).toBe('succeeded');
  expect(receipt).toMatchObject({ amount: order.amount, method: 'cash', note: 'At the counter' });
  expect((await app.findOrder(OPERATOR, order.id)).status).toBe('paid');
  const { attempts, amounts, anomalies } = await details();
  expect(attempts).toMatchObject([{ providerPaymentId: receipt.id, capturedMinor: 1_000, method: { type: 'cash' } }]);
  expect(amounts).toMatchObject({ captured: 1_000, refunded: 0 });
  expect(anomalies).toEqual([]);
});

test('a checkout at the desk sends the buyer to the page of the gym, which shows that the payment is pending', async () => {
  const gateway = createDeskGateway(database().store);

  const { payment, handover, input } = await aCheckoutAtTheDesk(gateway);
  const again = await gateway.app.openCheckout(input);

  expect(handover).toBe(`https://gym.example/thanks?payment_id=${payment.id}&result=pending&from=app`);
  expect(again).toMatchObject({ handover, payment: { id: payment.id, status: 'pending' } });
});

test('parts add up, and more than is missing is refused', async () => {
  const { receive, details } = await atTheDesk();

  const { payment: half } = await receive({ amount: 400, method: 'cash' });
  await expect(receive({ amount: 601 })).rejects.toMatchObject(refusedWith('invalid', { field: 'amount' }));
  const { payment: whole, receipt } = await receive({ method: 'transfer' });
  await expect(receive()).rejects.toMatchObject(refusedWith('conflict'));

  expect([half.status, whole.status]).toEqual(['processing', 'succeeded']);
  expect(receipt.amount.minor).toBe(600);
  const { attempts, anomalies } = await details();
  expect(attempts.map(({ method }) => method?.type)).toEqual(['cash', 'bank_transfer']);
  expect(anomalies).toEqual([]);
});

test('the same receipt again is the same money, and of many at once only one takes what is missing', async () => {
  const { app, id, details } = await atTheDesk();
  const input = aReceipt(id);

  await app.receivePayment(OPERATOR, input);
  const again = await app.receivePayment(OPERATOR, input);
  const other = await atTheDesk();
  const many = await Promise.allSettled(Array.from({ length: 20 }, () => other.receive()));

  expect(again).toMatchObject({ receipt: { id: input.receiptId, amount: { minor: 1_000 } } });
  expect((await details()).attempts).toHaveLength(1);
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await other.details()).attempts).toHaveLength(1);
});

test('a refund at the desk has succeeded when it is requested, in parts until nothing is left', async () => {
  const { app, id, receive, details } = await atTheDesk();
  await receive({ amount: 400 });
  await receive();

  const part = await app.refundPayment(OPERATOR, aRefund(id, { amount: 700 }));
  const rest = await app.refundPayment(OPERATOR, aRefund(id));
  await expect(app.refundPayment(OPERATOR, aRefund(id, { amount: 1 }))).rejects.toMatchObject(refusedWith('conflict'));

  expect([part, rest]).toMatchObject([
    { status: 'succeeded', amount: { minor: 700 } },
    { status: 'succeeded', amount: { minor: 300 } },
  ]);
  expect((await details()).amounts).toMatchObject({ captured: 1_000, refunded: 1_000, refunding: 0 });
});

test('a refund whose operator did not hear that it was made is made once', async () => {
  const { app, id, receive, details, store } = await atTheDesk();
  await receive();
  const input = aRefund(id);
  // A process died after it had leased the refund.
  const wanted = { id: input.refundId, paymentId: id, providerPaymentId: null, amountMinor: 400, reason: null };
  await store.openRefund({ ...wanted, requestedBy: OPERATOR.userId }, 1);

  await database().makeDue('refund', input.refundId);
  await app.sweep();

  expect((await details()).refunds).toMatchObject([
    { id: input.refundId, status: 'succeeded', amount: { minor: 400 } },
  ]);
});

test('money for a cancelled payment is money, and an anomaly says so', async () => {
  const { app, id, receive, details } = await atTheDesk();
  expect((await app.cancelPayment(OPERATOR, id)).status).toBe('cancelled');

  const { payment } = await receive();

  expect(payment.status).toBe('succeeded');
  expect(anomaliesOf(await details())).toEqual(['paid_after_cancel']);
});

test('a payment that was paid in part can be cancelled, and an anomaly says what is to go back', async () => {
  const { app, id, receive, details } = await atTheDesk();
  await receive({ amount: 400 });

  expect((await app.cancelPayment(OPERATOR, id)).status).toBe('cancelled');
  expect(anomaliesOf(await details())).toEqual(['paid_in_part']);
  await app.refundPayment(OPERATOR, aRefund(id));

  expect((await details()).amounts).toMatchObject({ captured: 400, refunded: 400 });
});

test('a payment at the desk is not asked about: syncing it shows what is known', async () => {
  const { app, id, receive } = await atTheDesk();

  const before = await app.syncPayment(OPERATOR, id);
  await receive();
  const after = await app.syncPayment(OPERATOR, id);

  expect([before.status, after.status]).toEqual(['pending', 'succeeded']);
});

test.each([
  ['an order', anOrderAtTheDesk],
  ['a checkout', aCheckoutAtTheDesk],
])(
  'the schedule closes %s at the desk when its time is over, and what it looks at before counts no try',
  async (_what, open) => {
    const gateway = createDeskGateway(database().store);
    const { app, clock, store } = gateway;
    const { id } = (await open(gateway)).payment;
    const { makeDue } = database();

    for (let time = 0; time < 3; time += 1) {
      await makeDue('payment', id);
      await app.sweep();
    }
    const before = await store.findPayment(id);
    await makeDue('payment', id);
    const [check] = await store.takeChecks(['payment'], 1, 1);
    clock.advance(25 * 3_600_000);
    await makeDue('payment', id);
    await app.sweep();
    await makeDue('closing', id);
    await app.sweep();

    expect(before?.status).toBe('pending');
    expect(check).toMatchObject({ subject: id, tries: 1 });
    expect((await store.findPayment(id))?.status).toBe('cancelled');
  },
);

test('confirming needs its scope, and is for payments that operators confirm', async () => {
  const { app, id } = await atTheDesk();
  await expect(app.receivePayment(CUSTOMER, aReceipt(id))).rejects.toMatchObject(refusedWith('scope_missing'));
  const gateway = createGateway(database().store);
  const { payment } = await gateway.app.openIntent((await anOrder(gateway)).input);

  await expect(gateway.app.receivePayment(OPERATOR, aReceipt(payment.id))).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('sync the payment'),
  });
});

test('a confirmation is in the history by its operator, in the story, and in the audit with its note', async () => {
  const { app, id, receive } = await atTheDesk();
  const auditor = { userId: 'auditor-1', scopes: ['audit:read'] };

  const { receipt } = await receive({ method: 'cash', note: 'At the counter' });

  const { items } = await app.listTimeline(OPERATOR, id, { limit: 50, cursor: null });
  expect(items).toContainEqual(
    expect.objectContaining({ kind: 'transition', to: 'succeeded', cause: { kind: 'operator', id: OPERATOR.userId } }),
  );
  expect(items).toContainEqual(expect.objectContaining({ kind: 'request', operation: 'receive', outcome: 'ok' }));
  const filter = { actor: null, action: null, subject: `payment:${id}`, since: null, until: null };
  const audit = await app.listAudit(auditor, filter, { limit: 50, cursor: null });
  expect(audit.items).toMatchObject([
    {
      action: 'payment.receive',
      actor: OPERATOR.userId,
      changes: [
        { field: 'receipt', from: null, to: receipt.id },
        { field: 'amount', from: null, to: 1_000 },
        { field: 'method', from: null, to: 'cash' },
        { field: 'note', from: null, to: 'At the counter' },
      ],
    },
  ]);
});

test('a webhook of the desk is refused', async () => {
  const { app } = await atTheDesk();
  const delivery = { body: Buffer.from('{}'), headers: [], query: [], receivedAt: new Date() };

  await expect(app.receiveNotification({ kind: 'platform', provider: 'desk' }, delivery)).rejects.toMatchObject(
    refusedWith('signature_invalid'),
  );
});

test('a payment at the desk whose rest has not come in time is a problem with the part that came, until the rest comes', async () => {
  const { app, id, clock, receive, details } = await atTheDesk();
  const { receipt } = await receive({ amount: 400 });
  const look = async () => {
    await database().makeDue('payment', id);
    await app.sweep();
  };

  await look();
  expect(anomaliesOf(await details())).toEqual([]);
  clock.advance(25 * 3_600_000);
  for (const _twice of [1, 2]) await look();

  const { items } = await app.listProblems(READER, { kind: null, gymSlug: null, paymentId: id }, FIRST);
  expect(items).toMatchObject([{ kind: 'paid_in_part', detail: { left: 400 }, about: receipt.id }]);
  expect((await details()).payment.status).toBe('processing');
  await receive();
  expect((await details()).anomalies).toMatchObject([
    { kind: 'paid_in_part', detail: { expected: 1_000, found: 400 }, resolution: { by: null } },
  ]);
});

test('a payment at the desk whose rest comes while the schedule looks is no problem', async () => {
  const { providers, replica, id, clock, store, receive, details } = await atTheDesk();
  await receive({ amount: 400 });
  clock.advance(25 * 3_600_000);
  let isMissing = true;
  const slow: typeof store = withCommands({
    ...store,
    async loadPurchase(...asked) {
      const loaded = await store.loadPurchase(...asked);
      if (isMissing) {
        isMissing = false;
        await receive();
      }
      return loaded;
    },
  });

  await database().makeDue('payment', id);
  await replica({ providers, store: slow }).sweep();

  expect(isMissing).toBe(false);
  const { payment, anomalies } = await details();
  expect(payment.status).toBe('succeeded');
  expect(anomalies).toEqual([]);
});
