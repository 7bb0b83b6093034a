import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openState } from '../../src/sandbox/state.ts';

describe('The sandbox’s state', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
    file = join(folder, 'state.json');
    onTestFinished(() => rmSync(folder, { recursive: true }));
  });

  it('The sandbox’s state is there again after a restart, each simulator’s apart', () => {
    const state = openState(file);
    state.section('one')['x'] = 1;
    state.section('two')['x'] = { y: [2] };
    state.save();

    const again = openState(file);

    expect(again.section('one')).toEqual({ x: 1 });
    expect(again.section('two')).toEqual({ x: { y: [2] } });
    expect(again.section('three')).toEqual({});
  });

  it('The sandbox’s state is for its owner’s eyes, and leaves nothing half-written behind', () => {
    const state = openState(file);
    state.save();
    state.save();

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('The sandbox’s state does not begin anew over a file that it can’t read', () => {
    writeFileSync(file, 'not json');

    expect(() => openState(file)).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe('not json');
  });

  it('The sandbox’s state may stay in memory', () => {
    const state = openState(null);
    state.section('one')['x'] = 1;
    state.save();

    expect(state.section('one')).toEqual({ x: 1 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
