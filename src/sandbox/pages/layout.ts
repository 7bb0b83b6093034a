import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Language } from '../../domain/language.ts';
import { STYLE } from './style.ts';

/** A page: its title, whose it is (a provider’s name, or the sandbox’s own), and what is on it. */
export type Page = {
  readonly title: string;
  readonly theme: string;
  readonly content: Html;
  /** Where its form leads in the end, when that is elsewhere: an origin. */
  readonly leadsTo?: string;
  /** English when left out: most pages are for developers. */
  readonly language?: Language;
};

const STRIP: Readonly<Record<Language, { readonly sandbox: string; readonly says: string; readonly all: string }>> = {
  en: { sandbox: 'Sandbox.', says: 'No money moves here.', all: 'All payments' },
  es: { sandbox: 'Entorno de pruebas.', says: 'Aquí no se mueve dinero.', all: 'Todos los pagos' },
  pt: { sandbox: 'Ambiente de testes.', says: 'Nenhum dinheiro é movimentado aqui.', all: 'Todos os pagamentos' },
  ja: { sandbox: 'テスト環境です。', says: '実際のお金は動きません。', all: 'すべての支払い' },
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

function documentOf({ title, theme, content, language = 'en' }: Page): string {
  const { sandbox, says, all } = STRIP[language];
  const { markup } = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml">
<style>${{ markup: STYLE }}</style>
</head>
<body class="${theme}">
<header class="strip"><p><strong>${sandbox}</strong> ${says}</p>${theme !== 'sandbox' && html`<a href="/sandbox">${all}</a>`}</header>
${content}
</body>
</html>
`;
  return markup;
}

/** A coin with a flask in it. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#f2b93b"/>
<path d="M13 7h6v1.6h-1v5l5 8.2a1.6 1.6 0 0 1-1.4 2.4H10.4A1.6 1.6 0 0 1 9 21.800l5-8.200v-5h-1z" fill="#4a3400"/></svg>`;
