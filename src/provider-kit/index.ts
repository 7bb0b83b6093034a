// What an adapter's own package imports, as `fitstack-payments/provider-kit`.

export * from '../adapters/providers/toolkit.ts';
export { type Declared, type Profile, TRAITS, type Trait } from './abilities.ts';
export { type CheckOptions, checkProvider, type NotDeclared, type Report, type Result, tryScenario } from './check.ts';
export { type Effects, type Harness, notPlayed, type Settlement, type Subject, type Wire } from './harness.ts';
export { formatReport } from './report.ts';
export { runKit } from './run.ts';
export type { Scenario } from './scenario.ts';
export { applies, SCENARIOS } from './scenarios.ts';
export { createClock } from './tools/clock.ts';
export { listen, type Server } from './tools/server.ts';
