import type { Registration } from 'fitstack-payments/provider-kit';
import { settings } from './settings.ts';

/** All that the service has to know of Coin Pay. */
export const registration: Registration = {
  settings,
  load: async () => (await import('./adapter.ts')).createCoinPay,
};
