import { type Html, html } from '../../adapters/http/wire/html.ts';
import { TYPED } from '../../config/version.ts';
import {
  type Answering,
  MANNERS,
  type Manner,
  MOST_KEPT,
  type Received,
  type Receiver,
} from '../subscriber/receiver.ts';
import type { Page } from './layout.ts';

const WORDS = {
  accept: { label: 'Normally', answers: '204' },
  fail: { label: 'With 500', answers: '500' },
  gone: { label: 'With 410', answers: '410' },
  redirect: { label: 'Redirect', answers: '307' },
  hang: { label: 'Hang', answers: 'no answer' },
} as const satisfies Record<Manner, { readonly label: string; readonly answers: string }>;

/** What the service sent to the sandbox's endpoint, and how the next tries are answered. */
export function eventsPage(receiver: Receiver): Page {
  const endpointId = receiver.endpointId();
  const content = html`<main class="control">
<header><h1>Events</h1>
<p>The service sends every change to its subscribers. The sandbox is one: here is what it was sent.</p>
<p class="soft">${endpointLine(endpointId)} <a href="/sandbox">All payments</a></p>
</header>
<section aria-labelledby="answer"><h2 id="answer">How events are answered</h2>${answerForm(receiver.answering(), endpointId ?? 'ID')}</section>
<section aria-labelledby="received"><h2 id="received">Received</h2>${tryList(receiver.list())}</section>
</main>`;
  return { title: 'Events', theme: 'sandbox', content };
}

function endpointLine(id: string | null): Html {
  return id === null ? html`No endpoint of the service leads here.` : html`Its endpoint is <code>${id}</code>.`;
}

function answerForm({ manner, left }: Answering, endpointId: string): Html {
  const buttons = MANNERS.map(
    (each) => html`<button class="plain" name="manner" value="${each}">${WORDS[each].label}</button>\n`,
  );
  return html`<p>Now: <strong>${WORDS[manner].label.toLowerCase()}</strong>${left !== null && ` (${left} more)`}.</p>
<form class="switch answers" method="post" action="/sandbox/events/answer">
<div><label for="times">How often</label><input id="times" name="times" type="number" min="1" aria-describedby="often"></div>
${buttons}
<p id="often" class="soft">Without a number it stays so until it is changed. 410 disables the endpoint:
<code>${TYPED} endpoint put ${endpointId} --enable</code> or the next start enables it again.</p>
</form>`;
}

function tryList(tries: readonly Received[]): Html {
  if (tries.length === 0) return html`<p class="soft">None yet: the service sends one when something changes.</p>`;
  return html`<ul class="rows">${tries.map(row)}</ul>
<form method="post" action="/sandbox/events/clear"><button class="plain small">Clear</button></form>
<p class="soft">The newest ${MOST_KEPT} are kept, until the sandbox ends.</p>`;
}

function row({ eventId, at, tryNumber, isSignatureRight, manner, body }: Received): Html {
  const { type, text } = readable(body);
  const time = at.toISOString();
  return html`<li><p class="what"><code>${type}</code><span><code>${eventId}</code> · try ${tryNumber} · <time datetime="${time}">${time}</time></span></p>
<p>${signatureTag(isSignatureRight)}</p>
<p><span class="tag ${manner === 'accept' ? 'good' : 'bad'}">${WORDS[manner].answers}</span></p>
<details><summary>Body<span class="hidden"> of ${type}, try ${tryNumber}</span></summary><pre><code>${text}</code></pre></details></li>
`;
}

function signatureTag(isRight: boolean | null): Html {
  if (isRight === null) return html`<span class="tag over">signature not checked</span>`;
  return isRight
    ? html`<span class="tag good">signature right</span>`
    : html`<span class="tag bad">signature wrong</span>`;
}

/** The type that a body names, and the body with a line for each of its fields; one that is no JSON is shown as it came. */
function readable(body: string): { readonly type: string; readonly text: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    return { type: String(Object(parsed).type ?? 'no type'), text: JSON.stringify(parsed, null, 2) };
  } catch {
    return { type: 'no JSON', text: body };
  }
}
