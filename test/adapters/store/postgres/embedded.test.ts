import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openEmbeddedStore } from '../../../../src/adapters/store/index.ts';
import { lockDirectory } from '../../../../src/adapters/store/postgres/lock.ts';
import { anOrder } from '../../../conformance/store/builders.ts';
import { withCommands } from '../../../stores.ts';

/** Above what Linux gives to processes. */
const NO_PROCESS = 2 ** 22 + 1;

let directory: string;
let lock: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fitstack-embedded-'));
  lock = join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the embedded database', () => {
  test('the embedded database keeps what was put after it was closed, and is migrated when it is new', async () => {
    const order = anOrder();
    const first = withCommands(await openEmbeddedStore({ directory }));
    const put = await first.putOrder(order);
    await first.close();

    const second = await openEmbeddedStore({ directory });

    await second.ready();
    expect(await second.findOrder(order.id)).toEqual(put.value);
    await second.close();
  }, 60_000);

  test('the embedded database is for one process at a time, also within one process', async () => {
    const store = await openEmbeddedStore({ directory });

    await expect(openEmbeddedStore({ directory })).rejects.toThrow(/^Process \d+ is using this data directory \(.*\)$/);

    await store.close();
    expect(existsSync(lock)).toBe(false);
  }, 60_000);

  test('the embedded database keeps what was acknowledged when its process is killed, and is taken over then', async () => {
    const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [directory], { execArgv: [] });
    const [acknowledged] = (await once(child, 'message')) as [string];
    await expect(openEmbeddedStore({ directory })).rejects.toThrow(`Process ${child.pid} is using`);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const store = await openEmbeddedStore({ directory });

    expect(await store.findOrder(acknowledged)).not.toBeNull();
    await store.close();
  }, 60_000);
});

describe('the lock of a data directory', () => {
  test('the lock of a data directory names its process, and goes when it is given back', () => {
    const unlock = lockDirectory(directory);

    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
    unlock();
    unlock();
    expect(existsSync(lock)).toBe(false);
  });

  test.each([
    ['its parent is a file', (file: string) => join(file, 'data')],
    ['it is a file itself', (file: string) => file],
  ])('the lock of a data directory can’t be taken where %s, which is said in one line', (_why, at) => {
    const file = join(directory, 'file');
    writeFileSync(file, '');

    expect(() => lockDirectory(at(file))).toThrow(/^DATA_DIR: .+ can't be used: .+$/);
  });

  test('the lock of a data directory of a living process is respected', () => {
    writeFileSync(lock, String(process.ppid));

    expect(() => lockDirectory(directory)).toThrow(`Process ${process.ppid} is using this data directory (${lock})`);
    expect(readFileSync(lock, 'utf8')).toBe(String(process.ppid));
  });

  test.each([
    ['of a process that is gone', String(NO_PROCESS)],
    ['left by an earlier process with our own id', String(process.pid)],
    ['with rubbish in it', 'rubbish'],
    ['with nothing in it', ''],
  ])('the lock %s is taken over', (_whose, content) => {
    writeFileSync(lock, content);

    const unlock = lockDirectory(directory);

    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
    unlock();
  });

  test('the lock of a data directory is not taken over from a process that is gone while another process does that', () => {
    writeFileSync(lock, String(NO_PROCESS));
    writeFileSync(`${lock}.after-${NO_PROCESS}`, String(process.ppid));

    expect(() => lockDirectory(directory)).toThrow(`Process ${process.ppid} is using this data directory`);
    expect(readFileSync(lock, 'utf8')).toBe(String(NO_PROCESS));
  });

  test('the lock of a data directory is taken over also when another process died while doing that, and nothing is left of all', () => {
    writeFileSync(lock, String(NO_PROCESS));
    writeFileSync(`${lock}.after-${NO_PROCESS}`, String(NO_PROCESS + 1));

    lockDirectory(directory)();

    expect(readdirSync(directory)).toEqual([]);
  });

  // Only Linux shows what of a process is left, and when it began; elsewhere the number has to do.
  describe.runIf(process.platform === 'linux')('on Linux', () => {
    test('the lock of a data directory on Linux can’t be taken where there can be no file, also not by root, which is said in one line', () => {
      expect(() => lockDirectory('/proc/self')).toThrow(/^DATA_DIR: \/proc\/self can't be used: .+$/);
    });

    test('the lock of a data directory on Linux is taken over from a process whose number another process has by now', () => {
      writeFileSync(lock, `${process.ppid} 1`);

      lockDirectory(directory)();

      expect(existsSync(lock)).toBe(false);
    });

    test('the lock of a data directory on Linux is taken over from a process that has died and was not buried yet', async () => {
      const parent = spawn('bash', ['-c', 'sleep 60 & echo $!; exec cat']);
      onTestFinished(() => void parent.kill());
      const [output] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(output);
      // A shell buries its dead. Once this comes back, the parent is `cat`, which doesn't.
      parent.stdin.write('?');
      await once(parent.stdout, 'data');
      process.kill(pid, 'SIGKILL');
      while (!isDead(pid)) await pause(5);
      writeFileSync(lock, String(pid));

      lockDirectory(directory)();

      expect(existsSync(lock)).toBe(false);
    });

    test('the lock of a data directory on Linux says when its process began, and is respected when that is so', async () => {
      const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [directory], { execArgv: [] });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child, 'message');

      expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${child.pid} \\d+$`));
      expect(() => lockDirectory(directory)).toThrow(`Process ${child.pid} is using`);
    });
  });

  test('the lock of a data directory that is given back by a process that lost it stays with its new holder', () => {
    const unlock = lockDirectory(directory);
    writeFileSync(lock, String(process.ppid));

    unlock();

    expect(readFileSync(lock, 'utf8')).toBe(String(process.ppid));
  });
});

/** Of which nothing is left but what its parent could still ask. */
function isDead(pid: number): boolean {
  return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
