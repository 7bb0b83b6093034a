import type { Measure } from './measure.ts';

/** What every program needs from outside and no test wants for real. */
export type World = {
  now(): Date;
  /** A new random UUID, lower-case. */
  newId(): string;
  sleep(milliseconds: number): Promise<void>;
  readonly log: Log;
  /** Adds fields to every further line of the request that is being worked on; elsewhere nothing happens. */
  note(fields: LogFields): void;
  readonly measure: Omit<Measure, 'request'>;
};

/** Structured logging. Fields are named one by one by the caller: no request, error or provider object goes in whole. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (fields: LogFields, message: string) => void>>;
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The lines of one request carry its id, and what it turned out to be about, so that they can be found together. */
export type LogScope = {
  /** `about` is the caller's object: what is noted during `work` stands in it. */
  run(requestId: string, about: Record<string, LogFields[string]>, work: () => void): void;
  note(fields: LogFields): void;
};
