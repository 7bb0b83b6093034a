/** Who changes something, and in which request; null outside of requests. */
export type Author = { readonly actor: string; readonly requestId: string | null };

/** A list is one text, with spaces between. */
export type AuditedValue = string | number | boolean | null;

/** What changed, in the words of the API. */
export type AuditedChange = { readonly field: string; readonly from: AuditedValue; readonly to: AuditedValue };

/** What people and keys do that is audited. */
export const AUDITED_ACTIONS = [
  ...(['order.put', 'payment.cancel', 'payment.capture', 'payment.receive', 'payment.refund'] as const),
  ...([
    'anomaly.resolve',
    'problem.resolve',
    'problem.retry',
    'gym.put',
    'gym.connect',
    'gym.retry',
    'key.create',
    'key.revoke',
  ] as const),
  ...(['endpoint.create', 'endpoint.put', 'endpoint.delete', 'endpoint.rotate_secret', 'endpoint.test'] as const),
  ...(['endpoint.redeliver', 'event.deliver'] as const),
] as const;
export type AuditedAction = (typeof AUDITED_ACTIONS)[number];

/** One change of one thing by one author. `subject` is its kind and its id: `order:550e8400-…`. */
export type AuditEntry = {
  readonly action: AuditedAction;
  readonly subject: string;
  readonly changes: readonly AuditedChange[];
};

/** An entry that is to be written in the commit of the change. */
export type AuditRecord = AuditEntry & Author;

/** The fields of a thing that are audited, by their names in the API. */
export type AuditedFields<Thing> = Readonly<Record<string, (thing: Thing) => AuditedValue>>;

/** What differs; of a thing that is new, all that it has. */
export function differences<Thing>(
  fields: AuditedFields<Thing>,
  before: Thing | null,
  after: Thing,
): readonly AuditedChange[] {
  return Object.entries(fields)
    .map(([field, read]) => ({ field, from: before && read(before), to: read(after) }))
    .filter(({ from, to }) => from !== to);
}

/** The same change without its values, of secrets and of e-mail addresses: what stays for ever must not have them. */
export function withheld({ field, from, to }: AuditedChange): AuditedChange {
  const shown = from === null ? 'set' : 'replaced';
  return { field, from: from === null ? null : 'set', to: to === null ? null : shown };
}
