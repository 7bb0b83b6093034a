const PREFIX = 'desk_';

/** The adapter keeps nothing, so a parent's id has the payment's id in it. */
export function parentIdOf(reference: string): string {
  return `${PREFIX}${reference}`;
}

/** The payment's id in a parent's; null of what is no parent's. */
export function referenceIn(parentId: string): string | null {
  return parentId.startsWith(PREFIX) && parentId.length > PREFIX.length ? parentId.slice(PREFIX.length) : null;
}
