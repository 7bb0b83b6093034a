import type { FastifyRequest } from 'fastify';

/** Names of this machine, as URLs spell them; the sandbox listens on nothing else. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Where a request of a browser comes from when no other site made it: the browser says so, and no page can change it. */
const OWN_SITES = ['same-origin', 'none'];

export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}

/** What a webhook can be sent to: null for any other text than an http URL on this machine. */
export function localUrl(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && isLoopback(url) ? url.href : null;
}

/**
 * Why a request is refused, with what would be right; null when it isn't. Everything here can be done without a
 * password, and each browser on this machine reaches it: a page of any site must not be able to pay, read or
 * configure. The name is checked because a site can make its own name point to this machine (DNS rebinding).
 */
export function refusalOf({ method, headers, socket }: FastifyRequest): string | null {
  const here = URL.parse(`http://${headers.host}`);
  if (here === null || !isLoopback(here) || Number(here.port || 80) !== socket.localPort)
    return `The sandbox is only asked by the name of this machine: Host must be localhost:${socket.localPort} or 127.0.0.1:${socket.localPort}`;
  if (headers.origin !== undefined && headers.origin !== here.origin)
    return `A page of another site can't use the sandbox: Origin must be absent or ${here.origin}`;
  const { 'sec-fetch-site': site = 'none', 'sec-fetch-mode': mode } = headers;
  // A link may lead here from anywhere: looking changes nothing, and the page that linked sees nothing of it.
  const isLink = method === 'GET' && mode === 'navigate';
  if (!isLink && !OWN_SITES.includes(String(site)))
    return "A page of another site can't use the sandbox: Sec-Fetch-Site must be absent or same-origin";
  return null;
}
