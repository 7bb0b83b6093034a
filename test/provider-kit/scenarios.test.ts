import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ABILITY_NAMES } from '../../src/provider-kit/abilities.ts';
import { SCENARIOS } from '../../src/provider-kit/scenarios.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The anchors of a page's headings, as they are linked to. */
function anchorsIn(page: string): readonly string[] {
  const headings = readFileSync(join(ROOT, page), 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

test('scenarios have ids and promises of their own, and advice', () => {
  expect(SCENARIOS.length).toBeGreaterThan(80);
  expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
  expect(new Set(SCENARIOS.map(({ promise }) => promise)).size).toBe(SCENARIOS.length);
  for (const { id, advice } of SCENARIOS) expect([id, advice]).toEqual([id, expect.stringMatching(/^[A-Z].{20,}\.$/)]);
});

test('scenarios are explained where they say', () => {
  for (const { id, doc } of SCENARIOS) {
    const [page = '', anchor] = doc.split('#');
    expect([id, anchorsIn(page)]).toEqual([id, expect.arrayContaining([anchor])]);
  }
});

test('scenarios try each ability, declared or not', () => {
  const tried = new Set(SCENARIOS.flatMap(({ when }) => when?.ability ?? []));

  expect(ABILITY_NAMES.filter((name) => !tried.has(name))).toEqual([]);
});

test('scenarios that the page about traps names exist', () => {
  const page = readFileSync(join(ROOT, 'docs/adding-a-provider.md'), 'utf8');
  const [, traps = ''] = /^## Traps$(.+?)^## /ms.exec(page) ?? [];
  const named = [...traps.matchAll(/`([a-z]+\.[a-z0-9-]+)`/g)].map(([, id = '']) => id);
  const ids = SCENARIOS.map(({ id }) => id);

  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});
