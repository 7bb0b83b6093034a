import type { Measure } from '../../ports/measure.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { PaymentProvider, Providers } from '../../ports/payment-provider.ts';

/** The same providers, with every call that is waited for counted and timed, whatever operations they have. */
export function measuredProviders(providers: Providers, measure: Measure): Providers {
  // One for each name: who compares providers must find that they are the same.
  const known = new Map<string, PaymentProvider>();
  return {
    ...providers,
    get(name) {
      const provider = known.get(name) ?? providers.get(name);
      if (provider === undefined || known.has(name)) return provider;
      known.set(name, measured(provider, measure));
      return known.get(name);
    },
  };
}

function measured(provider: PaymentProvider, measure: Measure): PaymentProvider {
  const members = Object.entries(provider).map(([operation, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [operation, member];
    const watched = (...args: unknown[]) => {
      const start = performance.now();
      const answer: unknown = member.apply(provider, args);
      if (!(answer instanceof Promise)) return answer;
      const tell = (outcome: Outcome<unknown>['kind'] | 'thrown') =>
        measure.providerCall({
          provider: provider.name,
          operation,
          outcome,
          seconds: (performance.now() - start) / 1000,
        });
      answer.then(
        ({ kind }: Outcome<unknown>) => tell(kind),
        () => tell('thrown'),
      );
      return answer;
    };
    return [operation, watched];
  });
  return Object.fromEntries(members);
}
