import { randomUUID } from 'node:crypto';
import type { Actor } from '../app/actor.ts';
import type { App } from '../app/app.ts';
import { DomainError } from '../domain/error.ts';
import type { Credentials } from '../domain/payment/account.ts';
import type { Order } from '../domain/payment/order.ts';

export const DEMO_USER = 'demo-user';
export const DEMO_GYM = 'demo-gym';
export const DEMO_GYM_NAME = 'Demo Gym';

/** What is bought there, as the gyms API is asked for it. */
export const DEMO_CHECKOUT = {
  gym_id: DEMO_GYM,
  amount: 5000,
  title: 'Monthly pass',
  payer_email: 'user@example.com',
} as const;

/** The order that the API's documentation shows. */
export const DEMO_ORDER = '550e8400-e29b-41d4-a716-446655440000';

const OPERATOR: Actor = { userId: 'sandbox', scopes: ['orders:write', 'gyms:write'] };

/** A gym and an order to try the APIs with, made by the same use cases as real ones. */
export async function seed(app: App, gymCredentials: Credentials): Promise<{ readonly order: Order }> {
  await app.putGym(OPERATOR, {
    slug: DEMO_GYM,
    name: DEMO_GYM_NAME,
    paymentsEnabled: true,
    provider: null,
    currency: null,
    returnUrl: null,
    statementDescriptor: null,
    signature: null,
    credentials: gymCredentials,
  });
  const known = await findDemoOrder(app);
  const orderId = known === null ? DEMO_ORDER : randomUUID();
  return { order: known?.status === 'pending' ? known : await putDemoOrder(app, orderId) };
}

async function findDemoOrder(app: App): Promise<Order | null> {
  try {
    return await app.findOrder(OPERATOR, DEMO_ORDER);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'order_not_found') return null;
    throw error;
  }
}

/** 1000 JPY; once it is paid, the next start makes another. */
async function putDemoOrder(app: App, orderId: string): Promise<Order> {
  const { value } = await app.putOrder(OPERATOR, {
    orderId,
    userId: DEMO_USER,
    amount: 1000,
    currency: 'JPY',
    customerEmail: 'user@example.com',
    description: 'A demo order',
    provider: null,
    captureMethod: null,
    returnUrl: null,
    status: null,
  });
  return value;
}
