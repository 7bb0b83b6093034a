import type { Tag } from './about.ts';
import type { Document } from './types.ts';

const DESCRIPTION = `
One service takes payments for two APIs, whichever payment provider is behind them.

- The orders API lets a client app collect a payment inside itself: \`POST /api/v1/payments/intent\` answers with a \`client_secret\` for the provider's own client library.
- The gyms API sends buyers to a page of the provider: \`POST /api/v1/payments/checkout\` answers with its address.

**Errors** have one format per API: \`OrdersError\`, and \`GymsError\` under \`/api/v1/payments/checkout\`, \`/webhook/*\`, \`/health\`, \`/ready\` and \`/metrics\`. Whatever has no path of ours, or is not HTTP at all, is answered in the orders format: 404 for an unknown path or a wrong method, 400 for an address that can not be read, 408, 417 or 431 for what ends before it is routed.

**Requests** are JSON in UTF-8, up to 64 KiB. Unknown fields are ignored, \`null\` is the same as leaving an optional field out, and nothing is converted: \`"1000"\` is not a number.

**Money** in the orders API is an integer in the currency's minor unit: 1000 JPY is \`1000\`, 10.00 USD is \`1000\`. The gyms API takes decimal numbers in major units.

**Times** are UTC, as \`2024-01-01T00:00:00\`.

**Retries** are safe. The same order gives the same payment however often it is asked for; an \`Idempotency-Key\` does the same for a checkout.

**A sandbox**, in which no money moves, says \`x-sandbox: true\` in every answer.
`.trim();

const TAGS: Readonly<Record<Tag, string>> = {
  'Orders API': 'Payments of orders, inside a client app.',
  'Gyms API': "Checkouts on a page of the gym's provider.",
  Webhooks: 'Called by payment providers. No token: every notification is signed.',
  Payments: 'What became of payments, whichever API opened them.',
  Management: 'Orders and gyms are put here by back ends, whose tokens carry scopes.',
  Operations: 'For load balancers and orchestrators. No token, and no rate limit.',
};

export const INFO: Document['info'] = { title: 'FitStack Payments', version: '1.0.0', description: DESCRIPTION };

export const TAG_LIST: Document['tags'] = Object.entries(TAGS).map(([name, description]) => ({ name, description }));
