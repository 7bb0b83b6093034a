import { unwritten } from '../unwritten.ts';

/** Posts what the request says, with `toWire(amount)` and the key, and reads the answer with `parentIn`. Asks `refusal` first. */
export const open = unwritten('`open`, in parents/parents.ts');

/** Gets one payment, read with `parentIn`; null when the provider says that there is none. */
export const retrieve = unwritten('`retrieve`, in parents/parents.ts');

/** Searches by our reference, to the end of the list (`readAll`). */
export const find = unwritten('`find`, in parents/parents.ts');

/** Cancels, and reports what has ended, or is being paid, as it is. */
export const close = unwritten('`close`, in parents/parents.ts');
