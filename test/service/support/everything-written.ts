import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Something that was written, and where. */
export type Written = { readonly place: string; readonly text: string };

/** Every value of every column of a service's embedded database, which must have stopped; bytes are decoded. */
export async function everyValue(dataDir: string): Promise<readonly Written[]> {
  const db = await PGlite.create({ dataDir: join(dataDir, 'postgres') });
  try {
    const { rows: tables } = await db.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
    );
    const written: Written[] = [];
    for (const { name } of tables) {
      const { rows } = await db.query<Record<string, unknown>>(`SELECT * FROM "${name}"`);
      for (const [column, value] of rows.flatMap((row) => Object.entries(row)))
        written.push({ place: `column ${name}.${column}`, text: textOf(value) });
    }
    return written;
  } finally {
    await db.close();
  }
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** As many characters of a secret as don't come together by chance. */
const PIECE = 12;

/** How a secret can be dressed, and into how many characters that makes of one. */
const FORMS: readonly (readonly [form: (secret: string) => string, growth: number])[] = [
  [(secret) => secret, 1],
  [encodeURIComponent, 1],
  [(secret) => Buffer.from(secret).toString('base64'), 4 / 3],
  [(secret) => Buffer.from(secret).toString('hex'), 2],
];

/** Where a part of a secret stands. */
export function placesOf(secret: string, written: readonly Written[]): string[] {
  const pieces = new Set(FORMS.flatMap(([form, growth]) => piecesOf(form(secret), PIECE * growth)));
  const found = written.filter(({ text }) => [...pieces].some((piece) => text.includes(piece)));
  return [...new Set(found.map(({ place }) => place))].sort();
}

function piecesOf(form: string, length: number): string[] {
  return Array.from({ length: form.length - length + 1 }, (_, at) => form.slice(at, at + length));
}
