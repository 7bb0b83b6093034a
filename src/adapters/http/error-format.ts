import type { ErrorFormat } from './errors.ts';
import { gymsFormat } from './gyms-api/errors.ts';
import { ordersFormat } from './orders-api/errors.ts';

/** What the gyms API owns; every other path, known or not, is the orders API's. */
const GYMS_PATHS = /^\/(?:api\/v1\/payments\/checkout|webhook\/.*|health|ready|metrics)$/;

/** In whose format errors under a path are answered. */
export function formatsFor(basePath: string): (path: string) => ErrorFormat {
  return (path) => (GYMS_PATHS.test(withoutBase(basePath, path)) ? gymsFormat : ordersFormat);
}

/** `/health` is there with and without the base path; nothing else is. */
function withoutBase(basePath: string, path: string): string {
  if (path.startsWith(`${basePath}/`)) return path.slice(basePath.length);
  return path === '/health' ? path : '';
}

/** The path of a request target, without its query: secrets may travel there. */
export function pathOf(target: string): string {
  const [path = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path;
}
