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
  /** The ways to fail that are its own; those that it shares with its kind are added. */
  readonly fails: readonly FailureCode[];
  /** For the example of an invalid request. */
  readonly field?: string;
  /** Words for the examples that say more than the usual ones. */
  readonly says?: Readonly<Partial<Record<FailureCode, string>>>;
  /** It accepts an `Idempotency-Key`. */
  readonly isIdempotent?: true;
};

export type Tag = 'Orders API' | 'Gyms API' | 'Webhooks' | 'Management' | 'Operations';

/** The part of an `About` that the framework's own words don't have, and who may come in. */
export type Remarks = Pick<About, 'scope' | 'fails' | 'field' | 'says' | 'isIdempotent'> & { readonly access: Access };

declare module 'fastify' {
  interface FastifySchema {
    'x-about'?: Omit<Remarks, 'access'>;
  }
}

/** To be spread into a route's schema. A route without it is not in the document. */
export function about({ id, tag, summary, description, ...remarks }: About) {
  return { operationId: id, tags: [tag], summary, description, 'x-about': remarks } satisfies FastifySchema;
}
