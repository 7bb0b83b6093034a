import { expect, test } from 'vitest';
import { createGateway, useStore } from '../gateway.ts';

const given = useStore();

test('a provider takes orders where the platform has an account and it has a client flow, and checkouts where it has a page', () => {
  const listed = (flows: readonly ('client' | 'redirect')[]) =>
    createGateway(given(), { provider: { capabilities: { flows } } })
      .app.listProviders()
      .map(({ name, takesOrders, takesCheckouts, connects }) => [name, takesOrders, takesCheckouts, connects]);

  expect(listed(['client', 'redirect'])).toContainEqual(['somepay', true, true, true]);
  expect(listed(['client'])).toContainEqual(['somepay', true, false, true]);
  expect(listed(['redirect'])).toContainEqual(['somepay', false, true, true]);
});

test('a provider is listed with the credentials that it declares', () => {
  const { app, provider } = createGateway(given());

  expect(app.listProviders()).toMatchObject([{ name: provider.name, credentials: provider.credentials }]);
});
