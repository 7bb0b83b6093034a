import { randomUUID } from 'node:crypto';
import { webhookSecretsOf } from '../../src/adapters/providers/shared/credentials.ts';
import { unsupported } from '../../src/adapters/providers/shared/unsupported.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { Money } from '../../src/domain/money/money.ts';
import type { DisputeReport } from '../../src/domain/payment/dispute.ts';
import { isOpen, type Status } from '../../src/domain/payment/fact.ts';
import type { RefundReport, RefundStatus } from '../../src/domain/payment/refund.ts';
import { type Outcome, ok } from '../../src/ports/outcome.ts';
import type { Capabilities } from '../../src/ports/payment-provider/capabilities.ts';
import type { Notification, Translation } from '../../src/ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import type { OpenRequest, Parent, Refusal } from '../../src/ports/payment-provider/requests.ts';

import { FAKE_CREDENTIALS, type FakeCredentials, fakeCredentialsFrom } from './fake-credentials.ts';
import { deliveryOf, doubt, redactedDelivery, signedDelivery, verifyDelivery } from './fake-deliveries.ts';
import { createFakeGrants, type GrantOptions } from './fake-grants.ts';
import {
  attemptIdOf,
  type Body,
  type Claims,
  disputeReport,
  eventReport,
  intentIdOf,
  type Kept,
  type KeptRefund,
  type Part,
  parentOf,
  refundReport,
  stateReport,
  withParts,
} from './fake-reports.ts';
import { type Effect, type Method, rejection, type Twist, twisted } from './fake-twists.ts';

/** What a provider knows to be true. */
export type Books = {
  readonly parents: readonly (Kept & { readonly parts: readonly Part[] })[];
  readonly refunds: readonly KeptRefund[];
  readonly disputes: readonly DisputeReport[];
};

type Call = { readonly method: Method; readonly token: string; readonly about: unknown };

export type FakeOptions = Pick<GrantOptions, 'grantLifeMs' | 'renewalEndsToken'> & {
  readonly name?: string;
  readonly capabilities?: Partial<Capabilities>;
  readonly refusal?: (amount: Money) => Refusal | null;
  /** Whether a token shows whose it is. */
  readonly showsHolders?: boolean;
  /** Whether refunds carry our reference. */
  readonly refundsAreNamed?: boolean;
  /** Whether merchants can connect their accounts. */
  readonly connects?: boolean;
  /** How long after it was made a search shows a parent, and a list a refund. */
  readonly searchLagMs?: () => number;
  /** Whether opening again with the same key makes another parent. */
  readonly ignoresKeys?: boolean;
  /** Whether each try of a buyer has an id, within one payment for all of them. */
  readonly triesAreNamed?: boolean;
  readonly newId?: () => string;
  readonly now: () => Date;
};

export type FakeProvider = ReturnType<typeof createFakeProvider>;

const DAY_MS = 86_400_000;

/** What no buyer and no operator has done anything to. */
const UNTOUCHED = { captured: null, hasAgreed: false, wasDeclined: false, charges: [] } as const;

/** Passes our own check, and not this provider's. */
export const REFUSED_EMAIL = 'not!taken@example.com';

/**
 * A whole provider in memory, with a wire that fails as scripted. An access token is `holder:anything`;
 * what a holder's token made, all of the holder's tokens see. A notification is JSON, signed with one of the account's
 * secrets, or of a shape that is never signed. It keeps the port's promises: fake-provider.test.ts.
 */
export function createFakeProvider(options: FakeOptions) {
  const { name = 'somepay', now, showsHolders = true, refundsAreNamed = true, connects = true } = options;
  const { refusal = () => null, searchLagMs = () => 0, ignoresKeys = false, newId = randomUUID } = options;
  const { triesAreNamed = false } = options;
  const parents = new Map<string, Kept>();
  /** By parent. */
  const parts = new Map<string, readonly Part[]>();
  const refunds = new Map<string, KeptRefund>();
  /** By parent, as they are now. */
  const disputes = new Map<string, DisputeReport>();
  const idsByKey = new Map<string, string>();
  const scripts = new Map<Method, Twist[]>();
  const calls: Call[] = [];
  const revoked = new Set<string>();
  /** Until when what a buyer holds can be paid, by parent. */
  const vouchers = new Map<string, Date | null>();
  let searchIsBehind = false;
  let refundsAreSlow = false;
  let reversalsAreHidden = false;
  let capabilities: Capabilities = {
    flows: ['client', 'redirect'],
    captureMethods: ['automatic', 'manual'],
    splitsPurchases: true,
    refunds: true,
    redirectNeedsReturnUrl: false,
    failedIsFinal: false,
    completes: false,
    confirmedBy: 'provider',
    webhooks: 'signed',
    disputes: 'decided',
    repeatsAreSafeForMs: DAY_MS,
    searchLagMs: DAY_MS,
    ...options.capabilities,
  };

  /** One call over the wire: recorded, then answered as scripted. */
  async function call<T>(
    method: Method,
    { access_token: accessToken }: FakeCredentials,
    about: unknown,
    effect: () => T,
  ) {
    calls.push({ method, token: accessToken, about });
    if (!isTaken(accessToken)) return rejection('credentials', 'the token is not taken any more');
    const twist = scripts.get(method)?.shift();
    if (twist === undefined) return ok(effect());
    return twisted(twist, effect);
  }

  /** The same where the provider refuses what has no effect. */
  async function refusable<T>(method: Method, credentials: FakeCredentials, about: unknown, effect: () => T | null) {
    const outcome = await call(method, credentials, about, effect);
    if (outcome.kind !== 'ok') return outcome;
    return outcome.value === null ? rejection('request', `there is nothing to ${method}`) : ok<T>(outcome.value);
  }

  /** @throws `unsupported` */
  function require(isDeclared: boolean, what: string): void {
    if (!isDeclared) throw new DomainError('unsupported', `${name} has no ${what}`);
  }

  function kept(id: string): Kept {
    const parent = parents.get(id);
    if (parent === undefined) throw new Error(`${name} has no parent ${id}`);
    return parent;
  }

  function change(id: string, status: Status): void {
    const parent = kept(id);
    parents.set(id, { ...parent, status, changedAt: now(), charges: triedAgain(parent, status) });
  }

  /** What is under way ends as the try that it is; everything else is another one. */
  function triedAgain({ id, status: was, charges }: Kept, status: Status): Kept['charges'] {
    if (!triesAreNamed || status === 'pending' || status === 'cancelled') return charges;
    const before = was === 'processing' ? charges.slice(0, -1) : charges;
    return [...before, { id: `charge-${before.length + 1}-of-${id}`, isDeclined: status === 'failed' }];
  }

  /** What is under way carries the reference and not the parent: it ends, whichever parent it came by. */
  function stopUnderWay({ holder, request: { reference } }: Kept): void {
    for (const parent of parents.values())
      if (parent.holder === holder && parent.request.reference === reference && parent.status === 'processing')
        change(parent.id, 'failed');
  }

  function laggingBehind(): Date {
    return new Date(now().getTime() + searchLagMs());
  }

  /** Makes a parent whatever keys were used before. */
  function make({ access_token: accessToken }: Pick<FakeCredentials, 'access_token'>, request: OpenRequest): string {
    const holder = holderOf(accessToken);
    const id = `parent-${newId()}`;
    const searchable = { isSearchable: !searchIsBehind, searchableAt: laggingBehind() };
    parents.set(id, {
      id,
      holder,
      madeBy: accessToken,
      request,
      status: 'pending',
      changedAt: now(),
      openedAt: now(),
      ...searchable,
      ...UNTOUCHED,
    });
    return id;
  }

  function refundsOf(providerPaymentId: string): RefundReport[] {
    return [...refunds.values()]
      .filter((refund) => refund.providerPaymentId === providerPaymentId)
      .map((refund) => refundReport(refund, refundsAreNamed));
  }

  function giveBack(providerPaymentId: string, amount: Money, reference: string | null): string {
    const id = `refund-${newId()}`;
    const status = refundsAreSlow ? 'pending' : 'succeeded';
    const times = { madeAt: now(), listedAt: laggingBehind() };
    refunds.set(id, { id, providerPaymentId, amount, reference, status, ...times });
    return id;
  }

  /** The parent whose money waits to be captured by hand. */
  function heldBy(providerPaymentId: string): Kept | undefined {
    return [...parents.values()].find(
      ({ id, status, request }) =>
        attemptIdOf(id) === providerPaymentId && status === 'processing' && request.captureMethod === 'manual',
    );
  }

  function capturedOf(providerPaymentId: string): number {
    const part = [...parts.values()].flat().find(({ id }) => id === providerPaymentId);
    if (part !== undefined) return part.status === 'succeeded' ? part.minor : 0;
    const paid = [...parents.values()].find(({ id }) => attemptIdOf(id) === providerPaymentId);
    return paid?.status === 'succeeded' ? (paid.captured ?? paid.request.amount.minor) : 0;
  }

  function backOf(providerPaymentId: string): number {
    return [...refunds.values()]
      .filter((refund) => refund.providerPaymentId === providerPaymentId && refund.status !== 'failed')
      .reduce((sum, { amount }) => sum + amount.minor, 0);
  }

  function keptRefund(id: string): KeptRefund {
    const refund = refunds.get(id);
    if (refund === undefined) throw new Error(`${name} has no refund ${id}`);
    return refund;
  }

  function shown(parent: Kept): Parent {
    const { report, ...rest } = parentOf(parent);
    const dispute = disputes.get(parent.id);
    const own = parts.get(parent.id) ?? [];
    const ids = [attemptIdOf(parent.id), ...own.map(({ id }) => id)];
    const reversals = [...ids.flatMap(refundsOf), ...(dispute === undefined ? [] : [dispute])];
    if (reversalsAreHidden && parent.status === 'succeeded')
      return { ...rest, report: { ...report, unanswered: [{ about: 'refunds', reason: 'scripted' }] } };
    return { ...rest, report: { ...withParts(report, parent, own), reversals } };
  }

  function visibleTo({ access_token: accessToken }: FakeCredentials, id: string): Kept | undefined {
    const parent = parents.get(id);
    return parent?.holder === holderOf(accessToken) ? parent : undefined;
  }

  const grants = createFakeGrants(
    (method, accessToken, effect) => call(method, { access_token: accessToken, webhook_secrets: [] }, null, effect),
    { ...options, newId },
  );

  function isTaken(accessToken: string): boolean {
    return !revoked.has(accessToken) && !grants.isOver(accessToken);
  }

  const provider: PaymentProvider<Body, FakeCredentials> = {
    name,
    connecting: connects ? grants.connecting : null,
    get capabilities() {
      return capabilities;
    },
    refusal,
    credentials: FAKE_CREDENTIALS.fields,
    identify: ({ access_token }) => (showsHolders ? holderOf(access_token) : null),
    openSameAccount: (one, other) => one.access_token === other.access_token,
    credentialsFrom: (kept) => fakeCredentialsFrom(kept, { connects }),
    publishableKey: ({ public_key = null }) => public_key,

    descriptor: (text) => text.slice(0, 10).trim() || null,
    descriptorForm: 'at most 10 characters',

    async open(credentials, request) {
      const { flow, captureMethod, returnUrl, amount, customerEmail } = request;
      const needsReturnUrl = flow === 'redirect' && capabilities.redirectNeedsReturnUrl;
      require(capabilities.flows.includes(flow), `${flow} flow`);
      require(capabilities.captureMethods.includes(captureMethod), `${captureMethod} capture`);
      require(returnUrl !== null || !needsReturnUrl, 'page without a return URL');
      if (refusal(amount) !== null) return rejection('amount', 'not carried');
      if (customerEmail === REFUSED_EMAIL) return rejection('customerEmail', 'not taken');
      return call('open', credentials, request, () => {
        const holder = holderOf(credentials.access_token);
        const key = `${holder} ${request.idempotencyKey}`;
        const id = (ignoresKeys ? undefined : idsByKey.get(key)) ?? make(credentials, request);
        idsByKey.set(key, id);
        return shown(kept(id));
      });
    },

    fetch(credentials, parentId) {
      return call('fetch', credentials, parentId, () => {
        const parent = visibleTo(credentials, parentId);
        return parent === undefined ? null : shown(parent);
      });
    },

    async find(credentials, reference, since) {
      require(capabilities.searchLagMs !== null, 'search');
      return call('find', credentials, reference, () =>
        [...parents.values()]
          .filter(({ isSearchable, searchableAt }) => isSearchable && searchableAt <= now())
          .filter(({ openedAt }) => openedAt >= since)
          .filter(({ id }) => visibleTo(credentials, id) !== undefined)
          .filter(({ request }) => request.reference === reference)
          .map(shown)
          .toReversed(),
      );
    },

    async close(credentials, parentId, options) {
      const until = vouchers.get(parentId);
      if (until !== undefined && kept(parentId).status === 'pending' && (until === null || until > now())) {
        const outcome = await call('close', credentials, parentId, () => null);
        return outcome.kind === 'ok' ? { kind: 'not_yet', until, reason: 'a voucher' } : outcome;
      }
      return refusable('close', credentials, parentId, () => {
        if (visibleTo(credentials, parentId) === undefined) return null;
        if (!options?.isSurplus) stopUnderWay(kept(parentId));
        if (kept(parentId).status !== 'succeeded') change(parentId, 'cancelled');
        return shown(kept(parentId));
      });
    },

    async complete(credentials, request) {
      require(capabilities.completes, 'completion');
      return refusable('complete', credentials, request, () => {
        const parent = visibleTo(credentials, request.parentId);
        if (parent === undefined) return null;
        if (parent.hasAgreed && isOpen(parent.status)) change(parent.id, 'succeeded');
        return shown(kept(parent.id));
      });
    },

    async capture(credentials, request) {
      require(capabilities.captureMethods.includes('manual'), 'manual capture');
      const { providerPaymentId, amount } = request;
      if (refusal(amount) !== null) return rejection('amount', 'not carried');
      return refusable('capture', credentials, request, () => {
        const held = heldBy(providerPaymentId);
        if (held === undefined || amount.minor > held.request.amount.minor) return null;
        parents.set(held.id, { ...held, status: 'succeeded', changedAt: now(), captured: amount.minor });
        return stateReport(kept(held.id));
      });
    },

    async refund(credentials, request) {
      require(capabilities.refunds, 'refunds');
      const { providerPaymentId, amount, reference } = request;
      if (refusal(amount) !== null) return rejection('amount', 'not carried');
      return refusable('refund', credentials, request, () => {
        const key = `${holderOf(credentials.access_token)} ${request.idempotencyKey}`;
        const known = idsByKey.get(key);
        const left = capturedOf(providerPaymentId) - backOf(providerPaymentId);
        if (known === undefined && amount.minor > left) return null;
        const id = known ?? giveBack(providerPaymentId, amount, reference);
        idsByKey.set(key, id);
        return refundReport(keptRefund(id), refundsAreNamed);
      });
    },

    async listRefunds(credentials, providerPaymentId) {
      require(capabilities.refunds, 'refunds');
      return call('listRefunds', credentials, providerPaymentId, () =>
        refundsOf(providerPaymentId).filter(({ providerRefundId }) => keptRefund(providerRefundId).listedAt <= now()),
      );
    },

    receive: unsupported(`${name} says itself what was paid`),

    verify(delivery, accounts) {
      if (capabilities.webhooks === 'none') return 'invalid';
      const isAsked = capabilities.webhooks === 'asked' && accounts.length > 0;
      return isAsked ? doubt(delivery) : verifyDelivery(delivery, webhookSecretsOf(accounts));
    },

    async confirm(credentials, delivery) {
      require(capabilities.webhooks === 'asked', 'webhooks to be asked about');
      return call(
        'confirm',
        credentials,
        delivery,
        () => verifyDelivery(delivery, credentials.webhook_secrets) === 'valid',
      );
    },

    split({ body }) {
      const reported = read(body);
      if (reported?.of !== name || capabilities.webhooks === 'none') return null;
      const intentId = reported.claims?.parentId == null ? null : intentIdOf(reported.claims.parentId);
      const subject = reported.parentId ?? reported.claims?.parentId ?? reported.id;
      return [{ eventId: reported.id, eventType: reported.type, intentId, subject, payload: reported }];
    },

    redacted: redactedDelivery,

    async translate(credentials, { payload: reported }: Notification<Body>): Promise<Outcome<Translation>> {
      require(capabilities.webhooks !== 'none', 'webhooks');
      if (reported.of !== name) throw new TypeError(`${name} can not read what ${reported.of} sent`);
      return call('translate', credentials, reported.id, () => {
        if (reported.claims !== undefined) return { report: eventReport(reported.claims), key: reported.id };
        if (reported.dispute !== undefined) return { report: disputeReport(reported.dispute), key: reported.id };
        const parent = reported.parentId === undefined ? undefined : visibleTo(credentials, reported.parentId);
        if (parent === undefined) return { report: null, key: reported.id };
        const { report } = shown(parent);
        const back = JSON.stringify(report.reversals);
        return { report, key: `${parent.id} ${parent.status} ${Number(parent.changedAt)} ${back}` };
      });
    },
  };

  return {
    ...provider,
    // Spreading would read it once.
    get capabilities() {
      return capabilities;
    },

    /** The next call of this method ends like this; further ones queue up behind it. */
    next(method: Method, ...twists: readonly Twist[]): void {
      scripts.set(method, [...(scripts.get(method) ?? []), ...twists]);
    },

    /** The next call of this method hangs until it is released, then goes on. */
    hold(method: Method, effect: Effect = 'before the effect') {
      const arrival = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      this.next(method, { kind: 'waits', until: release.promise, arrived: arrival.resolve, effect });
      return { arrived: arrival.promise, release: release.resolve };
    },

    /** From now on it declares this too. */
    declare(changes: Partial<Capabilities>): void {
      capabilities = { ...capabilities, ...changes };
    },

    /** What is made from now on is not found yet. */
    lagSearch(): void {
      searchIsBehind = true;
    },
    catchUpSearch(): void {
      searchIsBehind = false;
      for (const parent of parents.values()) parents.set(parent.id, { ...parent, isSearchable: true });
    },

    /** Whether it shows the refunds and disputes of a payment from now on. */
    hideReversals(areHidden = true): void {
      reversalsAreHidden = areHidden;
    },

    agree: grants.agree,
    takeBack: grants.takeBack,
    grantOf: grants.grantOf,
    renews: grants.renews,
    giveRefreshTokens: grants.giveRefreshTokens,

    /** The provider no longer knows this token. */
    revoke: ({ access_token }: FakeCredentials) => revoked.add(access_token),
    /** Whether calls with these credentials are answered. */
    takes: ({ access_token }: Pick<FakeCredentials, 'access_token'>) => isTaken(access_token),

    /** A parent that carries any reference, made by a holder behind our back. */
    make: (credentials: FakeCredentials, request: OpenRequest) => make(credentials, request),
    /** The same parent once more, as a provider makes it that ignores keys. */
    duplicate: (parentId: string) => make({ access_token: kept(parentId).madeBy }, kept(parentId).request),
    /** What the buyer, the bank or the clock does to a parent. */
    settle(parentId: string, status: Status): void {
      if (status === 'failed' && capabilities.failedIsFinal)
        parents.set(parentId, { ...kept(parentId), status: 'cancelled', changedAt: now(), wasDeclined: true });
      else change(parentId, status);
    },
    /** The buyer agrees: the money moves when the service asks for it. */
    agreeToPay: (parentId: string) =>
      void parents.set(parentId, { ...kept(parentId), hasAgreed: true, changedAt: now() }),

    /** A buyer holds something that can be paid until then, and that can't be taken back; null: it isn't known until when. */
    handVoucher: (parentId: string, until: Date | null) => vouchers.set(parentId, until),

    /** The buyer pays a part, or tries to: a provider payment of its own, whose id this is. */
    pay(parentId: string, { minor }: Money, status: Status): string {
      const { id, changedAt } = kept(parentId);
      const paid = { id: `part-${newId()}`, minor, status, at: now() };
      parts.set(id, [...(parts.get(id) ?? []), paid]);
      parents.set(id, { ...kept(id), changedAt: new Date(Math.max(Number(changedAt) + 1, Number(now()))) });
      return paid.id;
    },

    /** The seller refunds in the provider's own dashboard. */
    refundBehind: (parentId: string, amount: Money) => giveBack(attemptIdOf(parentId), amount, null),
    /** From now on refunds are not decided at once. */
    slowRefunds(): void {
      refundsAreSlow = true;
    },
    /** The bank turns a refund down, or sends it back later; or it takes its time. */
    settleRefund: (id: string, status: RefundStatus) => refunds.set(id, { ...keptRefund(id), status }),
    refundsOf: (parentId: string) =>
      [...refunds.values()].filter(({ providerPaymentId }) => providerPaymentId === attemptIdOf(parentId)),

    /** The customer's bank disputes it, or decides; all of it unless something else is said. */
    dispute(parentId: string, changes: Partial<DisputeReport> = {}): DisputeReport {
      const { request } = kept(parentId);
      const about = { providerDisputeId: `dispute-of-${parentId}`, providerPaymentId: attemptIdOf(parentId) };
      const word = { amount: request.amount, reason: 'fraudulent', status: 'open', occurredAt: now() } as const;
      const dispute = { kind: 'dispute', ...about, ...word, closesOnly: false, ...changes } as const;
      disputes.set(parentId, dispute);
      return dispute;
    },

    /** All that it has, by whichever caller. */
    books: (): Books => ({
      parents: [...parents.values()].map((parent) => ({ ...parent, parts: parts.get(parent.id) ?? [] })),
      refunds: [...refunds.values()],
      disputes: [...disputes.values()],
    }),

    /** How often it was called, whatever for. */
    requests: () => calls.length,
    calls: (method: Method) => calls.filter((one) => one.method === method),
    opened: () => calls.flatMap(({ method, about }) => (method === 'open' ? [about as OpenRequest] : [])),
    /** Of one reference, in the order in which they were made. */
    parentsOf: (reference: string) => [...parents.values()].filter(({ request }) => request.reference === reference),
    has: (parentId: string) => parents.has(parentId),
    madeBy: (parentId: string) => kept(parentId).madeBy,
    statusOf: (parentId: string) => kept(parentId).status,
    requestOf: (parentId: string) => kept(parentId).request,

    /** It only says that a parent changed. */
    reported: (parentId: string, id = `event-${newId()}`): Body => ({
      of: name,
      id,
      type: 'parent.changed',
      parentId,
    }),
    /** It says what happened, by itself. */
    claimed({ at, amount, ...claims }: Claims, id = `event-${newId()}`): Body {
      const { minor, currency } = amount;
      const type = `parent.${claims.status}`;
      return { of: name, id, type, claims: { ...claims, at: at.toISOString(), minor, currency } };
    },
    /** It reports a dispute, by itself. */
    disputed: ({ occurredAt, ...dispute }: DisputeReport, id = `event-${newId()}`): Body => ({
      of: name,
      id,
      type: `dispute.${dispute.status}`,
      dispute: { ...dispute, occurredAt: occurredAt.toISOString() },
    }),
    /** About no payment at all. */
    irrelevant: (id = `event-${newId()}`): Body => ({ of: name, id, type: 'account.updated' }),

    signed: (body: unknown, { webhook_secrets }: FakeCredentials) =>
      signedDelivery(JSON.stringify(body), webhook_secrets[0] ?? '', now()),
    forged: (body: unknown) => deliveryOf(JSON.stringify(body), [['signature', 'a guess']], [], now()),
    unsigned: (body: unknown) => deliveryOf(JSON.stringify(body), [], [['unsigned', '1']], now()),
  };
}

/** Every amount in a currency that this provider never heard of. */
export function refusing(code: string): (amount: Money) => Refusal | null {
  return ({ currency }) => (currency === code ? { field: 'currency', reason: 'Not carried' } : null);
}

function holderOf(accessToken: string): string {
  return accessToken.split(':')[0] ?? '';
}

function read(body: Uint8Array): Body | null {
  try {
    const reported = JSON.parse(Buffer.from(body).toString()) as Partial<Body>;
    return typeof reported.id === 'string' && typeof reported.type === 'string' ? (reported as Body) : null;
  } catch {
    return null;
  }
}
