import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Document } from '../../src/adapters/http/openapi/types.ts';
import { buildServer, type HttpOptions } from '../../src/adapters/http/server.ts';
import type { App } from '../../src/app/app.ts';
import type { Gym } from '../../src/domain/gym/gym.ts';
import { money } from '../../src/domain/money/money.ts';
import type { Order } from '../../src/domain/payment/order.ts';
import type { Payment } from '../../src/domain/payment/payment.ts';
import { FAKE_CREDENTIALS } from '../app/fake-credentials.ts';
import { aPayment, at, currency } from '../domain/builders.ts';
import { createLender, type LentServer } from './lending.ts';
import { watchAnswers } from './watch.ts';

export const SECRET = 'a-secret-of-at-least-32-bytes-for-tests';
export const PAYMENT_ID = '660e8400-e29b-41d4-a716-446655440000';
export const ORDER_ID = '550e8400-e29b-41d4-a716-446655440000';

/** The documents' payment of an order: 1000 JPY. */
export function anOrderPayment(changes: Partial<Payment> = {}): Payment {
  const purpose = { kind: 'order', orderId: ORDER_ID } as const;
  const made = { createdAt: new Date('2024-01-01T00:00:00.999Z'), updatedAt: new Date('2024-01-02T03:04:05.678Z') };
  return aPayment({ id: PAYMENT_ID, purpose, amount: money(1000, 'JPY'), intentId: 'pi_xxx', ...made, ...changes });
}

export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    id: ORDER_ID,
    userId: 'user-1',
    amount: money(1000, 'JPY'),
    customerEmail: null,
    description: null,
    provider: 'somepay',
    captureMethod: 'automatic',
    returnUrl: null,
    status: 'pending',
    createdAt: at(0),
    updatedAt: at(1),
    ...changes,
  };
}

export function aGym(changes: Partial<Gym> = {}): Gym {
  return {
    slug: 'iron-temple',
    name: 'Iron Temple',
    paymentsEnabled: true,
    provider: 'somepay',
    currency: currency('ARS'),
    returnUrl: null,
    statementDescriptor: null,
    signature: 'required',
    accountId: 'account-1',
    needsReconnect: false,
    credentialsRefusedAt: null,
    createdAt: at(0),
    updatedAt: at(1),
    ...changes,
  };
}

/** An app that does what a test says, and nothing else. */
export function anApp(behaviour: Partial<App> = {}): App {
  const unexpected = (name: string) => async () => {
    throw new Error(`${name} was not expected`);
  };
  return {
    openIntent: unexpected('openIntent'),
    openCheckout: unexpected('openCheckout'),
    receiveNotification: unexpected('receiveNotification'),
    findOwnOrder: unexpected('findOwnOrder'),
    findPayment: unexpected('findPayment'),
    findPaymentClient: unexpected('findPaymentClient'),
    findPaymentToChange: unexpected('findPaymentToChange'),
    findDetails: unexpected('findDetails'),
    listPayments: unexpected('listPayments'),
    exportPayments: () => {
      throw new Error('exportPayments was not expected');
    },
    listTimeline: unexpected('listTimeline'),
    cancelPayment: unexpected('cancelPayment'),
    capturePayment: unexpected('capturePayment'),
    receivePayment: unexpected('receivePayment'),
    refundPayment: unexpected('refundPayment'),
    listRefunds: unexpected('listRefunds'),
    resolveAnomaly: unexpected('resolveAnomaly'),
    listProviders: () => [],
    readFigures: unexpected('readFigures'),
    listProblems: unexpected('listProblems'),
    countProblems: unexpected('countProblems'),
    retryProblem: unexpected('retryProblem'),
    resolveProblem: unexpected('resolveProblem'),
    putOrder: unexpected('putOrder'),
    findOrder: unexpected('findOrder'),
    putGym: unexpected('putGym'),
    findGym: unexpected('findGym'),
    listGyms: unexpected('listGyms'),
    connectGym: unexpected('connectGym'),
    startConnection: unexpected('startConnection'),
    finishConnection: unexpected('finishConnection'),
    createEndpoint: unexpected('createEndpoint'),
    findEndpoint: unexpected('findEndpoint'),
    listEndpoints: unexpected('listEndpoints'),
    replaceEndpoint: unexpected('replaceEndpoint'),
    rotateEndpointSecret: unexpected('rotateEndpointSecret'),
    requirePresentSecret: unexpected('requirePresentSecret'),
    removeEndpoint: unexpected('removeEndpoint'),
    listEvents: unexpected('listEvents'),
    findEvent: unexpected('findEvent'),
    beginOperation: unexpected('beginOperation'),
    testEndpoint: unexpected('testEndpoint'),
    redeliver: unexpected('redeliver'),
    requestDelivery: unexpected('requestDelivery'),
    listTries: unexpected('listTries'),
    deliverEvents: unexpected('deliverEvents'),
    onDeliveriesDue: unexpected('onDeliveriesDue'),
    drain: unexpected('drain'),
    answerOperation: unexpected('answerOperation'),
    leaveOperation: unexpected('leaveOperation'),
    identifyKey: unexpected('identifyKey'),
    makeKey: unexpected('makeKey'),
    requireLiveKey: unexpected('requireLiveKey'),
    listKeys: unexpected('listKeys'),
    revokeKey: unexpected('revokeKey'),
    listAudit: unexpected('listAudit'),
    syncPayment: unexpected('syncPayment'),
    sweep: unexpected('sweep'),
    keepFigures: unexpected('keepFigures'),
    ready: unexpected('ready'),
    ...behaviour,
  };
}

/** A behaviour that remembers what it was called with. */
export function recording<Result>(result: Result) {
  const calls: unknown[][] = [];
  const behaviour = async (...args: unknown[]): Promise<Result> => {
    calls.push(args);
    return result;
  };
  return { behaviour, calls };
}

type Changes = Partial<Omit<HttpOptions, 'app' | 'auth'>> & { readonly auth?: Partial<HttpOptions['auth']> };

/** More than all tests ask for that use a server one after the other. */
const NO_LIMIT = { max: 1_000_000, webhookMax: 1_000_000, windowMs: 60_000, redisUrl: null };

/** Servers of one configuration, lent to one test after the other; it is asked for when the first is built. */
export function serversWith(changes: () => Changes): (behaviour?: Partial<App>) => LentServer {
  const lend = createLender((app) => aWatchedServer(app, { rateLimit: NO_LIMIT, ...changes() }));
  return (behaviour = {}) => {
    const { server, giveBack } = lend(anApp(behaviour));
    onTestFinished(() => expect(giveBack()).toEqual([]));
    return server;
  };
}

const aLentServer = serversWith(() => ({}));

/**
 * A server for this test. Every answer it gave must be as the document says. With changes, if only `{}`, it is the test's
 * own and closed when the test ends; without, it was another test's before.
 */
export function aServer(behaviour?: Partial<App>): LentServer;
export function aServer(behaviour: Partial<App>, changes: Changes): FastifyInstance;
export function aServer(behaviour: Partial<App> = {}, changes?: Changes): LentServer {
  if (changes === undefined) return aLentServer(behaviour);
  const { server, faults } = aWatchedServer(anApp(behaviour), changes);
  onTestFinished(async () => {
    await server.close();
    expect(faults).toEqual([]);
  });
  return server;
}

function aWatchedServer(app: App, changes: Changes) {
  const server = aBareServer(app, changes);
  return { server, faults: watchAnswers(server, changes.basePath ?? '', theDocument) };
}

let document: Promise<Document> | undefined;
/** Made once: it is the same for all servers here. */
function theDocument(): Promise<Document> {
  document ??= aBareServer(anApp())
    .inject('/openapi.json')
    .then((response) => response.json());
  return document;
}

function aBareServer(app: App, { auth, ...changes }: Changes = {}): FastifyInstance {
  return buildServer({
    app,
    auth: {
      key: { algorithm: 'HS256', secret: SECRET },
      issuer: null,
      audience: null,
      maxLifetimeSeconds: 3600,
      ...auth,
    },
    log: pino({ level: 'silent' }),
    measure: { request() {} },
    metrics: { token: null, read: async () => ({ type: 'text/plain; version=0.0.4', text: 'counted 1\n' }) },
    basePath: '',
    trustProxy: [],
    corsOrigins: [],
    rateLimit: { max: 1000, webhookMax: 1000, windowMs: 60_000, redisUrl: null },
    providers: [
      { name: 'somepay', credentials: FAKE_CREDENTIALS, api: {} },
      { name: 'otherpay', credentials: FAKE_CREDENTIALS, api: {} },
    ],
    defaultOrdersProvider: 'somepay',
    program: 'npm run cli --',
    defaultGymsProvider: 'somepay',
    sandbox: false,
    production: false,
    ...changes,
  });
}

/** A logger, and the lines it wrote, parsed. */
export function aLog(level = 'trace'): { log: Logger; lines: Record<string, unknown>[]; text: () => string } {
  const written: string[] = [];
  const log = pino({ level, base: null }, { write: (line: string) => void written.push(line) });
  return {
    log,
    get lines() {
      return written.map((line) => JSON.parse(line));
    },
    text: () => written.join(''),
  };
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

export function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { sub: 'user-1', iat: nowSeconds(), exp: nowSeconds() + 600, ...changes };
}

/** A JWT made by hand, since libraries refuse to make the bad ones. */
export function token(
  payload: object = claims(),
  header: object = { alg: 'HS256', typ: 'JWT' },
  secret = SECRET,
): string {
  const hash = 'alg' in header && header.alg === 'HS512' ? 'sha512' : 'sha256';
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

export function bearer(changes: Record<string, unknown> = {}): { authorization: string } {
  return { authorization: `Bearer ${token(claims(changes))}` };
}
