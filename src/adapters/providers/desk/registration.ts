import type { Registration } from '../settings.ts';
import { settings } from './settings.ts';

export const registration: Registration = {
  settings,
  load: async () => (await import('./index.ts')).createDesk,
};
