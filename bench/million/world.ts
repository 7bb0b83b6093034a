import { type Stream, streamOf } from '../../test/simulation/chance.ts';

/** Who takes payments, at which provider. */
export type Seller = {
  readonly accountId: string;
  /** Null: the platform itself, for orders. */
  readonly gymSlug: string | null;
  readonly provider: 'stripe' | 'mercadopago';
  readonly currencies: readonly string[];
};

const GYMS = 60;
const GYM_CURRENCIES = ['ARS', 'ARS', 'ARS', 'MXN', 'BRL', 'CLP'] as const;

export type World = { readonly orders: Readonly<Record<Seller['provider'], Seller>>; readonly gyms: readonly Seller[] };

export function worldOf(seed: number): World {
  const chance = streamOf(seed).stream('sellers');
  const platform = (provider: Seller['provider'], ...currencies: string[]): Seller => ({
    ...{ accountId: chance.uuid(), gymSlug: null, provider, currencies },
  });
  return {
    orders: { stripe: platform('stripe', 'USD', 'EUR', 'JPY'), mercadopago: platform('mercadopago', 'ARS', 'BRL') },
    gyms: Array.from({ length: GYMS }, (_, index) => gymOf(chance, index)),
  };
}

/** Most are at one provider, and each has one currency. */
function gymOf(chance: Stream, index: number): Seller {
  const provider = index % 10 === 9 ? 'stripe' : 'mercadopago';
  return {
    ...{ accountId: chance.uuid(), gymSlug: `gym-${index}`, provider },
    currencies: [provider === 'stripe' ? 'EUR' : (GYM_CURRENCIES[index % GYM_CURRENCIES.length] ?? 'ARS')],
  };
}

/** A few sell most. */
export function sellerOf({ orders, gyms }: World, chance: Stream): Seller {
  if (chance.isLucky(0.4)) return chance.isLucky(0.92) ? orders.stripe : orders.mercadopago;
  return gyms[Math.floor(chance.fraction() ** 2 * gyms.length)] ?? orders.stripe;
}
