import { DomainError } from '../../domain/error.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** @throws DomainError `scope_missing`, `gym_not_found`. */
export async function findGym({ store }: Context, actor: Actor, slug: string): Promise<Gym> {
  requireScope(actor, 'gyms:write');
  const gym = await store.findGym(slug);
  if (gym === null) throw new DomainError('gym_not_found', 'Gym not found');
  return gym;
}

/** By slug. @throws DomainError `scope_missing`; `invalid` with field `cursor`. */
export async function listGyms({ store }: Context, actor: Actor, page: PageRequest): Promise<Page<Gym>> {
  requireScope(actor, 'gyms:write');
  return store.listGyms(page);
}
