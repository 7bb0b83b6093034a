import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What the simulators remember, each in its own section, kept in one file. */
type State = {
  /** A plain JSON object: mutate it, then save. */
  readonly section: (name: string) => Record<string, unknown>;
  readonly save: () => void;
};

type Sections = Record<string, Record<string, unknown>>;

/**
 * Reads the file, or begins without one. Saving is synchronous, so that what a simulator answered is on disk
 * before its answer leaves; the file is never seen half-written, and only its owner may read it, since it
 * holds the sellers' secrets. `null` keeps everything in memory.
 * @throws Error when there is a file that isn't the sandbox's.
 */
export function openState(file: string | null): State {
  const sections = file === null ? {} : read(file);
  return {
    section: (name) => {
      sections[name] ??= {};
      return sections[name];
    },
    save: () => {
      if (file !== null) write(file, sections);
    },
  };
}

function read(file: string): Sections {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`The sandbox can't read its state in ${file}: remove the file to begin anew`, { cause: error });
  }
}

function write(file: string, sections: Sections): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(sections), { mode: 0o600 });
  renameSync(draft, file);
}
