import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Locks a data directory for this process and returns the function that unlocks it. Two processes on one embedded database
 * would both acknowledge the same writes, so a second one must not start. The lock of a dead process is taken over.
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

/** Locks of this process. A lock file with our pid that is not here is a dead process's that had the same pid. */
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
 * Replaces the lock of a dead process; false if it was unlocked or replaced meanwhile. Needs a lock on that dead lock:
 * otherwise a slower process would overwrite the lock of a faster one.
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
    // EPERM: the process is alive, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A pid is reused, and soon in a container: so the stamp has the start time of its process, too, if that is known. */
function stampOf(pid: number): string {
  const { began } = statusOf(pid) ?? {};
  return began === undefined ? String(pid) : `${pid} ${began}`;
}

/**
 * A dead process keeps its pid until its parent has reaped it. Undefined where the system doesn't show it: only Linux does.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, 2026-11-22
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
