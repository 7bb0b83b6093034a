import { html } from '../../adapters/http/wire/html.ts';
import type { Page } from './layout.ts';

/** What went wrong, and the way out. */
export function problemPage(message: string): Page {
  return aloneWith('That did not work', message);
}

/** For an unknown id. */
export function nothingHerePage(): Page {
  const message = 'This sandbox knows no such payment. It may have been opened in another one.';
  return aloneWith('There is nothing to pay here', message);
}

function aloneWith(title: string, message: string): Page {
  const content = html`<main class="alone"><h1>${title}</h1>
<p role="alert">${message}</p>
<p><a class="back" href="/sandbox">See all payments</a></p></main>`;
  return { title, theme: 'sandbox', content };
}
