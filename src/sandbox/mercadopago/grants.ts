import { createHash, randomBytes } from 'node:crypto';
import type { SimulatorContext } from '../simulator.ts';
import { apiError } from './errors.ts';
import type { Records, Seller } from './records.ts';

/** What sellers connect their accounts to. Their notifications are signed with its secret. */
export type Application = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookSecret: string;
};

/** What the platform sent a seller's browser with. */
export type ConsentRequest = {
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
};

/** A code is good once and for ten minutes; a token for 180 days. */
const CODE_MS = 600_000;
const TOKEN_SECONDS = 15_552_000;

/** The OAuth code of a seller's consent. */
export function giveCode(records: Records, context: SimulatorContext, seller: Seller, request: ConsentRequest): string {
  const code = `TG-${randomBytes(12).toString('hex')}-${seller.userId}`;
  const { redirectUri, challenge } = request;
  const expiresAt = new Date(context.now().getTime() + CODE_MS).toISOString();
  records.codes[code] = { sellerId: seller.userId, redirectUri, challenge, expiresAt };
  context.save();
  return code;
}

/** Who grants are for, and whether they come with a refresh token: the real ones do with the scope `offline_access`. */
type Granting = { readonly application: Application; readonly isRenewable: boolean };

/** `POST /oauth/token`. @throws ApiError `invalid_client`, `invalid_grant`, `unsupported_grant_type`. */
export function tokenFor(records: Records, context: SimulatorContext, granting: Granting, body: unknown) {
  const { application } = granting;
  const asked: Readonly<Record<string, unknown>> = Object(body);
  if (asked['client_id'] !== application.clientId || asked['client_secret'] !== application.clientSecret)
    throw apiError(400, 'invalid_client', 'invalid client_id or client_secret');
  const seller = GRANTS[String(asked['grant_type'])]?.(records, context, asked);
  if (seller === undefined) throw apiError(400, 'unsupported_grant_type', 'unsupported grant_type');
  return renewed(records, context, granting, seller);
}

type Redeem = (records: Records, context: SimulatorContext, asked: Readonly<Record<string, unknown>>) => Seller;

const GRANTS: Readonly<Record<string, Redeem>> = {
  authorization_code: (records, { now }, asked) => {
    const code = String(asked['code']);
    const given = records.codes[code];
    // Once, whatever comes of it.
    delete records.codes[code];
    const isGood = given !== undefined && Date.parse(given.expiresAt) > now().getTime();
    if (!isGood || given.redirectUri !== asked['redirect_uri']) throw notGranted();
    if (given.challenge !== challengeOf(asked['code_verifier'])) throw notGranted();
    return sellerOf(records, given.sellerId);
  },
  refresh_token: (records, _, asked) => {
    const sellerId = Object.keys(records.refreshTokens).find(
      (id) => records.refreshTokens[id] === asked['refresh_token'],
    );
    return sellerOf(records, sellerId);
  },
};

/** Both tokens change each time, and the ones before are good no more. Without a new refresh token, the old one stays. */
function renewed(records: Records, { save }: SimulatorContext, granting: Granting, seller: Seller) {
  const { application, isRenewable } = granting;
  const { userId } = seller;
  const access_token = `TEST-${application.clientId}-112126-${randomBytes(16).toString('hex')}-${userId}`;
  const refresh_token = `TG-${randomBytes(12).toString('hex')}-${userId}`;
  const index = records.sellers.indexOf(seller);
  records.sellers[index] = { ...seller, accessToken: access_token, webhookSecret: application.webhookSecret };
  if (isRenewable) records.refreshTokens[userId] = refresh_token;
  save();
  const scope = 'payments read write';
  return {
    access_token,
    token_type: 'Bearer',
    expires_in: TOKEN_SECONDS,
    scope: isRenewable ? `offline_access ${scope}` : scope,
    user_id: Number(userId),
    ...(isRenewable && { refresh_token }),
    public_key: publicKeyOf(application, seller),
    live_mode: false,
  };
}

/** Of this seller for this application: the same with each grant, as the real ones are. */
function publicKeyOf({ clientId }: Application, { userId }: Seller): string {
  const digest = createHash('sha256').update(`${clientId} ${userId}`).digest('hex');
  return `TEST-${digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5')}`;
}

/** A seller takes the consent back: neither token is good any more. */
export function revoke(records: Records, { save }: SimulatorContext, seller: Seller): void {
  const index = records.sellers.indexOf(seller);
  records.sellers[index] = { ...seller, accessToken: `revoked-${randomBytes(16).toString('hex')}` };
  delete records.refreshTokens[seller.userId];
  save();
}

function sellerOf({ sellers }: Records, sellerId: string | undefined): Seller {
  const seller = sellers.find(({ userId }) => userId === sellerId);
  if (seller === undefined) throw notGranted();
  return seller;
}

function notGranted() {
  return apiError(
    400,
    'invalid_grant',
    'Error validating grant. Your authorization code or refresh token may be expired or it was already used.',
  );
}

function challengeOf(verifier: unknown): string {
  return createHash('sha256').update(String(verifier)).digest('base64url');
}
