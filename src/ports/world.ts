import type { Measure } from './measure.ts';

/** The clock, randomness and the log: every program needs them, and tests replace them. */
export type World = {
  now(): Date;
  /** A new random UUID, lower-case. */
  newId(): string;
  sleep(milliseconds: number): Promise<void>;
  readonly log: Log;
  /** Adds fields to every further log line of the current request; outside of a request it does nothing. */
  note(fields: LogFields): void;
  /** Of the request that is being answered; null outside of one. */
  requestId(): string | null;
  readonly measure: Omit<Measure, 'request'>;
};

/** Structured logging. The caller names each field: no request, error or provider object is logged whole. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (fields: LogFields, message: string) => void>>;
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** All lines of one request have its id and its subject, so that they can be found together. */
export type LogScope = {
  /** `about` is the caller's object; `note` adds to it during `work`. */
  run(requestId: string, about: Record<string, LogFields[string]>, work: () => void): void;
  note(fields: LogFields): void;
};
