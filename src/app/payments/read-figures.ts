import { invalid } from '../../domain/error.ts';
import { areTooMany, type Figures, type FiguresWanted, isTimeZone } from '../../domain/operator/figures.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/**
 * What came in, by interval and group.
 * @throws DomainError `scope_missing`; `invalid` with field `to`, `interval` or `time_zone`
 */
export async function readFigures(
  { store }: Context,
  actor: Actor,
  wanted: FiguresWanted,
): Promise<readonly Figures[]> {
  requireScope(actor, 'payments:read');
  if (wanted.from >= wanted.to) throw invalid('to', 'to must be later than from');
  if (areTooMany(wanted)) throw invalid('interval', 'interval must be longer: there would be more than 10000');
  if (!isTimeZone(wanted.timeZone))
    throw invalid('time_zone', 'time_zone must be the IANA name of a time zone, such as America/Buenos_Aires');
  return store.readFigures(wanted);
}

/** Brings kept figures up with what happened, until nothing is left or `isStopped`. @throws DomainError `store_unavailable` */
export async function keepFigures({ store }: Context, isStopped: () => boolean = () => false): Promise<void> {
  for (let isMore = true; isMore && !isStopped(); ) isMore = await store.keepFigures();
}
