import { about } from '../openapi/about.ts';

export const PUT_ORDER = about({
  id: 'putOrder',
  tag: 'Management',
  summary: 'Put an order',
  description:
    'Makes the order, or replaces it. While a payment is open only `description` and `customer_email` may change, and ' +
    'nothing after it is paid. `status: "cancelled"` first cancels the open payment at its provider.',
  scope: 'orders:write',
  fails: ['invalid', 'scope_missing', 'conflict', 'credentials_unusable', 'provider_unavailable', 'provider_rejected'],
  field: 'amount',
});

export const SHOW_ORDER = about({
  id: 'showOrder',
  tag: 'Management',
  summary: 'Look at an order',
  description: 'For its user, and for tokens with the scope `orders:write` or `payments:manage`.',
  fails: ['invalid', 'order_not_found', 'not_yours'],
  field: 'order_id',
});

const GYM_SCOPE = { scope_missing: 'This needs the scope gyms:write' };

export const PUT_GYM = about({
  id: 'putGym',
  tag: 'Management',
  summary: 'Put a gym',
  description:
    'Makes the gym, or replaces it. Credentials go in and never come out; left out, the stored ones stay. Payments ' +
    'keep the account they were made with, so after a change the old one still serves for what was paid through it.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'credentials_unusable'],
  field: 'payments_enabled',
  says: GYM_SCOPE,
});

export const SHOW_GYM = about({
  id: 'showGym',
  tag: 'Management',
  summary: 'Look at a gym',
  description: 'Without its credentials.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found'],
  field: 'slug',
  says: GYM_SCOPE,
});

export const LIST_GYMS = about({
  id: 'listGyms',
  tag: 'Management',
  summary: 'List the gyms',
  description: 'Ordered by slug, a page at a time.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing'],
  field: 'limit',
  says: GYM_SCOPE,
});

export const CONNECT_GYM = about({
  id: 'connectGym',
  tag: 'Management',
  summary: 'Connect the account of a gym',
  description:
    'Instead of pasting credentials: whoever owns the account opens the URL and agrees at the provider, which then ' +
    'sends their browser back here. Tokens are renewed before they run out.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found', 'unsupported'],
  field: 'slug',
  says: { ...GYM_SCOPE, unsupported: 'Accounts at this payment provider can not be connected' },
});

export const FINISH_CONNECTION = about({
  id: 'finishConnection',
  tag: 'Management',
  summary: 'Come back from the provider',
  description:
    'Called by the browser of who agreed, or did not. What was begun can be finished once; a callback with neither ' +
    '`code` nor `error` uses nothing up, and one with both is a refusal. Whoever prefers HTML gets a page that ' +
    'says the same.',
  isForBrowsers: true,
  fails: ['invalid', 'not_found', 'conflict', 'connection_failed'],
  field: 'state',
  says: { conflict: 'The gym turned to another payment provider' },
});
