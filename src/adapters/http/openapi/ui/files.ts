import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

export type PageFile = { readonly type: string; readonly etag: string; readonly gzipped: Buffer };

/** Swagger UI has no code for the server, and of its files two are served: `npm run prepare` puts them there. */
const LIBRARY = '../../../../../generated/swagger-ui';

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** By the name under `/docs/`. */
const SOURCES: Readonly<Record<string, { readonly from: string; readonly type: string }>> = {
  'swagger-ui-bundle.js': { from: `${LIBRARY}/swagger-ui-bundle.js`, type: SCRIPT },
  'swagger-ui.css': { from: `${LIBRARY}/swagger-ui.css`, type: STYLE },
  'start.js': { from: './start.js', type: SCRIPT },
  'style.css': { from: './style.css', type: STYLE },
};

export const FILE_NAMES = Object.keys(SOURCES);

/** Read and compressed once; a process keeps the half megabyte only after its page was asked for. */
export async function readPageFile(name: string): Promise<PageFile> {
  const source = SOURCES[name];
  if (source === undefined) throw new Error(`the page has no file ${name}`);
  const bytes = await readFile(new URL(source.from, import.meta.url));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  return { type: source.type, etag, gzipped: await promisify(gzip)(bytes) };
}

/** For a client that doesn't take gzip, which no browser is. */
export const plain = ({ gzipped }: PageFile): Promise<Buffer> => promisify(gunzip)(gzipped);
