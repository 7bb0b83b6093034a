import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type SandboxParts, settle, takeForms } from './control.ts';
import type { Payable, Settlement } from './simulator.ts';

/** What a buyer can press. */
const BUTTONS: readonly (readonly [Settlement, string])[] = [
  ['succeed', 'Approve'],
  ['fail', 'Reject'],
  ['process', 'Leave pending'],
  ['pay_twice', 'Pay again'],
];

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f4f5f7; color: #1c2430 }
  main { max-width: 26rem; margin: 8vh auto; padding: 2rem; background: #fff; border-radius: 12px }
  h1 { font-size: 1.2rem; margin: 0 } .amount { font-size: 2rem; margin: .5rem 0 } .note { color: #5a6472 }
  form { display: inline } button { font: inherit; margin: .25rem .25rem 0 0; padding: .5rem .9rem; cursor: pointer }
  table { width: 100%; border-collapse: collapse } td { padding: .3rem 0; border-bottom: 1px solid #e3e6ea }
  @media (prefers-color-scheme: dark) { body { background: #14181f; color: #e8ebf0 } main { background: #1e242d } }`;

/** Pages for a person in the buyer's place. They work without JavaScript. */
export function pages(parts: SandboxParts): FastifyPluginAsync {
  const payables = () => parts.simulators.flatMap((simulator) => simulator.payables());
  const page = (id: string, note: string) => {
    const payable = payables().find((one) => one.id === id);
    return payable === undefined ? nothingLeftPage(note) : payPage(payable, note);
  };
  return async (app) => {
    takeForms(app);
    app.get('/sandbox', async (_, reply) => html(reply, listPage(payables())));
    app.get('/checkout/v1/redirect', async (request, reply) => html(reply, page(queryOf(request, 'pref_id'), '')));
    app.get('/sandbox/pay/:id', async (request, reply) => html(reply, page(idOf(request), noteOf(request))));
    app.post('/sandbox/pay/:id/:action', async (request, reply) => {
      const { id, action } = request.params as { readonly id: string; readonly action: string };
      const note = await outcomeOf(parts, id, action);
      // A reload of the page after this must not pay again.
      return reply.redirect(`/sandbox/pay/${encodeURIComponent(id)}?done=${encodeURIComponent(note)}`, 303);
    });
  };
}

async function outcomeOf(parts: SandboxParts, id: string, action: string): Promise<string> {
  try {
    const { webhooks } = await settle(parts, { id, action, isHeld: false });
    const told = webhooks.map(({ status_code }) => status_code ?? 'no answer').join(', ');
    return webhooks.length === 0 ? 'Done; nobody was notified.' : `Done; the merchant was notified (${told}).`;
  } catch (error) {
    return error instanceof Error ? error.message : 'That is not possible';
  }
}

function payPage(payable: Payable, note: string): string {
  const { id, title, amount, currency, status, returnUrl } = payable;
  const buttons = BUTTONS.map(([action, label]) => button(id, action, label)).join('');
  const hasBack = note !== '' && returnUrl !== undefined && /^https?:/.test(returnUrl);
  const back = hasBack ? `<p><a href="${escaped(returnUrl)}">Back to the shop</a></p>` : '';
  return layout(
    title,
    `<h1>${escaped(title)}</h1><p class="amount">${escaped(amount)} ${escaped(currency)}</p>
    <p>Status: <strong>${escaped(status)}</strong></p>${note === '' ? '' : `<p role="status">${escaped(note)}</p>`}${back}
    <div>${buttons}</div><p class="note">This is a sandbox. No money moves.</p>`,
  );
}

function nothingLeftPage(note: string): string {
  return layout('Sandbox', `<h1>There is nothing left to pay here.</h1><p role="status">${escaped(note)}</p>`);
}

function listPage(payables: readonly Payable[]): string {
  const rows = payables.map(
    ({ id, title, amount, currency, status }) =>
      `<tr><td><a href="/sandbox/pay/${encodeURIComponent(id)}">${escaped(title || id)}</a></td>
      <td>${escaped(amount)} ${escaped(currency)}</td><td>${escaped(status)}</td></tr>`,
  );
  const list = rows.length === 0 ? '<p>Nothing to pay yet.</p>' : `<table>${rows.join('')}</table>`;
  return layout('Sandbox', `<h1>Sandbox payments</h1>${list}`);
}

function button(id: string, action: Settlement, label: string): string {
  const to = `/sandbox/pay/${encodeURIComponent(id)}/${action}`;
  return `<form method="post" action="${to}"><button>${escaped(label)}</button></form>`;
}

function layout(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main>${content}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function html(reply: FastifyReply, text: string): FastifyReply {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(text);
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}

function noteOf(request: FastifyRequest): string {
  return queryOf(request, 'done').slice(0, 300);
}

function queryOf({ query }: FastifyRequest, name: string): string {
  const value: unknown = Object(query)[name];
  return typeof value === 'string' ? value : '';
}
