import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { unauthorized } from './errors.ts';
import type { Merchant, Records } from './records.ts';

const LIFE_SECONDS = 32_400;

/** `POST /v1/oauth2/token`: the app's id and secret as a Basic authorization. @throws ApiError */
export function giveToken({ merchants, secret }: Records, now: Date, { headers, body }: FastifyRequest) {
  const given = Buffer.from(/^Basic (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '', 'base64').toString('utf8');
  const merchant = merchants.find(({ clientId, clientSecret }) => given === `${clientId}:${clientSecret}`);
  if (merchant === undefined) throw unauthorized('invalid_client');
  if (Object(body).grant_type !== 'client_credentials') throw unauthorized('unsupported_grant_type');
  const endsAt = Math.floor(now.getTime() / 1000) + LIFE_SECONDS;
  const access_token = sealed(secret, `${merchant.clientId}.${endsAt}`);
  return { scope: 'openid', access_token, token_type: 'Bearer', app_id: 'APP-SANDBOX', expires_in: LIFE_SECONDS };
}

/** Whose token a request has. @throws ApiError 401 */
export function merchantOf({ merchants, secret }: Records, now: Date, { headers }: FastifyRequest): Merchant {
  const token = /^Bearer A21AA\.([\w-]+)\.[\w-]+$/.exec(headers.authorization ?? '');
  const content = Buffer.from(token?.[1] ?? '', 'base64url').toString('utf8');
  const [, clientId, endsAt] = /^(.+)\.(\d+)$/.exec(content) ?? [];
  const merchant = merchants.find((each) => each.clientId === clientId);
  const isGood = headers.authorization === `Bearer ${sealed(secret, content)}` && Number(endsAt) * 1000 > now.getTime();
  if (merchant === undefined || !isGood) throw unauthorized('invalid_token');
  return merchant;
}

function sealed(secret: string, content: string): string {
  const seal = createHmac('sha256', secret).update(content).digest('base64url');
  return `A21AA.${Buffer.from(content).toString('base64url')}.${seal}`;
}
