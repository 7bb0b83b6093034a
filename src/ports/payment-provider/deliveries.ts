import type { Report } from '../../domain/payment/report.ts';

/** A provider's HTTP request to us, untouched. */
export type Delivery = {
  /** The bytes as they came: signatures are made over them. */
  readonly body: Uint8Array;
  /** Name and value pairs as they came, repeats included: a repeated header is an attack, not a list. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Query pairs, decoded, repeats included. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly receivedAt: Date;
};

/**
 * `valid`: signed with a secret of one of the accounts, and fresh. `invalid`: not signed so, or the signature can't be read.
 * `unverifiable`: a shape that the provider never signs; the app drops it or takes it as a hint. `ask`: it may be genuine, and
 * only the provider can say (`confirm`).
 */
export type Verdict = 'valid' | 'invalid' | 'unverifiable' | 'ask';

/** One part of a delivery, about one thing. `Payload` is known to its adapter alone. */
export type Notification<Payload = unknown> = {
  /** The provider's own id and word for it, for people and logs. */
  readonly eventId: string;
  readonly eventType: string;
  /** What client SDKs call the payment, where the notification says so. */
  readonly intentId: string | null;
  /** The provider's id of the object to fetch before the notification is believed; null if the service ignores this type. */
  readonly subject: string | null;
  /** The adapter's own, handed back to `redacted` and `translate`. */
  readonly payload: Payload;
};

/**
 * What a notification means. `report` null: it is not about a payment, of a type that the service ignores, or about an
 * object that this account doesn't have. Two notifications of one event have the same `key`, which is made of
 * authenticated bytes or of what was fetched.
 */
export type Translation = { readonly report: Report | null; readonly key: string };

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What a provider's webhooks carry and how they are proved, for readers of the API document. */
export type WebhookDescription = {
  /** What it sends beside the body. */
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'header' | 'query';
    readonly description: string;
    readonly example: string;
  }[];
  /** The body of one, shortened to what is read, and what is to be said of it. */
  readonly example: { readonly summary: string; readonly value: Json };
};
