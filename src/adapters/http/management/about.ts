import { about } from '../openapi/about.ts';

export const PUT_ORDER = about({
  id: 'putOrder',
  tag: 'Orders and gyms',
  summary: 'Create or replace an order',
  description:
    'While a payment of the order is open, only `description` and `customer_email` can change; once the order is paid, ' +
    'nothing can. `status: "cancelled"` first cancels the open payment at its provider.',
  scope: 'orders:write',
  fails: ['invalid', 'scope_missing', 'conflict', 'credentials_unusable', 'provider_unavailable', 'provider_rejected'],
  field: 'amount',
});

export const GET_ORDER = about({
  id: 'getOrder',
  tag: 'Orders and gyms',
  summary: 'Get an order',
  description: 'For the user of the order, and for tokens with the scope `orders:write` or `payments:manage`.',
  fails: ['invalid', 'order_not_found', 'not_yours'],
  field: 'order_id',
});

const GYM_SCOPE = { scope_missing: 'This needs the scope gyms:write' };

export const PUT_GYM = about({
  id: 'putGym',
  tag: 'Orders and gyms',
  summary: 'Create or replace a gym',
  description:
    'Credentials are write-only; when they are left out, the stored ones stay. A payment stays with the account that it ' +
    'was made with, so after a change of account the old one is still used for its own payments.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'credentials_unusable'],
  field: 'payments_enabled',
  says: GYM_SCOPE,
});

export const GET_GYM = about({
  id: 'getGym',
  tag: 'Orders and gyms',
  summary: 'Get a gym',
  description: 'Its credentials are never returned.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found'],
  field: 'slug',
  says: GYM_SCOPE,
});

export const LIST_GYMS = about({
  id: 'listGyms',
  tag: 'Orders and gyms',
  summary: 'List gyms',
  description: 'Ordered by slug, in pages.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing'],
  field: 'limit',
  says: GYM_SCOPE,
});

export const CONNECT_GYM = about({
  id: 'connectGym',
  tag: 'Orders and gyms',
  summary: "Connect a gym's provider account",
  description:
    'OAuth instead of pasted credentials: send the URL to the account owner, who opens it in a browser. It redirects to the ' +
    "provider's consent page, and the provider redirects the same browser to the OAuth callback; another browser cannot " +
    'finish. The URL works once, within an hour. A newer URL for the gym, pasted credentials or another provider end it. ' +
    'The service renews the tokens before they expire.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found', 'unsupported'],
  field: 'slug',
  says: { ...GYM_SCOPE, unsupported: 'This payment provider does not support connecting accounts' },
});

export const HANDLE_OAUTH_CALLBACK = about({
  id: 'handleOAuthCallback',
  tag: 'Orders and gyms',
  summary: 'OAuth callback',
  description:
    "Called by the account owner's browser when the provider redirects it back. Each `state` works once. A callback with " +
    'neither `code` nor `error` leaves the `state` unused; one with both is a refusal. A browser gets a page, any other ' +
    'client gets JSON.',
  isForBrowsers: true,
  fails: ['invalid', 'not_found', 'conflict', 'another_holder', 'connection_failed'],
  field: 'state',
  says: { conflict: 'The gym got other credentials, another payment provider or a newer link meanwhile' },
});
