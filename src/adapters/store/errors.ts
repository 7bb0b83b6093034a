import { DomainError } from '../../domain/error.ts';
import type { Store } from '../../ports/store.ts';

export function translatingErrors(store: Store): Store {
  return store;
}
void DomainError;
