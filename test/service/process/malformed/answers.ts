import type { IncomingMessage } from 'node:http';
import type { Document } from '../../../../src/adapters/http/openapi/types.ts';
import { describedPath, faultIn as undescribed } from '../../../http/described.ts';
import type { Malformed } from './faults.ts';

/** What the gyms API owns; all else, and what is no request, is answered in the orders format. */
const GYMS_API = /^\/(?:api\/v1\/payments\/checkout|webhook\/.*|health|ready|metrics)$/;
const BAD_ESCAPE = /%(?![0-9a-f]{2})|%(?:c3%28|ed%a0%80|ff)/i;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** What is wrong with the answer to a malformed request, or null. */
export function faultIn(
  document: Document,
  malformed: Malformed,
  { statusCode: status = 0, headers }: IncomingMessage,
  body: string,
): string | null {
  const { what, method, target, statuses, requestId } = malformed;
  const path = target.split('?')[0] ?? '';
  const isGyms = GYMS_API.test(path) && !BAD_ESCAPE.test(path);
  const id = String(headers['x-request-id']);
  const isTheirs = requestId === null || !REQUEST_ID.test(requestId) || requestId === id;
  const fault =
    (!statuses.includes(status) && `it is not ${statuses.join(' or ')}`) ||
    (!(REQUEST_ID.test(id) && isTheirs) && `its id is ${id}`) ||
    (!(method === 'HEAD' || status === 200 || isError(body, status, isGyms)) &&
      'it is not in the format of its path') ||
    undescribed(document, {
      method: method.toLowerCase(),
      path: routeOf(document, method, path),
      status,
      headers,
      body,
    });
  return fault
    ? `${what}: ${method} ${target.slice(0, 200)} was answered ${status} ${body.slice(0, 200)}: ${fault}`
    : null;
}

/** As the document writes it; null for what is no route. */
function routeOf(document: Document, method: string, path: string): string | null {
  const described = BAD_ESCAPE.test(path) ? null : describedPath(document, path);
  const known = method === 'HEAD' ? 'get' : method.toLowerCase();
  return described !== null && document.paths[described]?.[known] !== undefined ? described : null;
}

/** The same for bytes that may be no request at all, or one and something more: all that is answered is an error. */
export function faultInRaw(bytes: string, answers: string): string | null {
  const fault = answers
    .split(/(?<=\})(?=HTTP\/1\.1 )/)
    .map(rawFault)
    .find((each) => each !== null);
  return fault === undefined
    ? null
    : `${JSON.stringify(bytes.slice(0, 200))} was answered ${answers.slice(0, 400)}: ${fault}`;
}

function rawFault(answer: string): string | null {
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
  if (!(status >= 400 && status < 500)) return `it is ${status}`;
  if (!/^x-request-id: [A-Za-z0-9._-]{1,128}\r$/m.test(answer)) return 'it has no id';
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  return isError(body, status, false) ? null : 'it is not in the orders format';
}

/** Exactly the fields of one format or the other. */
function isError(body: string, status: number, isGyms: boolean): boolean {
  const { error, details, ...rest } = parsed(body);
  if (typeof error !== 'string' || error === '' || Object.keys(rest).length !== 2) return false;
  if (isGyms) return details === undefined && rest['success'] === false && /^[A-Z_]+$/.test(String(rest['code']));
  return rest['status'] === 'error' && rest['code'] === status;
}

function parsed(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
