import type { Sending, Webhook } from '../simulator.ts';
import type { FaultName } from './catalogue.ts';
import type { Switched } from './switchboard.ts';

/** How a webhook is sent: one thing after the other; none, when it is lost. */
export type Plan = {
  readonly sendings: readonly Sending[];
  /** Milliseconds until the first. */
  readonly waitMs: number;
  /** Whether it is held until another one was sent, for as long as that. */
  readonly isOvertaken: boolean;
};

type Change = (plan: Plan, webhook: Webhook, ms: number) => Plan;

const CHANGES: Partial<Record<FaultName, Change>> = {
  duplicate: (plan) => ({ ...plan, sendings: plan.sendings.flatMap((sending) => [sending, sending]) }),
  reorder: (plan, _, ms) => ({ ...plan, isOvertaken: true, waitMs: ms }),
  delay: (plan, _, ms) => ({ ...plan, waitMs: ms }),
  drop: (plan) => ({ ...plan, sendings: [] }),
  bad_signature: (plan) => ({ ...plan, sendings: plan.sendings.map(withBadSignature) }),
  ts_in_ms: (plan, { others }) => ({ ...plan, sendings: others?.inMilliseconds() ?? plan.sendings }),
  upper_case_id: (plan, { others }) => ({ ...plan, sendings: [...plan.sendings, ...(others?.aboutAnOrder() ?? [])] }),
  ipn_double: (plan, { others }) => ({ ...plan, sendings: [...plan.sendings, ...(others?.asIpn() ?? [])] }),
};

/** Faults add up, in the order in which they were switched on. */
export function planFor(webhook: Webhook, striking: readonly Switched[]): Plan {
  const asIs: Plan = { sendings: [webhook], waitMs: 0, isOvertaken: false };
  return striking.reduce((plan, { fault, ms }) => CHANGES[fault]?.(plan, webhook, ms ?? 0) ?? plan, asIs);
}

/** Stripe and Mercado Pago write their signature's digest as `v1=`; PayPal's is a header of its own. */
function withBadSignature(sending: Sending): Sending {
  const spoil = (name: string, value: string) => {
    const digest = name.endsWith('-sig') ? /^(.)/ : /(?<=v1=)([0-9a-f])/;
    return value.replace(digest, (found) => (found === '0' ? '1' : '0'));
  };
  const headers = (at: Date) =>
    Object.fromEntries(Object.entries(sending.headers(at)).map(([name, value]) => [name, spoil(name, value)]));
  return { ...sending, headers };
}
