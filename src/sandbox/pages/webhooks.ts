import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Sent } from '../outbox.ts';

const MAX_SHOWN = 15;

/** The newest webhooks, and how the service answered. */
export function webhookList(webhooks: readonly Sent[]): Html {
  if (webhooks.length === 0) return html`<p class="soft">None yet: the provider sends one when a payment changes.</p>`;
  return html`<ul class="rows hooks">${webhooks.slice(-MAX_SHOWN).reverse().map(row)}</ul>`;
}

function row({ webhook: { id, eventType, subject }, statusCode, attempts }: Sent): Html {
  const times = attempts === 1 ? 'sent once' : attempts === 0 ? 'held back' : `sent ${attempts} times`;
  return html`<li id="webhook-${id}"><p class="what"><code>${eventType}</code><span>${subject}</span></p>
<p class="answer">${answerTag(statusCode, attempts)} <span>${times}</span></p>
<form method="post" action="/sandbox/send/${encodeURIComponent(id)}"><button class="plain small">Send again<span class="hidden">: ${eventType} of ${subject}</span></button></form></li>
`;
}

function answerTag(statusCode: number | null, attempts: number): Html {
  if (attempts === 0) return html`<span class="tag over">not sent</span>`;
  if (statusCode === null) return html`<span class="tag bad">no answer</span>`;
  return html`<span class="tag ${statusCode < 300 ? 'good' : 'bad'}">${statusCode}</span>`;
}
