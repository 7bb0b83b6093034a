import type { TObject } from 'typebox';
import type { Json } from './openapi/types.ts';

/** A provider that orders and gyms can name, with what the API document says of it. */
export type ProviderForm = {
  readonly name: string;
  /** What opens an account there. */
  readonly credentials: { readonly schema: TObject };
  /** Null when there is no system to call, nor one that calls. */
  readonly api: object | null;
  readonly webhook?: WebhookForm;
};

/** What a provider says of its webhooks, for readers of the document. */
export type WebhookForm = {
  /** What it sends beside the body. */
  readonly parameters: readonly WebhookParameter[];
  /** The body of one, shortened to what is read. */
  readonly example: { readonly summary: string; readonly value: Json };
};

type WebhookParameter = {
  readonly name: string;
  readonly in: 'header' | 'query';
  readonly description: string;
  readonly example: string;
};
