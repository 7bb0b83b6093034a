import type { Registration } from '../../src/adapters/providers/settings.ts';
import { FAKE_CREDENTIALS } from './fake-credentials.ts';
import { createFakeProvider } from './fake-provider.ts';

/** The provider in memory, as a package registers one. */
export const registration: Registration = {
  settings: { name: 'somepay', credentials: FAKE_CREDENTIALS, api: null, isLive: () => false },
  load:
    async () =>
    ({ now }) =>
      createFakeProvider({ now }),
};
