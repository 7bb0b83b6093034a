import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes a data directory for this process and returns what gives it back. Two processes on one embedded
 * database would both acknowledge the same writes, so a second one must not start; a lock whose process is
 * gone is taken over.
 * @throws in one line when another living process has it, or nothing can be written there.
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    take(lock);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause; // In words of ours.
    throw new Error(`DATA_DIR: ${directory} can't be used: ${(cause as Error).message}`, { cause });
  }
  held.add(lock);
  return () => {
    if (held.delete(lock) && readHolder(lock) === stampOf(process.pid)) rmSync(lock, { force: true });
  };
}

/** Locks of this process: a lock file with our own process id that is not here was left by a namesake. */
const held = new Set<string>();

function take(lock: string): void {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, stampOf(process.pid));
  try {
    while (!isLinked(mine, lock) && !takeOver(lock, mine));
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A link appears with its content or not at all, and never replaces what is there. */
function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces the lock of a process that is gone; false when it was given back or replaced meanwhile. Only whoever has the
 * lock on that dead lock may: anybody slower would throw away the lock of who was faster.
 */
function takeOver(lock: string, mine: string): boolean {
  const holder = readHolder(lock);
  if (holder === undefined) return false;
  const [pid, began] = holder.split(' ');
  if (isAlive(Number(pid), began, lock)) throw new Error(`Process ${pid} is using this data directory (${lock})`);
  const right = `${lock}.after-${holder.replace(/\W+/g, '-').slice(0, 64)}`;
  take(right);
  try {
    const isThere = readHolder(lock) === holder;
    if (isThere) renameSync(mine, lock);
    return isThere;
  } finally {
    rmSync(right, { force: true });
  }
}

function readHolder(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, began: string | undefined, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  const present = statusOf(pid);
  if (present?.isDead || (present && began !== undefined && present.began !== began)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Numbers are given again, and soon in a container: so it says when that process began, too, where that is known. */
function stampOf(pid: number): string {
  const { began } = statusOf(pid) ?? {};
  return began === undefined ? String(pid) : `${pid} ${began}`;
}

/**
 * A process that has died keeps its number until its parent has asked how. Undefined where the system doesn't tell: only
 * Linux does. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, 2026-11-22
 */
function statusOf(pid: number): { readonly isDead: boolean; readonly began: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // What follows the name, which may hold anything: the state, and, the twentieth, ticks from boot to its beginning.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { isDead: ['Z', 'X'].includes(fields[0] ?? ''), began: fields[19] };
  } catch {
    return undefined;
  }
}
