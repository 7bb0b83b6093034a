import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningService, startService } from '../../src/sandbox/demo/service.ts';
import { makeToken } from '../../src/token.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The function that the gyms API's documentation tells web developers to copy, character by character. */
const SNIPPET = `
async function createCheckout(gymId, amount, title, email) {
  const response = await fetch('/api/v1/payments/checkout', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Authorization': \`Bearer \${getToken()}\`
    },
    body: JSON.stringify({
      gym_id: gymId,
      amount: amount,
      title: title,
      payer_email: email
    })
  });

  const data = await response.json();
  
  if (data.success) {
    // Redirect user to Mercado Pago
    window.location.href = data.init_point;
  } else {
    console.error('Payment error:', data.error);
  }
}
return createCheckout;`;

type CreateCheckout = (gymId: string, amount: number, title: string, email: string) => Promise<void>;

/** Runs it as a page of the service's own origin would. */
function snippetOn(window: { location: { href: string } }, errors: unknown[]): CreateCheckout {
  const fetchHere = (path: string, init: RequestInit) => fetch(new URL(path, service.url), init);
  const getToken = () =>
    makeToken({ secret: service.jwtSecret, sub: 'member-1', scope: null, issuer: null, audience: null });
  const console = { error: (...words: unknown[]) => errors.push(words) };
  return new Function('fetch', 'getToken', 'window', 'console', SNIPPET)(fetchHere, getToken, window, console);
}

test('the documented JavaScript sends the buyer to the checkout page', async () => {
  const window = { location: { href: '' } };
  const errors: unknown[] = [];

  await snippetOn(window, errors)('demo-gym', 5000.0, 'Monthly pass', 'member@example.com');

  expect(errors).toEqual([]);
  const page = await fetch(window.location.href);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Monthly pass');
});

test('the documented JavaScript shows why a checkout was refused', async () => {
  const window = { location: { href: '' } };
  const errors: unknown[] = [];

  await snippetOn(window, errors)('no-such-gym', 5000.0, 'Monthly pass', 'member@example.com');

  expect(window.location.href).toBe('');
  expect(errors).toEqual([['Payment error:', 'Gym not found']]);
});
