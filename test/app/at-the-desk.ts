import { randomUUID } from 'node:crypto';
import { createDesk } from '../../src/adapters/providers/desk/index.ts';
import type { ReceiptInput } from '../../src/app/payments/receive-payment.ts';
import type { Providers } from '../../src/ports/payment-provider/payment-provider.ts';
import type { StoreAndCommands as Store } from '../stores.ts';
import { aCheckoutInput, aGymInput, anOrder, createGateway, type Gateway, OPERATOR } from './gateway.ts';

/** The app whose only provider is the desk: what operators confirm is all that is known. */
export function createDeskGateway(store: Store) {
  const gateway = createGateway(store);
  const desk = createDesk({ now: gateway.clock.now });
  const providers = { names: ['desk'], get: () => desk, platformCredentials: () => ({}) };
  return { ...gateway, providers, app: gateway.replica({ providers }) };
}

/** An app that has the desk beside the gateway's own providers. */
export function withTheDesk(gateway: Gateway): Gateway {
  const { names, get, platformCredentials } = gateway.providers;
  const desk = createDesk({ now: gateway.clock.now });
  const providers: Providers = {
    names: [...names, 'desk'],
    get: (name) => (name === 'desk' ? desk : get(name)),
    platformCredentials: (name) => (name === 'desk' ? {} : platformCredentials(name)),
  };
  return { ...gateway, app: gateway.replica({ providers }) };
}

export type DeskGateway = ReturnType<typeof createDeskGateway>;

/** An order of 1000 JPY that its customer wants to pay at the desk. */
export async function anOrderAtTheDesk(gateway: DeskGateway) {
  const { order, input } = await anOrder(gateway, { provider: 'desk' });
  const { payment, handover } = await gateway.app.openIntent(input);
  return { order, input, payment, handover };
}

/** A checkout of 5000.00 ARS at a gym whose members pay at the desk. */
export async function aCheckoutAtTheDesk({ app }: DeskGateway) {
  const gym = { provider: 'desk', credentials: null, returnUrl: 'https://gym.example/thanks?from=app' };
  const { value } = await app.putGym(OPERATOR, aGymInput(gym));
  const input = aCheckoutInput(value.slug, { paymentId: randomUUID() });
  return { input, ...(await app.openCheckout(input)) };
}

export function aReceipt(paymentId: string, changes: Partial<ReceiptInput> = {}): ReceiptInput {
  return { receiptId: randomUUID(), paymentId, amount: null, method: null, note: null, ...changes };
}
