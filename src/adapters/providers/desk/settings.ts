import type { ProviderSettings } from '../settings.ts';
import { declare } from '../shared/credentials.ts';

/** The desk needs no configuration: money is handed over at the counter, and no system is called. */
export const settings = {
  name: 'desk',
  credentials: declare('DeskCredentials', {}),
  api: null,
  isLive: () => false,
} as const satisfies ProviderSettings;
