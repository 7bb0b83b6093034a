import { randomBytes, randomInt } from 'node:crypto';
import type { Simulator, SimulatorContext } from '../simulator.ts';
import { act } from './dashboard.ts';
import { errorBody } from './errors.ts';
import { type Application, revoke } from './grants.ts';
import { operations } from './operations.ts';
import { payable } from './payable.ts';
import { clear, type PreferenceRecord, type Records, recordsIn, type Seller } from './records.ts';
import { type RouteOptions, routes } from './routes.ts';
import { settle } from './settle.ts';

export type { Seller } from './records.ts';

type MercadoPagoOptions = Partial<RouteOptions> & {
  readonly sellers: readonly Seller[];
  /** What sellers can connect their accounts to. */
  readonly application?: Application;
};

export type MercadoPagoSimulator = Simulator & {
  /** Another seller's account, as connecting a gym needs one. */
  readonly addSeller: () => Seller;
  /** A seller takes back what they granted the platform. @throws Error when there is no such seller. */
  readonly revoke: (userId: string) => void;
};

const REFUSALS = {
  400: { word: 'bad_request', message: 'bad request' },
  429: { word: 'too_many_requests', message: 'Too many requests' },
  500: { word: 'internal_server_error', message: 'internal error' },
} as const;

/** Mercado Pago's Checkout Pro, with as many sellers as there are gyms. */
export function createMercadoPagoSimulator(
  context: SimulatorContext,
  options: MercadoPagoOptions,
): MercadoPagoSimulator {
  const records = recordsIn(context.state);
  const addSeller = () => {
    const seller = newSeller();
    keepSeller(records, seller);
    context.save();
    return seller;
  };
  const keepOwn = () => {
    for (const seller of options.sellers) keepSeller(records, seller);
  };
  keepOwn();
  return {
    name: 'mercadopago',
    operations,
    refusal: (statusCode) => errorBody({ statusCode, ...REFUSALS[statusCode] }),
    routes: routes(records, context, {
      honoursKeys: options.honoursKeys ?? true,
      application: options.application ?? newApplication(),
      newSeller: addSeller,
    }),
    payables: () => newestFirst(records).map((preference) => payable(records, preference, context.now())),
    settle: (id, how, options) => {
      const preference = records.preferences[id];
      if (preference === undefined) throw new Error(`There is no preference ${id}`);
      settle({ preference, records, context }, how, options);
    },
    act: (id, action, how) => act(records, context, id, action, how),
    // What is over is seen when it is asked for, and no webhook speaks of it.
    endDue: () => {},
    reset: () => {
      clear(records);
      keepOwn();
      context.save();
    },
    addSeller,
    revoke: (userId) => {
      const seller = records.sellers.find((one) => one.userId === userId);
      if (seller === undefined) throw new Error(`There is no seller ${userId}`);
      revoke(records, context, seller);
    },
  };
}

function newestFirst({ preferences }: Records): PreferenceRecord[] {
  return Object.values(preferences).reverse();
}

/** One user has one account: given again, with a new token or secret, it replaces the old. */
function keepSeller({ sellers }: Records, seller: Seller): void {
  const index = sellers.findIndex(({ userId }) => userId === seller.userId);
  sellers.splice(index < 0 ? sellers.length : index, index < 0 ? 0 : 1, { ...seller });
}

/** An application whose secret is random and known to no client. */
function newApplication(): Application {
  const [clientSecret, webhookSecret] = [randomBytes(16).toString('hex'), randomBytes(32).toString('hex')];
  return { clientId: String(randomInt(10 ** 12, 10 ** 13)), clientSecret, webhookSecret };
}

/** A token in the real ones' form, which ends with its user's id. */
function newSeller(): Seller {
  const userId = String(randomInt(100_000_000, 2_000_000_000));
  const hash = randomBytes(16).toString('hex');
  const accessToken = `TEST-${randomInt(10 ** 12, 10 ** 13)}-112126-${hash}-${userId}`;
  return { accessToken, userId, webhookSecret: randomBytes(32).toString('hex') };
}
