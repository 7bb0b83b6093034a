import type { Notify } from './events.ts';
import type { StripeState } from './state.ts';

/** What every part of the simulator works on. */
export type StripeContext = {
  readonly state: StripeState;
  readonly now: () => Date;
  /** Base URL of the sandbox, for links. */
  readonly url: () => string;
  readonly notify: Notify;
};
