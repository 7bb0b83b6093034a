import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields, LogScope } from '../../ports/world.ts';

type Scope = { readonly requestId: string; readonly about: Record<string, LogFields[string]> };

/** The scopes of one process, and what its logger adds to each line that is written in one. */
export type LogScopes = LogScope & {
  /** The subject of the line: the caller, the payment, the gym. */
  about(): LogFields;
  /** Undefined outside of a request. */
  requestId(): string | undefined;
};

export function createLogScopes(): LogScopes {
  const scopes = new AsyncLocalStorage<Scope>();
  return {
    run: (requestId, about, work) => scopes.run({ requestId, about }, work),
    note: (fields) => void Object.assign(scopes.getStore()?.about ?? {}, fields),
    about: () => ({ ...scopes.getStore()?.about }),
    requestId: () => scopes.getStore()?.requestId,
  };
}
