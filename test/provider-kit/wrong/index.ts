import { WRONG_CREDENTIALS } from './credentials.ts';
import { WRONG_MODEST } from './modest.ts';
import { WRONG_MONEY } from './money.ts';
import { WRONG_PARENTS } from './parents.ts';
import { WRONG_RECEIPTS } from './receipts.ts';
import { WRONG_WEBHOOKS } from './webhooks.ts';
import type { Wrong } from './wrong.ts';

export const WRONG_ADAPTERS: readonly Wrong[] = [
  ...WRONG_CREDENTIALS,
  ...WRONG_PARENTS,
  ...WRONG_MONEY,
  ...WRONG_RECEIPTS,
  ...WRONG_WEBHOOKS,
  ...WRONG_MODEST,
];
