import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/** Users and addresses must not meet, whatever users are called. */
export function callerOf(request: FastifyRequest): string {
  const { actor } = request;
  return actor === null ? `address ${networkOf(request)}` : `user ${actor.userId}`;
}

/** The path as it was understood: escapes would make many of one. */
export function addressAndPath(request: FastifyRequest): string {
  const { params, routeOptions } = request;
  const words = Object.values(params as Record<string, string>).map((word) => word.slice(0, LONGEST));
  return ['webhook', networkOf(request), routeOptions.url, ...words].join(' ');
}

/** More than a slug has. What is longer is nobody's, and need not be told apart: thousands of them would fill the memory. */
const LONGEST = 65;

export function addressOfStrays(request: FastifyRequest): string {
  return `stray ${networkOf(request)}`;
}

/**
 * Whoever has one IPv6 address has all of its /64. Some proxies put a port behind the address; what is no address at
 * all, the proxy itself stands for: else every word that somebody makes up would be another caller.
 */
function networkOf({ ip, socket }: FastifyRequest): string {
  const [, v6, v4] = WITH_PORT.exec(ip) ?? [];
  const address = v6 ?? v4 ?? ip;
  return normalizeIP(isIP(address) === 0 ? (socket.remoteAddress ?? '') : address, 64);
}

/** `[2001:db8::1]:443`, `[2001:db8::1]`, `192.0.2.1:443` */
const WITH_PORT = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/;
