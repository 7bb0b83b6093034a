import { TAG_ORDER, type Tag } from './route-docs.ts';
import type { Document } from './types.ts';

const DESCRIPTION = `
One service collects payments for two APIs, through any configured payment provider.

- **Orders API**: \`POST /api/v1/payments/intent\` returns a \`client_secret\`, with which the provider's client library collects the payment inside the client app.
- **Gyms API**: \`POST /api/v1/payments/checkout\` returns the URL of a payment page of the provider, for the client app to redirect the buyer to.

**Errors** have one format per API: \`GymsError\` under \`/api/v1/payments/checkout\`, \`/webhook/*\`, \`/health\`, \`/ready\` and \`/metrics\`, and \`OrdersError\` everywhere else: also for an unknown path, and for a request that fails before it is routed (400, 408, 417, 431). A method that a path does not have is 405, with \`allow\`, in the format of the path.

**Requests** are JSON in UTF-8, up to 64 KiB. Unknown fields are ignored, \`null\` in an optional field means the same as leaving it out, and types are never converted: \`"1000"\` is not a number.

**Amounts** in the orders API are integers in minor units of the currency: 1000 JPY is \`1000\`, 10.00 USD is \`1000\`. The gyms API takes decimal numbers in major units.

**Timestamps** are in UTC, as \`2024-01-01T00:00:00\`.

**Retries** are safe. The same order returns the same payment; for a checkout, an \`Idempotency-Key\` does that.

**Sandbox** responses contain the header \`x-sandbox: true\`. No money moves there.
`.trim();

const TAGS: Readonly<Record<Tag, string>> = {
  'Orders API': 'Payments of orders, collected inside a client app.',
  'Gyms API': "Checkouts on a payment page of the gym's provider.",
  Payments: 'Payments of both APIs: lists, details, refunds, captures.',
  'Problems and figures': 'For operators: what waits for a person, and what came in.',
  'Orders and gyms': 'For back ends, whose tokens have scopes.',
  Access: 'API keys of programs, and who changed what.',
  Events: 'Every change as an event, and the endpoints that events are sent to.',
  Operations: 'For load balancers, orchestrators and Prometheus. No JWT, and no rate limit.',
  'Webhook receivers': 'Called by payment providers, not by clients. No token: every webhook is signed.',
};

/** The source is unlicensed (`package.json`), so there is no SPDX identifier but one of its own: SPDX 3.0 annex D. */
const LICENSE = { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' };

export const INFO: Document['info'] = {
  title: 'FitStack Payments',
  version: '1.0.0',
  description: DESCRIPTION,
  contact: { name: 'The operator of this service' },
  license: LICENSE,
};

export const TAG_LIST: Document['tags'] = TAG_ORDER.map((name) => ({ name, description: TAGS[name] }));
