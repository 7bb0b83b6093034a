import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningService, startService } from '../../src/sandbox/demo/service.ts';
import { makeToken } from '../../src/token.ts';
import { pythonWith } from './python.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** What the gyms API's documentation tells developers to copy, character by character. */
const JAVASCRIPT = `
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

/** The same for Python; where the service is, it says itself. */
const PYTHON = (baseUrl: string) => `
import requests

def create_checkout(gym_id: str, amount: float, title: str, email: str, token: str):
    response = requests.post(
        '${baseUrl}/api/v1/payments/checkout',
        headers={
            'Content-Type': 'application/json',
            'Authorization': f'Bearer {token}'
        },
        json={
            'gym_id': gym_id,
            'amount': amount,
            'title': title,
            'payer_email': email
        }
    )
    return response.json()
`;

function getToken(): string {
  return makeToken({ secret: service.jwtSecret, sub: 'member-1', scope: null, issuer: null, audience: null });
}

/** Runs it as a page of the service's own origin would. */
function snippetOn(window: { location: { href: string } }, errors: unknown[]): CreateCheckout {
  const fetchHere = (path: string, init: RequestInit) => fetch(new URL(path, service.url), init);
  const console = { error: (...words: unknown[]) => errors.push(words) };
  return new Function('fetch', 'getToken', 'window', 'console', JAVASCRIPT)(fetchHere, getToken, window, console);
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

test('the documented Python gets the checkout page', (context) => {
  const python = pythonWith(context, 'requests');
  const call =
    "print(create_checkout('demo-gym', 5000.00, 'Monthly pass', 'member@example.com', input())['init_point'])";

  const printed = execFileSync(python, ['-c', `${PYTHON(service.url)}\n${call}`], { input: getToken() });

  expect(printed.toString()).toMatch(/^http:.*pref_id=/);
});
