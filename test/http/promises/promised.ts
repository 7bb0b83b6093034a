/**
 * What callers are promised, and words of one title of a test that shows it and isn't skipped, with its file below
 * `test/`. The title may be that of the group it stands in, or what a table's row makes of it.
 */
export type Promised = readonly [sentence: string, file: string, title: string];
