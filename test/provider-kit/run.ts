import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Subject } from '../../src/provider-kit/harness.ts';
import { runKit } from '../../src/provider-kit/run.ts';

// `npm run kit -- stripe refund`: the kit's report of one adapter, and of the scenarios that are named after it.

const ADAPTERS = join(import.meta.dirname, '../adapters/providers');

const entries = await readdir(ADAPTERS, { withFileTypes: true });
const names = entries.filter((entry) => entry.isDirectory() && entry.name !== 'shared').map(({ name }) => name);
const [name = '', ...args] = process.argv.slice(2);
if (!names.includes(name)) throw new Error(`name one of ${names.join(', ')}, and not "${name}"`);
const exported: object = await import(join(ADAPTERS, name, 'subject.ts'));
const subject = Object.values(exported).find((one): one is Subject => typeof Object(one).start === 'function');
if (subject === undefined) throw new Error(`the subject.ts of ${name} exports no subject`);
await runKit(subject, args);
