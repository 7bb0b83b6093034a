import { type Profile, sideOf } from './abilities.ts';
import type { Scenario } from './scenario.ts';
import { AMOUNTS } from './scenarios/amounts.ts';
import { ANSWERS } from './scenarios/answers.ts';
import { CAPTURES } from './scenarios/captures.ts';
import { CLOSING } from './scenarios/closing.ts';
import { COMPLETION } from './scenarios/completion.ts';
import { CONNECTING } from './scenarios/connecting.ts';
import { CREDENTIALS } from './scenarios/credentials.ts';
import { DISPUTES } from './scenarios/disputes.ts';
import { FAILURES } from './scenarios/failures.ts';
import { FAULTS } from './scenarios/faults.ts';
import { OPENING } from './scenarios/opening.ts';
import { PARENTS } from './scenarios/parents.ts';
import { RECEIPTS } from './scenarios/receipts.ts';
import { REFUND_REPORTS } from './scenarios/refunds/reports.ts';
import { REFUNDS } from './scenarios/refunds/sending.ts';
import { REPEATS } from './scenarios/repeats.ts';
import { SEARCH } from './scenarios/search.ts';
import { SPLITS } from './scenarios/splits.ts';
import { TRIES } from './scenarios/tries.ts';
import { ASKING } from './scenarios/webhooks/asking.ts';
import { NOTIFICATIONS } from './scenarios/webhooks/notifications.ts';
import { SIGNATURES } from './scenarios/webhooks/signatures.ts';
import { SIGNED_URLS } from './scenarios/webhooks/signed-urls.ts';

/** Everything that an adapter promises. Which of it applies is decided by what the adapter declares. */
export const SCENARIOS: readonly Scenario[] = [
  ...CREDENTIALS,
  ...OPENING,
  ...AMOUNTS,
  ...PARENTS,
  ...CLOSING,
  ...REPEATS,
  ...SEARCH,
  ...COMPLETION,
  ...CAPTURES,
  ...TRIES,
  ...SPLITS,
  ...RECEIPTS,
  ...REFUNDS,
  ...REFUND_REPORTS,
  ...DISPUTES,
  ...SIGNATURES,
  ...SIGNED_URLS,
  ...ASKING,
  ...NOTIFICATIONS,
  ...FAILURES,
  ...FAULTS,
  ...ANSWERS,
  ...CONNECTING,
];

export function applies({ when }: Scenario, profile: Profile): boolean {
  return when === null || sideOf(when.ability, profile) === when.side;
}
