import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Platform } from '../../service/support/platform.ts';
import { pythonWith } from '../python.ts';

/** What the gyms API's documentation asks developers to copy, character by character. */
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

type Window = { location: { href: string } };
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

/** Runs it as a page of the service's own origin would. */
function snippetOn(baseUrl: string, token: string, window: Window, errors: unknown[]): CreateCheckout {
  const fetchHere = (path: string, init: RequestInit) => fetch(new URL(path, baseUrl), init);
  const console = { error: (...words: unknown[]) => errors.push(words) };
  return new Function('fetch', 'getToken', 'window', 'console', JAVASCRIPT)(fetchHere, () => token, window, console);
}

/** What developers copy works against this service. */
export function describeSnippets(platform: () => Platform): void {
  const getToken = () => platform().tokenFor('member-1', null);

  test('the documented JavaScript sends the buyer to the checkout page', async () => {
    const window = { location: { href: '' } };
    const errors: unknown[] = [];

    await snippetOn(platform().url, getToken(), window, errors)(
      'demo-gym',
      5000.0,
      'Monthly pass',
      'member@example.com',
    );

    expect(errors).toEqual([]);
    const page = await fetch(window.location.href);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Monthly pass');
  });

  test('the documented JavaScript shows why a checkout was refused', async () => {
    const window = { location: { href: '' } };
    const errors: unknown[] = [];

    await snippetOn(platform().url, getToken(), window, errors)(
      'no-such-gym',
      5000.0,
      'Monthly pass',
      'member@example.com',
    );

    expect(window.location.href).toBe('');
    expect(errors).toEqual([['Payment error:', 'Gym not found']]);
  });

  test('the documented Python gets the checkout page', async (context) => {
    const python = pythonWith(context, 'requests');
    const call =
      "print(create_checkout('demo-gym', 5000.00, 'Monthly pass', 'member@example.com', input())['init_point'])";

    // Not synchronous: the service may run in this process.
    const running = promisify(execFile)(python, ['-c', `${PYTHON(platform().url)}\n${call}`]);
    running.child.stdin?.end(getToken());

    expect((await running).stdout).toMatch(/^http:.*pref_id=/);
  });
}
