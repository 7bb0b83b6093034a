import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

const DOCUMENT = join(ROOT, 'docs/sandbox.md');

/** The address that the document names. */
const PORT = '8081';

type Played = { readonly language: string; readonly code: string; readonly out: string };

/**
 * Runs the examples of docs/sandbox.md one after the other, against the sandbox at `url`, as their readers would: those
 * in JavaScript as programs of a project that has installed what is in `modules`, the others in a shell.
 * @throws Error when one of them ends with another code than 0.
 */
export async function playExamples(url: string, modules: string) {
  const directory = await mkdtemp(join(tmpdir(), 'fitstack-document-'));
  try {
    await symlink(modules, join(directory, 'node_modules'));
    const played: Played[] = [];
    for (const [, language = '', text = ''] of (await readFile(DOCUMENT, 'utf8')).matchAll(
      /^```(js|sh)\n(.*?)^```$/gms,
    )) {
      const code = text.replaceAll(PORT, new URL(url).port);
      played.push({ language, code, out: await play(directory, language, code) });
    }
    return played;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function play(directory: string, language: string, code: string): Promise<string> {
  if (language === 'sh') return (await run('bash', ['-euo', 'pipefail', '-c', code])).stdout;
  const program = join(directory, 'example.mjs');
  await writeFile(program, code);
  return (await run(process.execPath, [program])).stdout;
}
