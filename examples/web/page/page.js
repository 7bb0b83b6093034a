/** What the buyer reads in each state of the payment, and what the button is for while it can still be paid. */
const STANDINGS = {
  pending: ['Waiting for your payment', 'This page changes as soon as it arrives.', 'Go on paying'],
  processing: ['Your payment is under way', 'This can take a while. This page changes as soon as it is done.'],
  succeeded: ['Paid. Thank you!', 'Your payment has arrived.'],
  failed: ['Your payment was declined', 'You have not been charged.', 'Try again'],
  cancelled: ['This can no longer be paid', 'You have not been charged.'],
};

const at = (id) => document.getElementById(id);
const returnUrl = (paymentId) => `${location.origin}/?payment_id=${paymentId}`;

/** Shows one part of the page. */
function show(part) {
  for (const id of ['shop', 'card', 'result']) at(id).hidden = id !== part;
}

function complain(text) {
  at('problem').textContent = text;
  at('problem').hidden = text === '';
}

/** Asks our server, with the buttons out of reach meanwhile: a second click is no second purchase. */
async function ask(path, body) {
  complain('');
  const buttons = document.querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await fetch(path, { method: 'POST', body });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.error);
    await go(said);
  } catch (error) {
    complain(error.message);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

async function go({ paymentId, next }) {
  if (next.page === undefined) await startForm(paymentId, next.form);
  else location.assign(next.page);
}

/** Stripe's Payment Element. https://docs.stripe.com/payments/accept-a-payment, 2026-11-28 */
async function startForm(paymentId, { publishableKey, clientSecret }) {
  if (!window.Stripe) await load('https://js.stripe.com/v3/');
  const stripe = window.Stripe(publishableKey);
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'stripe';
  const elements = stripe.elements({ clientSecret, appearance: { theme } });
  elements.create('payment').mount('#element');
  show('card');
  at('card').onsubmit = async (event) => {
    event.preventDefault();
    complain('');
    // The browser leaves, unless there is something for the buyer to put right.
    const { error } = await stripe.confirmPayment({ elements, confirmParams: { return_url: returnUrl(paymentId) } });
    if (error) complain(error.message);
  };
}

function load(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src, onload: resolve });
    script.onerror = () => reject(new Error('The form for cards could not be loaded'));
    document.head.append(script);
  });
}

/** What came of it, now and at each change. The address only says which payment: our server says how it stands. */
function follow(paymentId) {
  const path = `/purchases/${encodeURIComponent(paymentId)}`;
  const changes = new EventSource(path);
  changes.onmessage = ({ data }) => {
    const { status, advice } = JSON.parse(data);
    const [title, says, button = ''] = STANDINGS[status];
    at('title').textContent = title;
    at('says').textContent = advice ?? says;
    at('again').textContent = button;
    at('again').hidden = button === '';
    at('result').className = status;
    show('result');
  };
  changes.onerror = () => {
    // It is asked again by itself, unless our server does not know the payment.
    if (changes.readyState === EventSource.CLOSED) complain('We do not know this purchase');
  };
  at('again').onclick = () => ask(path);
}

at('shop').onsubmit = (event) => {
  event.preventDefault();
  ask('/purchases', new URLSearchParams(new FormData(event.target, event.submitter)));
};

// The first one is ours: Mercado Pago adds another of the same name.
const paymentId = new URLSearchParams(location.search).get('payment_id');
if (paymentId === null) show('shop');
else follow(paymentId);
