import { isIP } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** What `networkOf` has found; empty before. */
    network: string;
  }
}

/**
 * The network that a request comes from. A caller with one IPv6 address has all of its /64. Some proxies put a port behind
 * the address; what is no address at all, the proxy itself stands for: otherwise every made-up word would be another caller.
 */
export function networkOf(request: FastifyRequest): string {
  // A webhook is counted by it several times.
  request.network ||= networkIn(request);
  return request.network;
}

function networkIn({ ip, socket }: FastifyRequest): string {
  const [, v6, v4] = WITH_PORT.exec(ip) ?? [];
  const address = v6 ?? v4 ?? ip;
  return normalizeIP(isIP(address) === 0 ? (socket.remoteAddress ?? '') : address, 64);
}

/** `[2001:db8::1]:443`, `[2001:db8::1]`, `192.0.2.1:443` */
const WITH_PORT = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/;
