import { randomUUID } from 'node:crypto';
import { useDatabase } from '../database.ts';
import {
  aCheckout,
  aGymInput,
  createGateway,
  credentialsOf,
  DAY_MS,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
} from '../gateway.ts';

/** Gyms whose owners connect their accounts, over one embedded database for the tests of a file. */
export function useConnectedGyms() {
  const database = useDatabase();
  const given = () => database().store;

  /** A gym without credentials, whose owner was sent to the provider. */
  async function anInvitedGym(options: GatewayOptions = {}) {
    const gateway = createGateway(given(), options);
    const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: null }));
    return { gateway, gym, invitation: await gateway.app.connectGym(OPERATOR, gym.slug) };
  }

  /** The owner opens the link and agrees: what their browser comes back with. */
  async function agree({ app, provider }: Gateway, { url }: { readonly url: string }, holder: string) {
    const link = new URL(url).searchParams.get('link') ?? '';
    return { link, ...provider.agree(await app.startConnection({ provider: provider.name, link }), holder) };
  }

  /** A gym whose owner agreed, as this holder of accounts at the provider. */
  async function aConnectedGym({
    holder = `holder-${randomUUID()}`,
    ...options
  }: GatewayOptions & { holder?: string } = {}) {
    const { gateway, gym, invitation } = await anInvitedGym(options);
    const back = await agree(gateway, invitation, holder);
    const connected = await gateway.app.finishConnection({ provider: 'somepay', ...back });
    return { gateway, gym: connected, slug: gym.slug, holder, back };
  }

  /** A gym whose owner has sent the operator a token, and the secret of their own application. */
  async function aGymWithPastedCredentials() {
    const gateway = createGateway(given());
    const holder = `holder-${randomUUID()}`;
    const pasted = credentialsOf(holder);
    const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput({ credentials: pasted }));
    return { gateway, slug: gym.slug, holder, pasted };
  }

  async function accountsOf(slug: string) {
    return given().listAccounts({ kind: 'gym', slug });
  }

  /** What the schedule does after so many days, with the check of the gym's account due. */
  async function afterDays(gateway: Gateway, days: number, { accountId }: { accountId: string | null }): Promise<void> {
    gateway.clock.advance(days * DAY_MS);
    await database().makeDue('grant', accountId ?? '');
    await gateway.app.sweep();
  }

  async function tokenIn(gateway: Gateway, slug: string): Promise<string | undefined> {
    await aCheckout(gateway, slug);
    return gateway.provider.calls('open').at(-1)?.token;
  }

  return {
    ...{
      database,
      given,
      anInvitedGym,
      agree,
      aConnectedGym,
      aGymWithPastedCredentials,
      accountsOf,
      afterDays,
      tokenIn,
    },
  };
}
