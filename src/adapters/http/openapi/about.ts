import type { FastifySchema } from 'fastify';
import type { Access } from '../gate.ts';
import type { FailureCode } from './failures.ts';

/** What the document tells of a route beyond its schemas. */
export type About = {
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** What its token has to grant. */
  readonly scope?: string;
  /** Browsers get a page that says the same. */
  readonly isForBrowsers?: true;
  /** Wants a secret of the operators' own instead, where one is configured. */
  readonly isForOperators?: true;
  /** The ways to fail that are its own; those that it shares with its kind are added. */
  readonly fails: readonly FailureCode[];
  /** For the example of an invalid request. */
  readonly field?: string;
  /** Words for the examples that say more than the usual ones. */
  readonly says?: Readonly<Partial<Record<FailureCode, string>>>;
};

export type Tag = 'Orders API' | 'Gyms API' | 'Webhooks' | 'Payments' | 'Management' | 'Operations';

type OwnRemarks = Pick<About, 'scope' | 'isForBrowsers' | 'isForOperators' | 'fails' | 'field' | 'says'>;

/** The part of an `About` that the framework's own words don't have, and what the route is set to do. */
export type Remarks = OwnRemarks & {
  readonly access: Access;
  readonly isIdempotent: boolean;
  /** Nothing is done without an idempotency key. */
  readonly needsKey: boolean;
};

declare module 'fastify' {
  interface FastifySchema {
    'x-about'?: OwnRemarks;
  }
}

/** To be spread into a route's schema. A route without it is not in the document. */
export function about({ id, tag, summary, description, ...remarks }: About) {
  return { operationId: id, tags: [tag], summary, description, 'x-about': remarks } satisfies FastifySchema;
}
