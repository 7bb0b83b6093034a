import { type Html, html } from '../../adapters/http/wire/html.ts';
import { KINDS, type Kind, OPERATIONS, type Operation } from '../faults/catalogue.ts';
import type { Switched } from '../faults/switchboard.ts';
import { nameOf } from './words.ts';

const GROUPS: readonly (readonly [string, (kind: Kind) => boolean])[] = [
  ['Requests to a provider', ({ operations }) => !operations.includes('webhook') && !operations.includes('pay')],
  ['Webhooks', ({ operations }) => operations.includes('webhook')],
  ['The buyer', ({ operations }) => operations.includes('pay')],
];

const OPERATION_WORDS = {
  open: 'open a payment',
  find: 'search by our reference',
  fetch: 'read a payment',
  close: 'close a payment',
  capture: 'capture',
  refund: 'refund',
  connect: 'connect an account, or get a token',
  webhook: 'a webhook',
  pay: 'the buyer pays',
} as const satisfies Record<Operation, string>;

/** What goes wrong at the moment, and the form that makes more go wrong. */
export function faultSwitches(on: readonly Switched[], providers: readonly string[]): Html {
  return html`${on.length === 0 ? html`<p class="soft">Everything works.</p>` : switchedOn(on)}
<form class="switch" method="post" action="/sandbox/switch-on">
${field('fault', 'Fault', html`<select id="fault" name="fault">${GROUPS.map(group)}</select>`)}
${field('provider', 'Where', options('provider', 'at all of them', providers, nameOf))}
${field('operation', 'Doing what', options('operation', 'whatever it fits', OPERATIONS, wordsOf))}
${field('times', 'How often', html`<input id="times" name="times" type="number" min="1" value="1" aria-describedby="often">`)}
<button class="primary">Switch on</button>
<p id="often" class="soft">Without a number it goes wrong every time, until it is switched off.</p>
</form>
<details><summary>What each of them does</summary><dl class="glossary">${KINDS.map(entry)}</dl></details>`;
}

function switchedOn(on: readonly Switched[]): Html {
  return html`<ul class="rows">${on.map(row)}</ul>
<form method="post" action="/sandbox/switch-off"><button class="plain small">Switch all off</button></form>`;
}

function row({ id, fault, provider, operation, struck, left }: Switched): Html {
  const where = [provider === null ? 'both' : nameOf(provider), operation && wordsOf(operation)].filter(Boolean);
  const counted = left === null ? `struck ${struck} times` : `struck ${struck} times, ${left} left`;
  return html`<li><p class="what"><code>${fault}</code><span>${where.join(' · ')}</span></p><p class="answer"><span>${counted}</span></p>
<form method="post" action="/sandbox/switch-off/${id}"><button class="plain small">Switch off<span class="hidden"> ${fault}</span></button></form></li>
`;
}

function field(id: string, label: string, control: Html): Html {
  return html`<div><label for="${id}">${label}</label>${control}</div>\n`;
}

function group([label, isIn]: (typeof GROUPS)[number]): Html {
  const members = KINDS.filter(isIn).map(
    ({ fault }) => html`<option value="${fault}">${fault.replaceAll('_', ' ')}</option>`,
  );
  return html`<optgroup label="${label}">${members}</optgroup>`;
}

function options(name: string, any: string, values: readonly string[], wordOf: (value: string) => string): Html {
  const others = values.map((value) => html`<option value="${value}">${wordOf(value)}</option>`);
  return html`<select id="${name}" name="${name}"><option value="">${any}</option>${others}</select>`;
}

function wordsOf(operation: string): string {
  return OPERATION_WORDS[operation as Operation] ?? operation;
}

/** How long it lasts is left to its own default here. */
function entry({ fault, description, ms }: Kind): Html {
  return html`<div><dt><code>${fault}</code></dt><dd>${description.replaceAll('`ms`', `${ms} ms`)}</dd></div>`;
}
