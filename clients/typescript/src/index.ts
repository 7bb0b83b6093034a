import createClient, { type Client } from 'openapi-fetch';
import type { components, paths, webhooks } from './schema.ts';

export type { components, paths, webhooks } from './schema.ts';

/** What the service takes and answers, by the names in its OpenAPI document: `Schemas['Payment']`. */
export type Schemas = components['schemas'];

/** What the service sends to an endpoint; `type` says which event it is, and so what its `data` is. */
export type PaymentsEvent = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json'];

/** One method per HTTP method, typed by path: `client.GET('/api/v1/payments/{payment_id}', …)`. */
export type PaymentsClient = Client<paths>;

export type PaymentsClientOptions = {
  /** The address of the service, including its base path. */
  readonly baseUrl: string;
  /** A bearer token or an API key. A function is called before each request: a token lives for an hour at most. */
  readonly token: string | (() => string | Promise<string>);
};

/** A client of one service. Its methods return a refusal as `error`; they throw only when no answer arrives. */
export function createPaymentsClient({ baseUrl, token }: PaymentsClientOptions): PaymentsClient {
  const client = createClient<paths>({ baseUrl });
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
      return request;
    },
  });
  return client;
}
