import { type Html, html } from '../../adapters/http/wire/html.ts';
import type { Payable, Simulator } from '../simulator.ts';
import { amountIn } from './amount.ts';
import { nameOf, standingOf } from './words.ts';

const MAX_SHOWN = 50;

type Line = { readonly provider: string; readonly payable: Payable };

/** The payments of all providers, newest first. */
export function paymentList(simulators: readonly Simulator[]): Html {
  const lines = simulators
    .flatMap(({ name, payables }) => payables().map((payable): Line => ({ provider: name, payable })))
    .sort((one, other) => other.payable.openedAt.localeCompare(one.payable.openedAt));
  if (lines.length === 0) return html`<p class="soft">None yet.</p>`;
  const more = lines.length - MAX_SHOWN;
  return html`<ul class="rows">${lines.slice(0, MAX_SHOWN).map(row)}</ul>
${more > 0 && html`<p class="soft">And ${more} older.</p>`}`;
}

function row({ provider, payable }: Line): Html {
  const { id, title, merchant, amount, currency, page } = payable;
  const { tone, title: standing } = standingOf(payable);
  return html`<li class="${provider}"><p class="what"><a href="${page}">${title.trim() || id}</a><span>${merchant} · ${nameOf(provider)}</span></p>
<p class="sum">${amountIn(amount, currency)}</p><p><span class="tag ${tone}">${standing}</span></p></li>
`;
}
