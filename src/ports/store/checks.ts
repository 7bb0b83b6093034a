import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { CheckEnd, CheckKind } from '../../domain/schedule.ts';

export type { CheckEnd, CheckKind };

/** The right to make one check: a worker holds it until the check ends or the lease expires. */
export type Check = {
  readonly kind: CheckKind;
  readonly subject: string;
  /** New with each try: a worker whose lease has expired can't end the check. */
  readonly token: string;
  /** How often it was tried, including this try. */
  readonly tries: number;
  /** Whether the schedule has no further try. */
  readonly isLast: boolean;
};

/**
 * Checks that are due, shared by all replicas. If a change makes one necessary, the store writes it in the
 * same commit. Each method is atomic. All times are the database's; src/domain/schedule.ts says how long a kind waits
 * between its tries.
 */
export type Checks = {
  /** Takes checks of these kinds that are due, the longest due first. After the lease they are due again. */
  takeChecks(kinds: readonly CheckKind[], limit: number, leaseMs: number): Promise<readonly Check[]>;
  /**
   * Takes this check whatever its schedule says; of an abandoned one that begins again. Null: a worker has it, or there is
   * none. The audit is written where it is taken.
   */
  takeCheck(kind: CheckKind, subject: string, leaseMs: number, audit?: AuditRecord | null): Promise<Check | null>;
  /**
   * Closes an abandoned check by an operator's word. False when it is closed, has been revived, or is not there. The audit is
   * written where it is closed by this call.
   */
  resolveCheck(
    kind: CheckKind,
    subject: string,
    said: { readonly by: string; readonly reason: string },
    audit?: AuditRecord | null,
  ): Promise<boolean>;
  /** A check whose lease was lost meanwhile stays as it is. */
  endCheck(check: Check, end: CheckEnd): Promise<void>;
  /** Whether there is this check: in its wait, due, held by a worker, abandoned, or resolved by an operator. */
  hasCheck(kind: CheckKind, subject: string): Promise<boolean>;
  /** For checks that no other commit makes necessary. An existing check keeps its schedule, unless that is over. */
  rememberCheck(kind: CheckKind, subject: string): Promise<void>;
};
