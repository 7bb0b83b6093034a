import { DomainError } from '../../../domain/error.ts';

/** The method of something that an adapter does not declare: it refuses before any request goes out. */
export function unsupported(message: string): () => Promise<never> {
  return async () => {
    throw new DomainError('unsupported', message);
  };
}
