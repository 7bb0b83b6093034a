import type { Clock } from './clock.ts';
import type { Faults } from './faults/switchboard.ts';
import type { MercadoPagoSimulator } from './mercadopago/index.ts';
import type { Outbox } from './outbox.ts';
import type { PayPalSimulator } from './paypal/index.ts';
import type { Simulator } from './simulator.ts';
import type { StripeSimulator } from './stripe/index.ts';
import type { Receiver } from './subscriber/receiver.ts';

/** Everything that stands in the sandbox. */
export type SandboxParts = {
  readonly simulators: readonly Simulator[];
  readonly mercadopago: MercadoPagoSimulator;
  readonly stripe: StripeSimulator;
  readonly paypal: PayPalSimulator;
  readonly outbox: Outbox;
  readonly faults: Faults;
  /** Of the service's events. */
  readonly receiver: Receiver;
  /** The providers'. */
  readonly clock: Clock;
};
