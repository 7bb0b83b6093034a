import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Bug, Result } from './mutation.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What git knows or would add, beside the libraries and what is generated; its folder. */
export function copyOfCheckout(): string {
  const to = mkdtempSync(join(tmpdir(), 'fitstack-mutations-'));
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(ROOT, file), join(to, file));
  }
  cpSync(join(ROOT, 'generated'), join(to, 'generated'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  return to;
}

/** Puts the bug in, looks for it, and takes it out again. `look`: what was found; null when nothing was. */
export function tryBug(copy: string, { bug, file, find, replace }: Bug, look: () => string | null): Result {
  const path = join(copy, file);
  const right = readFileSync(path, 'utf8');
  const began = performance.now();
  const result = (isFound: boolean, how: string) => ({
    bug,
    isFound,
    how,
    seconds: (performance.now() - began) / 1000,
  });
  if (right.split(find).length !== 2) return result(false, `not applied: ${file} has changed`);
  writeFileSync(
    path,
    right.replace(find, () => replace),
  );
  try {
    const found = look();
    return result(found !== null, found ?? 'nothing turned red');
  } finally {
    writeFileSync(path, right);
  }
}
