import { Type } from 'typebox';
import { textOrNull } from './fields.ts';

// Points in time in answers, as RFC 3339 writes them: of all that is not in the documented orders API.

export const ShownMoment = Type.String({ format: 'date-time', description: 'Date and time in UTC, with `Z`.' });
export const shownMomentOrNull = (description: string) => textOrNull(description, { format: 'date-time' });

/** `2026-03-01T12:00:00.000Z` */
export function showMoment(date: Date): string {
  return date.toISOString();
}

export function showMomentOrNull(date: Date | null): string | null {
  return date && showMoment(date);
}
