import type { TObject } from 'typebox';
import type { WebhookDescription } from '../../ports/payment-provider/deliveries.ts';

/** A provider that orders and gyms can name, with what the API document says of it. */
export type ProviderForm = {
  readonly name: string;
  /** What opens an account there. */
  readonly credentials: { readonly schema: TObject };
  /** Null when there is no system to call, nor one that calls. */
  readonly api: object | null;
  readonly webhook?: WebhookDescription;
};
