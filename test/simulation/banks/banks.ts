import { type Bank, type BankOptions, createBank, type Surroundings } from './bank.ts';

/** Orders are paid by the first; a gym may turn to another. */
export const PROVIDERS = ['somepay', 'otherpay'] as const;
export const [PROVIDER, OTHER_PROVIDER] = PROVIDERS;

/** The providers, each with books of its own. */
export type Banks = {
  readonly all: readonly Bank[];
  at(provider: string): Bank;
  /** The one that has made this parent. */
  of(parentId: string): Bank;
};

export function createBanks({ chance, ...surroundings }: Surroundings, options: BankOptions): Banks {
  const all = PROVIDERS.map((name) => createBank({ ...surroundings, name, chance: chance.stream(name) }, options));
  const found = (bank: Bank | undefined, what: string) => {
    if (bank === undefined) throw new Error(`no provider has ${what}`);
    return bank;
  };
  return {
    all,
    at: (name) =>
      found(
        all.find(({ provider }) => provider.name === name),
        `the name ${name}`,
      ),
    of: (parentId) =>
      found(
        all.find(({ provider }) => provider.has(parentId)),
        parentId,
      ),
  };
}
