import { randomUUID } from 'node:crypto';
import type { SimulatorContext } from '../simulator.ts';
import { checkPreference } from './check.ts';
import { preferenceNotFound } from './errors.ts';
import { placeIn } from './paging.ts';
import type { Search } from './payments.ts';
import type { PreferenceRecord, Records, Seller } from './records.ts';
import { refersTo, showFound } from './show.ts';

/** `key` is what finds the preference again that was made before it; null makes another one each time. */
type Creation = { readonly seller: Seller; readonly body: unknown; readonly key: string | null };

export function createPreference(
  records: Records,
  context: SimulatorContext,
  { seller: { userId }, body, key }: Creation,
): PreferenceRecord {
  const checked = { ...checkPreference(body) };
  const madeBefore = key === null ? undefined : records.preferences[records.keys[`${userId} ${key}`] ?? ''];
  if (madeBefore !== undefined) return madeBefore;
  const createdAt = context.now().toISOString();
  const id = `${userId}-${randomUUID()}`;
  const made = { id, sellerId: userId, createdAt, updatedAt: createdAt, body: checked };
  records.preferences[id] = made;
  if (key !== null) records.keys[`${userId} ${key}`] = id;
  context.save();
  return made;
}

export function updatePreference(preference: PreferenceRecord, context: SimulatorContext, body: unknown) {
  Object.assign(preference.body, checkPreference(body, true));
  preference.updatedAt = context.now().toISOString();
  context.save();
  return preference;
}

/** @throws ApiError 404 for another seller's, too. */
export function preferenceOf({ preferences }: Records, { userId }: Seller, id: string): PreferenceRecord {
  const preference = Object.hasOwn(preferences, id) ? preferences[id] : undefined;
  if (preference?.sellerId !== userId) throw preferenceNotFound();
  return preference;
}

/** A page at a time. @throws ApiError */
export function searchPreferences({ preferences }: Records, { userId }: Seller, search: Search) {
  const { limit, offset } = placeIn(search);
  const found = Object.values(preferences)
    .filter(({ sellerId }) => sellerId === userId)
    .filter((preference) => refersTo(preference, search['external_reference']));
  const elements = found.slice(offset, offset + limit).map(showFound);
  return { elements, next_offset: offset + elements.length, total: found.length };
}
