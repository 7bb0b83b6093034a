import type { Measure } from './measure.ts';

/** What every program needs from outside and no test wants for real. */
export type World = {
  now(): Date;
  /** A new random UUID, lower-case. */
  newId(): string;
  sleep(milliseconds: number): Promise<void>;
  readonly log: Log;
  readonly measure: Omit<Measure, 'request'>;
};

/** Structured logging. Fields are named one by one by the caller: no request, error or provider object goes in whole. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', (fields: LogFields, message: string) => void>>;
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
