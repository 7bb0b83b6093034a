import type { CaptureMethod } from '../domain/payment/payment.ts';
import type { Capabilities, Flow } from '../ports/payment-provider/capabilities.ts';
import type { PaymentProvider } from '../ports/payment-provider/payment-provider.ts';

/** What an adapter declares of itself. */
export type Declared = Pick<PaymentProvider, 'capabilities' | 'connecting' | 'descriptor'>;

/**
 * What a provider has, or has not, besides what adapters declare. The author names those that it has; the report lists the
 * others as not there.
 *
 * - `HTTP API`: the adapter calls it over HTTP, and not by any other way or none at all.
 * - `preparing requests`: a call may begin with a request that moves nothing, such as one for an access token.
 * - `owner in answers`: its answers show to which account, or to which mode of one, an object belongs.
 * - `e-mail check`: it refuses some addresses that the service takes.
 * - `vouchers`: a buyer can leave with something that is paid days later, in a shop for example.
 * - `slow refunds`: a refund can be under way for days.
 * - `restricted keys`: it may show a payment, and not the refunds and disputes of that payment.
 * - `notification URL`: it takes the URL of its webhooks with each payment.
 * - `lasting pages`: nothing closes a page that was not paid.
 * - `quiet tries`: it sends webhooks about money alone, and none about a try that failed or is undecided.
 * - `undated signatures`: its signatures cover no time.
 * - `unsigned webhooks`: it signs none. The adapter signs the URL that it calls (`signedUrl`), and declares them `signed`.
 * - `single handover`: it shows what a customer pays with once, in its answer to the call that made it.
 */
export const TRAITS = [
  'HTTP API',
  'preparing requests',
  'owner in answers',
  'e-mail check',
  'vouchers',
  'slow refunds',
  'restricted keys',
  'notification URL',
  'lasting pages',
  'quiet tries',
  'undated signatures',
  'unsigned webhooks',
  'single handover',
] as const;
export type Trait = (typeof TRAITS)[number];

/** What decides which scenarios apply. */
export type Profile = { readonly declares: Declared; readonly has: readonly Trait[] };

export type Side = 'declared' | 'not declared';

export type AbilityName =
  | `${Flow} flow`
  | `${CaptureMethod} capture`
  | Trait
  | 'records'
  | 'statement texts'
  | 'search'
  | 'late search'
  | 'webhooks'
  | 'webhooks over HTTP'
  | 'asked webhooks'
  | Exclude<keyof Capabilities, 'flows' | 'captureMethods' | 'searchLagMs' | 'confirmedBy' | 'webhooks'>
  | 'connecting';

type IsDeclared = (capabilities: Capabilities, profile: Profile) => boolean | null;

/**
 * Everything that can be declared: the compiler asks for what is missing. Null: with what else is declared there is nothing
 * to be tried on either side.
 */
const ABILITIES: Readonly<Record<AbilityName, IsDeclared>> = {
  'client flow': ({ flows }) => flows.includes('client'),
  'redirect flow': ({ flows }) => flows.includes('redirect'),
  'automatic capture': ({ captureMethods }) => captureMethods.includes('automatic'),
  'manual capture': ({ captureMethods }) => captureMethods.includes('manual'),
  // Not declared: operators confirm payments, and the gateway's own records are all there is.
  records: ({ confirmedBy }) => confirmedBy === 'provider',
  'statement texts': (_, { declares }) => declares.descriptor('Iron Temple') !== null,
  refunds: ({ confirmedBy, refunds }) => (confirmedBy === 'operator' && refunds ? null : refunds),
  splitsPurchases: ({ confirmedBy, splitsPurchases }) => (confirmedBy === 'operator' ? null : splitsPurchases),
  redirectNeedsReturnUrl: ({ flows, redirectNeedsReturnUrl }) =>
    flows.includes('redirect') ? redirectNeedsReturnUrl : null,
  repeatsAreSafeForMs: ({ confirmedBy, repeatsAreSafeForMs, searchLagMs }) =>
    confirmedBy === 'operator' || (repeatsAreSafeForMs === 0 && searchLagMs === null) ? null : repeatsAreSafeForMs > 0,
  failedIsFinal: ({ confirmedBy, captureMethods, failedIsFinal }) =>
    confirmedBy === 'provider' && captureMethods.includes('automatic') ? failedIsFinal : null,
  completes: ({ completes }) => completes,
  webhooks: ({ webhooks }) => webhooks !== 'none',
  'webhooks over HTTP': ({ webhooks }, { has }) => (has.includes('HTTP API') ? webhooks !== 'none' : null),
  'asked webhooks': ({ webhooks }) => (webhooks === 'none' ? null : webhooks === 'asked'),
  // Not declared: the money goes at once.
  disputes: ({ disputes }) => (disputes === 'none' ? null : disputes === 'decided'),
  search: ({ searchLagMs }) => searchLagMs !== null,
  'late search': ({ searchLagMs }) => (searchLagMs === null ? null : searchLagMs > 0),
  connecting: (_, { declares }) => declares.connecting !== null,
  ...ofTraits(),
  'lasting pages': ({ confirmedBy }, { has }) => (confirmedBy === 'provider' ? has.includes('lasting pages') : null),
  'single handover': ({ confirmedBy }, { has }) =>
    confirmedBy === 'provider' ? has.includes('single handover') : null,
  'quiet tries': ({ webhooks }, { has }) => (webhooks === 'none' ? null : has.includes('quiet tries')),
  'unsigned webhooks': ({ webhooks }, { has }) => (webhooks === 'signed' ? has.includes('unsigned webhooks') : null),
  'undated signatures': ({ webhooks }, { has }) =>
    webhooks === 'signed' && !has.includes('unsigned webhooks') ? has.includes('undated signatures') : null,
  'slow refunds': (capabilities, { has }) => (listsRefunds(capabilities) ? has.includes('slow refunds') : null),
  'restricted keys': (capabilities, { has }) => (listsRefunds(capabilities) ? has.includes('restricted keys') : null),
};

function listsRefunds({ confirmedBy, refunds }: Capabilities): boolean {
  return confirmedBy === 'provider' && refunds;
}

export const ABILITY_NAMES = Object.keys(ABILITIES) as readonly AbilityName[];

/** Which side of it applies; null: neither. */
export function sideOf(name: AbilityName, profile: Profile): Side | null {
  const isDeclared = ABILITIES[name](profile.declares.capabilities, profile);
  return isDeclared === null ? null : isDeclared ? 'declared' : 'not declared';
}

function ofTraits(): Readonly<Record<Trait, IsDeclared>> {
  const rows = TRAITS.map((trait): [Trait, IsDeclared] => [trait, (_, { has }) => has.includes(trait)]);
  return Object.fromEntries(rows) as Record<Trait, IsDeclared>;
}
