import type { Credentials } from '../../../domain/account.ts';
import { DomainError } from '../../../domain/error.ts';
import { type Outcome, ok } from '../../../ports/outcome.ts';
import type { Capabilities, Flow, OpenRequest, Parent, PaymentProvider } from '../../../ports/payment-provider.ts';
import { type ClientOptions, createClient } from './client.ts';
import { createIntents, type FoundIntent, searchIntents } from './intents.ts';
import { refusal, toWire } from './money.ts';
import { createSessions, findSessionOf, listOpenSessions } from './sessions.ts';

export const capabilities: Capabilities = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic', 'manual'],
  redirectNeedsReturnUrl: true,
};

/** One kind of parent object: an intent, or a session. */
export type ParentKind = {
  readonly owns: (parentId: string) => boolean;
  /** `amount` is the integer for the wire. */
  readonly open: (credentials: Credentials, request: OpenRequest, amount: number) => Promise<Outcome<Parent>>;
  readonly fetch: (credentials: Credentials, parentId: string) => Promise<Outcome<Parent | null>>;
  readonly close: (credentials: Credentials, parentId: string) => Promise<Outcome<Parent>>;
};

type Parents = Pick<PaymentProvider, 'open' | 'fetch' | 'find' | 'close'>;

export function createParents(options: ClientOptions): Parents {
  const client = createClient(options);
  const kinds = {
    client: createIntents(client),
    redirect: createSessions(client, options.now),
  } as const satisfies Record<Flow, ParentKind>;
  const kindOf = (parentId: string) => Object.values(kinds).find(({ owns }) => owns(parentId));

  return {
    async open(credentials, request) {
      requireSupport(request);
      const amount = toWire(request.amount);
      const refused = refusal(request.amount);
      if (refused !== null || amount === null)
        return { kind: 'rejected', about: 'amount', reason: refused?.reason ?? 'the amount can not be sent' };
      return kinds[request.flow].open(credentials, request, amount);
    },
    fetch: async (credentials, parentId) => kindOf(parentId)?.fetch(credentials, parentId) ?? ok(null),
    async find(credentials, reference) {
      const found = await searchIntents(client, credentials, reference);
      if (found.kind !== 'ok') return found;
      const paid = await Promise.all(
        found.value.map(({ intent, parent }) => parentsOf({ intent, parent }, credentials)),
      );
      const open = await listOpenSessions(client, credentials, reference, options.now());
      return newestFirst([...paid, open]);
    },
    close: async (credentials, parentId) => {
      const kind = kindOf(parentId);
      return kind === undefined ? noSuchParent : end(kind, credentials, parentId);
    },
  };

  async function parentsOf({ intent, parent }: FoundIntent, credentials: Credentials) {
    return intent.isOfASession ? findSessionOf(client, credentials, intent.id) : ok([parent]);
  }
}

const noSuchParent = { kind: 'rejected', about: 'request', reason: 'not the id of an intent or a session' } as const;

/** @throws DomainError `unsupported` */
function requireSupport({ flow, captureMethod, returnUrl }: OpenRequest): void {
  const needsReturnUrl = flow === 'redirect' && capabilities.redirectNeedsReturnUrl;
  if (!capabilities.flows.includes(flow)) throw unsupported(`Stripe has no ${flow} flow`);
  if (!capabilities.captureMethods.includes(captureMethod)) throw unsupported(`Stripe has no ${captureMethod} capture`);
  if (needsReturnUrl && returnUrl === null) throw unsupported('A Stripe page needs a URL to send the buyer back to');
}

function unsupported(message: string): DomainError {
  return new DomainError('unsupported', message);
}

/**
 * Stripe refuses to end what has ended already or is being paid. Then the present state is the answer,
 * unless it can still be paid: in that case the refusal is.
 */
async function end(kind: ParentKind, credentials: Credentials, parentId: string): Promise<Outcome<Parent>> {
  const ended = await kind.close(credentials, parentId);
  if (ended.kind !== 'rejected' || ended.about !== 'request') return ended;
  const present = await kind.fetch(credentials, parentId);
  if (present.kind !== 'ok') return present;
  return present.value === null || isPayable(present.value) ? ended : ok(present.value);
}

function isPayable({ report }: Parent): boolean {
  return report.fact === null || report.fact.kind === 'pending' || report.fact.kind === 'failed';
}

/** Each parent once; the first failure instead, if there is one. */
function newestFirst(lists: readonly Outcome<readonly Parent[]>[]): Outcome<readonly Parent[]> {
  const failure = lists.find((list) => list.kind !== 'ok');
  if (failure !== undefined) return failure;
  const parents = lists.flatMap((list) => (list.kind === 'ok' ? list.value : []));
  return ok([...new Map(parents.map((parent) => [parent.parentId, parent])).values()]);
}
