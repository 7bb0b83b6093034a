import { invalid } from '../../domain/error.ts';
import type { Context } from '../context.ts';

/** @throws DomainError `invalid` with field `url` for an address that no endpoint may have. */
export async function requireCallable({ subscribers }: Pick<Context, 'subscribers'>, url: string): Promise<void> {
  const fault = await subscribers.faultOf(url);
  if (fault !== null) throw invalid('url', `url ${fault}`);
}
