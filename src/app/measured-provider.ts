import type { Measure } from '../ports/measure.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { aroundCalls } from './provider-calls.ts';

type Measured = Parameters<Measure['providerCall']>[0];

/** The same provider, with every call counted and timed. */
export function measured(measure: Pick<Measure, 'providerCall'>, provider: PaymentProvider): PaymentProvider {
  return aroundCalls(provider, async ({ name: operation, ask }) => {
    const began = performance.now();
    const tell = (outcome: Measured['outcome']) => {
      const seconds = (performance.now() - began) / 1000;
      measure.providerCall({ provider: provider.name, operation, outcome, seconds });
    };
    try {
      const outcome = await ask();
      tell(outcome.kind);
      return outcome;
    } catch (error) {
      tell('thrown');
      throw error;
    }
  });
}
