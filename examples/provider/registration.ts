import type { Registration } from 'fitstack-payments/provider-kit';
import { settings } from './settings.ts';

export const registration: Registration = {
  settings,
  load: async () => (await import('./index.ts')).createAcmePay,
};
