import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROVIDER_SETTINGS } from '../src/adapters/providers/index.ts';
import { loadConfig } from '../src/config/config.ts';

type Variables = Record<string, string>;

const EXAMPLE = join(import.meta.dirname, '../.env.example');
const OF_A_VARIABLE = /^# ?([A-Z][A-Z0-9_]*=.*)$/;

let directory: string;
let file: string;
/** The example with every variable switched on, as an operator would by taking `# ` away. */
let text: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fitstack-env-'));
  file = join(directory, 'production.env');
  const lines = (await readFile(EXAMPLE, 'utf8')).split('\n');
  text = lines.map((line) => OF_A_VARIABLE.exec(line)?.[1] ?? line).join('\n');
  await writeFile(file, text);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What a program of its own finds in its environment, with nothing else in it; `command` runs in bash. */
function printedBy(command: string): Variables {
  const print = 'process.stdout.write(JSON.stringify(process.env))';
  const env = { FILE: file, NODE: process.execPath, PRINT: print };
  const found = JSON.parse(execFileSync('bash', ['--norc', '-c', command], { env, encoding: 'utf8' })) as Variables;
  const names = Object.keys(readAsItStands());
  return Object.fromEntries(names.map((name) => [name, found[name] ?? 'missing']));
}

/** docker run --env-file: a line that begins with # is a comment; the rest stands as it is, quotes and all (2026-11-28). */
function readAsItStands(): Variables {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/**
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile= (2026-11-28): a line that
 * begins with # or ; is a comment; quotes are taken away, a backslash takes the next character as it is or joins lines,
 * and white space around an unquoted value is dropped.
 */
function readBySystemd(): Variables {
  const lines = text.replaceAll('\\\n', '').split('\n');
  const assignments = lines.filter((line) => !/^\s*(?:[#;].*)?$/.test(line));
  return Object.fromEntries(
    assignments.map((line) => {
      const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=(.*)$/.exec(line) ?? [];
      return [
        name,
        value
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2')
          .replaceAll(/\\(.)/g, '$1'),
      ];
    }),
  );
}

/** https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax (2026-11-28). */
function readByCompose(): Variables {
  const unquoted = (value: string) => value.replace(/\s+#.*$/, '').trim();
  return Object.fromEntries(
    Object.entries(readAsItStands()).map(([name, value]) => [
      name,
      /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value)?.[2] ?? unquoted(value).replaceAll(/\$\{?\w*\}?/g, ''),
    ]),
  );
}

describe('.env.example with everything in it switched on', () => {
  test('.env.example names variables with values', () => {
    expect(Object.keys(readAsItStands()).length).toBeGreaterThan(20);
    expect(readAsItStands()).toMatchObject({ PORT: '8080', RATE_LIMIT_WINDOW: '60s', JWT_SECRET: '' });
  });

  test('.env.example means the same to a shell that sources it', () => {
    expect(printedBy('set -ea; . "$FILE"; "$NODE" -e "$PRINT"')).toEqual(readAsItStands());
    expect(printedBy('set -o posix -ea; . "$FILE"; "$NODE" -e "$PRINT"')).toEqual(readAsItStands());
  });

  test('.env.example means the same to node --env-file', () => {
    expect(printedBy('"$NODE" --env-file="$FILE" -e "$PRINT"')).toEqual(readAsItStands());
  });

  test('.env.example means the same to docker, compose and systemd by their documented grammars', () => {
    expect(readBySystemd()).toEqual(readAsItStands());
    expect(readByCompose()).toEqual(readAsItStands());
  });

  test('.env.example has only values that the service takes', () => {
    const { JWT_JWKS_URL, JWT_PUBLIC_KEY, ...variables } = readAsItStands();
    const own = { JWT_SECRET: 'x'.repeat(32), CREDENTIALS_KEY: '', NODE_ENV: 'development' };

    expect(loadConfig({ ...variables, ...own }, PROVIDER_SETTINGS)).toMatchObject({
      rateLimit: { windowMs: 60_000 },
      checkoutTtlMs: 86_400_000,
    });
    for (const key of [{ JWT_JWKS_URL }, { JWT_PUBLIC_KEY }])
      expect(() => loadConfig({ ...variables, ...key }, PROVIDER_SETTINGS)).toThrow(
        /^(?!.*JWT).*required in production/s,
      );
  });
});
