import type { FastifySchema } from 'fastify';
import type { Scope } from '../../../app/actor.ts';
import type { Access } from '../admission.ts';
import type { FailureCode } from './failures.ts';

/** What the document says of a route beyond its schemas. */
export type RouteDocs = {
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** The scope that the token must have. */
  readonly scope?: Scope;
  /** A success names the path of the payment in `location`. */
  readonly locates?: true;
  /** Browsers get a page with the same content. */
  readonly isForBrowsers?: true;
  /** Clients that prefer it get a CSV table (RFC 4180) instead. */
  readonly isAlsoCsv?: true;
  /** Takes the operator's own secret instead of a JWT, where one is configured. */
  readonly isForOperators?: true;
  /** The route's own failures; those that all routes of its kind share are added. */
  readonly fails: readonly FailureCode[];
  /** For the example of an invalid request. */
  readonly field?: string;
  /** Words for the examples that say more than the usual ones. */
  readonly says?: Readonly<Partial<Record<FailureCode, string>>>;
};

/** In the order of the document: what client apps need comes first, what only providers call comes last. */
export const TAG_ORDER = [
  'Orders API',
  'Gyms API',
  'Payments',
  'Problems and figures',
  'Orders and gyms',
  'Access',
  'Events',
  'Operations',
  'Webhook receivers',
] as const;

export type Tag = (typeof TAG_ORDER)[number];

type OwnRemarks = Pick<
  RouteDocs,
  'scope' | 'locates' | 'isForBrowsers' | 'isAlsoCsv' | 'isForOperators' | 'fails' | 'field' | 'says'
>;

/** The part of `RouteDocs` that Fastify's schemas can't express, with the route's settings. */
export type Remarks = OwnRemarks & {
  readonly access: Access;
  readonly isIdempotent: boolean;
  /** The idempotency key is required. */
  readonly needsKey: boolean;
};

declare module 'fastify' {
  interface FastifySchema {
    'x-docs'?: OwnRemarks;
  }
}

/** To be spread into a route's schema. A route without it is not in the document. */
export function docs({ id, tag, summary, description, ...remarks }: RouteDocs) {
  return { operationId: id, tags: [tag], summary, description, 'x-docs': remarks } satisfies FastifySchema;
}
