import { forbidden } from './fault.ts';
import type { Form } from './params.ts';

/** What a restricted key may be kept from reading. https://docs.stripe.com/keys/restricted-api-keys, 2026-11-28. */
export const RESOURCES = ['charges', 'disputes', 'payment_intents', 'refunds'] as const;
export type Resource = (typeof RESOURCES)[number];

/** What is shown inside another object has to be readable, too. */
const INSIDE: Readonly<Record<string, Resource>> = { latest_charge: 'charges', payment_intent: 'payment_intents' };

/** @throws FaultError when the key lacks what a read needs. */
export function requireReadable(without: readonly Resource[], path: string, query: string): void {
  const form: Form = new Map(new URLSearchParams(query));
  const expanded = [...form].flatMap(([name, value]) => (name.startsWith('expand[') ? value.split('.') : []));
  const needed = [path.split('/')[2], ...expanded.map((part) => INSIDE[part])];
  const missing = without.find((resource) => needed.includes(resource));
  if (missing !== undefined) throw forbidden(`rak_${missing.slice(0, -1)}_read`);
}
