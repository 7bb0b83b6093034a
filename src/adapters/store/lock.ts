import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes a data directory for this process and returns what gives it back. Two processes on one embedded
 * database would both acknowledge the same writes, so a second one must not start; a lock whose process is
 * gone is taken over.
 * @throws in one line when another living process has it.
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  const mine = `${lock}.${process.pid}`;
  prepare(directory, mine);
  try {
    // A link appears with its content or not at all, and never replaces what is there.
    while (!tryLink(mine, lock)) removeStale(lock);
  } finally {
    rmSync(mine, { force: true });
  }
  held.add(lock);
  return () => {
    if (held.delete(lock) && readHolder(lock) === String(process.pid)) rmSync(lock, { force: true });
  };
}

function prepare(directory: string, mine: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(mine, String(process.pid));
  } catch (cause) {
    throw new Error(`DATA_DIR: ${directory} can't be used: ${(cause as Error).message}`, { cause });
  }
}

/** Locks of this process: a lock file with our own process id that is not here was left by a namesake. */
const held = new Set<string>();

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lock: string): void {
  const holder = readHolder(lock);
  if (holder === undefined) return; // Given back in this moment.
  if (isAlive(Number(holder), lock)) throw new Error(`Process ${holder} is using this data directory (${lock})`);
  // Whoever else finds the same dead lock does the same: only one may throw it away, and only that one.
  const aside = `${lock}.${process.pid}.stale`;
  renameSync(lock, aside);
  if (readHolder(aside) !== holder) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function readHolder(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
