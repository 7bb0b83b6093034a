import type { Static } from 'typebox';
import type { Language } from '../../../../domain/language.ts';
import { documentOf, type Html, html, PALETTE, pageHeaders } from '../../wire/html.ts';
import { CONNECTION_WORDS, type Words } from './connection-words.ts';
import type { GymAnswer } from './gym-view.ts';

/** What the callback answers to programs. */
type Answer = Static<typeof GymAnswer> | Problem;
type Problem = {
  readonly status: 'error';
  readonly code: number;
  readonly details?: { readonly field: string };
};

/** Whose page it is, and what support needs. */
type Reader = {
  readonly language: Language;
  readonly requestId: string;
  /** When the connection ends that can't be renewed. */
  readonly reconnectBefore: Date | null;
};

const STYLE = `${PALETTE}* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.25rem; background: var(--panel); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { width: 100%; max-width: 30rem; padding: clamp(1.5rem, 6vw, 2.5rem); background: var(--ground); border: 1px solid var(--line); border-radius: 16px; }
svg { display: block; width: 3rem; height: 3rem; margin-bottom: 1.25rem; } .good { color: var(--green); } .bad { color: var(--amber); }
h1 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em; margin: 0 0 .75rem; overflow-wrap: anywhere; }
p { margin: .6rem 0 0; overflow-wrap: anywhere; }
.id { margin-top: 1.75rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .8125rem; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; }
`;

export const CONNECTION_PAGE_HEADERS = pageHeaders(STYLE);

/** The same answer for the gym's owner, who comes back from the provider in a browser. */
export function connectionPage(answer: Answer, reader: Reader): string {
  const { title, content } = answer.status === 'success' ? connected(answer, reader) : problem(answer, reader);
  return documentOf({ title, style: STYLE, language: reader.language, body: html`<main>${content}</main>` });
}

type Shown = { readonly title: string; readonly content: Html };

function connected({ data }: Static<typeof GymAnswer>, { language, reconnectBefore }: Reader): Shown {
  const words = CONNECTION_WORDS[language];
  const title = words.connected(data.name);
  const content = html`${GOOD}
<h1>${title}</h1>
<p>${words.payments}</p>
${reconnectBefore !== null && html`<p>${words.reconnect(dayOf(reconnectBefore, language))}</p>`}
${!data.payments_enabled && html`<p>${words.switchedOff}</p>`}
<p>${words.close}</p>`;
  return { title, content };
}

function dayOf(time: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

function problem({ code, details }: Problem, { language, requestId }: Reader): Shown {
  const { problems, support } = CONNECTION_WORDS[language];
  // The provider gives the link's state back: to its reader that is the link.
  const field = details?.field === 'state' ? 'link' : (details?.field ?? '');
  const { title, says, next } = own(problems, field) ?? own(problems, String(code)) ?? problems.other;
  const content = html`${BAD}
<h1>${title}</h1>
<p>${says}</p>
<p>${next}</p>
<p class="id">${support} <code>${requestId}</code></p>`;
  return { title, content };
}

function own(problems: Readonly<Record<string, Words>>, name: string): Words | undefined {
  return Object.hasOwn(problems, name) ? problems[name] : undefined;
}

const GOOD = html`<svg class="good" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>`;
const BAD = html`<svg class="bad" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M12 7v6M12 16.5v.1"/></svg>`;
