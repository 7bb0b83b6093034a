/** What a request to a provider is for; and beside the requests, the webhooks it sends and the buyer who pays. */
export type Operation = Call | 'webhook' | 'pay';
type Call = (typeof CALLS)[number];

const CALLS = ['open', 'find', 'fetch', 'close', 'capture', 'refund', 'connect'] as const;

export const OPERATIONS: readonly Operation[] = [...CALLS, 'webhook', 'pay'];

type Entry = {
  /** For people: what then happens. */
  readonly description: string;
  /** What it can strike; the requests when left out. */
  readonly operations?: readonly Operation[];
  /** Whom it can strike; everybody when left out. */
  readonly providers?: readonly string[];
  /** How long it lasts by default, in milliseconds. Only a fault that has this takes an `ms`. */
  readonly ms?: number;
};

const WEBHOOK: readonly Operation[] = ['webhook'];
const MERCADOPAGO = ['mercadopago'] as const;
const BUT_STRIPE = ['mercadopago', 'paypal'] as const;
const STRIPE = ['stripe'] as const;

/** Everything that can go wrong on purpose. "Done" means that the request had its effect at the provider. */
export const FAULTS = {
  hang: { description: 'The request is taken and never answered; nothing was done.' },
  hang_after: { description: 'The request is done, and never answered.' },
  reset: { description: 'The connection is reset; nothing was done.' },
  reset_after: { description: 'The request is done, and the connection reset instead of an answer.' },
  rate_limit: { description: '429 without retry-after; nothing was done.' },
  rate_limit_retry_after: { description: '429 with retry-after: 1; nothing was done.' },
  error: { description: '500; nothing was done. Stripe answers the same idempotency key with it from then on.' },
  error_after: { description: '500, but it was done. Stripe answers the same idempotency key with it from then on.' },
  html: { description: 'Done; the answer is 200 and a web page.' },
  cut_json: { description: 'Done; the answer is the first half of its JSON.' },
  cut_connection: { description: 'Done; the connection ends in the middle of the answer.' },
  empty_object: { description: 'Done; the answer is 200 and {}.' },
  wrong_types: { description: 'Done; in the answer texts are lists, numbers are texts, and nulls are numbers.' },
  huge_body: { description: 'Done; the answer has 10 MB more than it needs.' },
  slow: { description: 'Done; the answer comes `ms` later.', ms: 3_000 },
  slow_drip: { description: 'Done; the answer comes a byte at a time, one every `ms`.', ms: 100 },
  redirect: { description: 'Done; the answer is a redirect (307) to the same request once more.' },
  other_amount: { description: 'Done; every amount in the answer is one more than it is.' },
  other_currency: { description: 'Done; the answer is about another currency.' },
  other_reference: { description: "Done; the answer carries another payment's reference." },
  other_account: { description: "Done; the answer is another account's: another collector, live instead of test." },
  search_lags: {
    description: 'Searches do not show what was made in the last `ms`.',
    operations: ['find'],
    ms: 60_000,
  },
  search_refused: {
    description: 'Searches are refused with 400, as for accounts in countries that have none. Lists are read.',
    operations: ['find'],
    providers: STRIPE,
  },
  keys_ignored: {
    description: 'Idempotency keys are ignored: the same request again makes another object.',
    operations: ['open', 'refund'],
    providers: BUT_STRIPE,
  },
  refund_in_process: {
    description: 'The refund is not decided at once: it is under way until refund_succeeds, or refund_fails.',
    operations: ['refund'],
  },
  no_refresh_token: {
    description: 'A grant comes without a refresh token, as without offline_access; the one before it stays good.',
    operations: ['connect'],
    providers: MERCADOPAGO,
  },
  duplicate: { description: 'The webhook is sent twice.', operations: WEBHOOK },
  reorder: {
    description: 'The webhook is sent after the next one, or after `ms` if there is none.',
    operations: WEBHOOK,
    ms: 5_000,
  },
  delay: { description: 'The webhook is sent `ms` later.', operations: WEBHOOK, ms: 5_000 },
  drop: { description: 'The webhook is never sent; GET /sandbox/webhooks still lists it.', operations: WEBHOOK },
  bad_signature: { description: "The webhook's signature is wrong.", operations: WEBHOOK },
  ts_in_ms: {
    description: "The signature's time is in milliseconds, as documented; else in seconds, as seen in real traffic.",
    operations: WEBHOOK,
    providers: MERCADOPAGO,
  },
  upper_case_id: {
    description: 'After the webhook comes one about an order, whose id is lower-cased under the signature only.',
    operations: WEBHOOK,
    providers: MERCADOPAGO,
  },
  ipn_double: {
    description: 'After the webhook the older, unsigned IPN notification comes about the same payment.',
    operations: WEBHOOK,
    providers: MERCADOPAGO,
  },
  paid_twice: {
    description: 'A buyer who approves a page pays it twice.',
    operations: ['pay'],
    providers: MERCADOPAGO,
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type FaultName = keyof typeof FAULTS;

/** A fault with all that its entry leaves out. */
export type Kind = {
  readonly fault: FaultName;
  readonly description: string;
  readonly operations: readonly Operation[];
  /** Null: everybody. */
  readonly providers: readonly string[] | null;
  readonly ms: number | null;
};

export const KINDS: readonly Kind[] = Object.entries(FAULTS).map(([fault, entry]: [string, Entry]) => {
  const { description, operations = CALLS, providers = null, ms = null } = entry;
  return { fault: fault as FaultName, description, operations, providers, ms };
});
