import type { Cause } from '../ports/store.ts';

/** The cause of what nobody asked for just now. */
export const SCHEDULE: Cause = { kind: 'sync', id: 'schedule' };
