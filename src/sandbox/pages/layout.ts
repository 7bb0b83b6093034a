import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { type Html, html } from './html.ts';
import { STYLE } from './style.ts';

/** A page: its title, whose it is (a provider’s name, or the sandbox’s own), and what is on it. */
export type Page = {
  readonly title: string;
  readonly theme: string;
  readonly content: Html;
  /** Where its form leads in the end, when that is elsewhere: an origin. */
  readonly leadsTo?: string;
};

/** Nothing is loaded but the icon, nothing runs, and forms go nowhere else. */
const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** States change behind these pages, so none is kept. */
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
} as const;

export function sendPage(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  const { leadsTo = '' } = page;
  reply.code(status).headers(HEADERS).header('content-security-policy', `${POLICY} ${leadsTo}`.trim());
  return reply.type('text/html; charset=utf-8').send(documentOf(page));
}

function documentOf({ title, theme, content }: Page): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml">
<style>${{ markup: STYLE }}</style>
</head>
<body class="${theme}">
<header class="strip"><p><strong>Sandbox.</strong> No money moves here.</p>${theme !== 'sandbox' && html`<a href="/sandbox">All payments</a>`}</header>
${content}
</body>
</html>
`;
  return markup;
}

/** A coin with a flask in it. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#f2b93b"/>
<path d="M13 7h6v1.6h-1v5l5 8.2a1.6 1.6 0 0 1-1.4 2.4H10.4A1.6 1.6 0 0 1 9 21.800l5-8.200v-5h-1z" fill="#4a3400"/></svg>`;
