import { defineConfig } from 'vitest/config';
import { COMMON, projects } from '../vitest.config.ts';

/**
 * A test that holds on any day holds with the clock moved: the processes' own, and with it the embedded database's. Left
 * out are tests that use a program with its own clock (PostgreSQL, Redis), and those that only start processes.
 */
const LEFT_OUT = [
  'test/cli/{help,payments,remedies,orders-and-gyms}.test.ts',
  'test/service/process/{malformed,start}.test.ts',
  'test/{architecture,packages,image}.test.ts',
];

export default defineConfig({ root: '.', test: { ...COMMON, projects: projects(...LEFT_OUT) } });
