import type { AbilityName, Side } from './abilities.ts';
import type { Harness } from './harness.ts';

/** One promise of the port, `PaymentProvider`, and how it is tried. */
export type Scenario = {
  /** Never changes: reports and CI can name it. */
  readonly id: string;
  /** What every adapter promises, as a whole sentence. */
  readonly promise: string;
  /** What an adapter that broke the promise should do. */
  readonly advice: string;
  /** The page and the anchor that explain it. */
  readonly doc: string;
  /** What has to be declared, or not declared, for the promise to apply; null: every adapter keeps it. */
  readonly when: { readonly ability: AbilityName; readonly side: Side } | null;
  /** Rejects when the promise is broken. The harness is fresh, and only this scenario has it. */
  readonly run: (harness: Harness) => Promise<void>;
};

type Tried = Omit<Scenario, 'doc' | 'when'>;

const PAGE = 'docs/adding-a-provider.md';

/** Scenarios that every adapter passes, explained at one anchor. */
export function always(anchor: string, scenarios: readonly Tried[]): readonly Scenario[] {
  return scenarios.map((scenario) => ({ ...scenario, doc: `${PAGE}#${anchor}`, when: null }));
}

/** Scenarios of adapters that declare this. */
export function declared(ability: AbilityName, anchor: string, scenarios: readonly Tried[]): readonly Scenario[] {
  return always(anchor, scenarios).map((scenario) => ({ ...scenario, when: { ability, side: 'declared' } }));
}

/** Scenarios of adapters that do not declare this. */
export function notDeclared(ability: AbilityName, anchor: string, scenarios: readonly Tried[]): readonly Scenario[] {
  return always(anchor, scenarios).map((scenario) => ({ ...scenario, when: { ability, side: 'not declared' } }));
}
