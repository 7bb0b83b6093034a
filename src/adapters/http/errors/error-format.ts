import type { ErrorFormat } from './errors.ts';
import { gymsFormat } from './gyms-format.ts';
import { ordersFormat } from './orders-format.ts';

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
