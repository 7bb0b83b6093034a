import type { Static } from 'typebox';
import { documentOf, type Html, html, pageHeaders } from '../html.ts';
import { PALETTE } from '../palette.ts';
import type { GymAnswer } from './gym-schemas.ts';

/** What the callback answers to programs. */
type Answer = Static<typeof GymAnswer> | Problem;
type Problem = { readonly status: 'error'; readonly code: number; readonly details?: { readonly field: string } };

type Words = { readonly title: string; readonly says: string; readonly next: string };

const NEW_LINK = 'To try again, ask whoever sent you here for a new link.';

/** By the field at fault, else by status. */
const PROBLEMS: Readonly<Record<string, Words>> = {
  state: {
    title: 'This link no longer works',
    says: 'It was used before, or it is too old.',
    next: 'If you have been told that your gym is connected, all is well. Else ask whoever sent you here for a new link.',
  },
  code: {
    title: 'Your account is not connected',
    says: 'The payment provider says that you did not agree, or that too much time has passed. Nothing was changed.',
    next: NEW_LINK,
  },
  409: {
    title: 'Your account is not connected',
    says: 'The gym was changed in the meantime.',
    next: 'Ask whoever sent you here what to do.',
  },
  429: {
    title: 'Too many visits',
    says: 'This page was asked for too often.',
    next: 'Wait a minute, then load it again.',
  },
  503: {
    title: 'Nobody can help you just now',
    says: 'This service is away for a moment.',
    next: 'Load this page again in a minute. Should it tell you that the link no longer works, ask for a new one.',
  },
};

const UNEXPECTED: Words = {
  title: 'Something went wrong',
  says: 'Your account could not be connected: the payment provider, or this service, had a problem.',
  next: NEW_LINK,
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
export function connectionPage(answer: Answer, requestId: string): string {
  const { title, content } = answer.status === 'success' ? connected(answer) : problem(answer, requestId);
  return documentOf({ title, style: STYLE, body: html`<main>${content}</main>` });
}

type Shown = { readonly title: string; readonly content: Html };

function connected({ data: { name, payments_enabled: isEnabled } }: Static<typeof GymAnswer>): Shown {
  const title = `${name} is connected`;
  const content = html`${GOOD}
<h1>${title}</h1>
<p>Its payments go to the account that you have just connected.</p>
${!isEnabled && html`<p>They are switched off at the moment; whoever sent you here can switch them on.</p>`}
<p>You can close this page.</p>`;
  return { title, content };
}

function problem({ code, details }: Problem, requestId: string): Shown {
  const { title, says, next } = PROBLEMS[details?.field ?? code] ?? UNEXPECTED;
  const content = html`${BAD}
<h1>${title}</h1>
<p>${says}</p>
<p>${next}</p>
<p class="id">For whoever helps you: request <code>${requestId}</code></p>`;
  return { title, content };
}

const GOOD = html`<svg class="good" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>`;
const BAD = html`<svg class="bad" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="M12 7v6M12 16.5v.1"/></svg>`;
