import type { FiguresWanted } from '../domain/operator/figures.ts';
import type { Delivery } from '../ports/payment-provider/deliveries.ts';
import type { AuditFilter } from '../ports/store/audit.ts';
import type { Redelivery } from '../ports/store/event-deliveries.ts';
import type { EventFilter } from '../ports/store/events.ts';
import type { ProblemFilter } from '../ports/store/problems.ts';
import type { PageRequest } from '../ports/store/queries.ts';
import type { Actor } from './actor.ts';
import { identifyKey } from './api-keys/identify-key.ts';
import { createKnownKeys } from './api-keys/known-keys.ts';
import { type KeyInput, listKeys, makeKey, requireLiveKey, revokeKey } from './api-keys/manage-keys.ts';
import { listAudit } from './audit/list-audit.ts';
import { sweep } from './background/sweep.ts';
import { createBackground } from './background.ts';
import { type CaptureInput, capturePayment } from './captures-and-refunds/capture-payment.ts';
import { listRefunds, type RefundInput, refundPayment } from './captures-and-refunds/refund-payment.ts';
import type { Context, Ports } from './context.ts';
import {
  type EndpointInput,
  type Rotation,
  removeEndpoint,
  replaceEndpoint,
  rotateEndpointSecret,
} from './endpoints/change-endpoint.ts';
import { createEndpoint, type NewEndpoint } from './endpoints/create-endpoint.ts';
import { findEndpoint, listEndpoints, requirePresentSecret } from './endpoints/read-endpoints.ts';
import { findEvent, listEvents } from './endpoints/read-events.ts';
import { createDeliverer, type Wake } from './events/deliver.ts';
import { listTries, redeliver, requestDelivery } from './events/request-deliveries.ts';
import { testEndpoint } from './events/test-endpoint.ts';
import { connectGym, type Opened, startConnection } from './gyms/connect-gym.ts';
import { finishConnection, type Return } from './gyms/finish-connection.ts';
import { type GymInput, putGym } from './gyms/put-gym.ts';
import { findGym, listGyms } from './gyms/read-gyms.ts';
import {
  answerOperation,
  beginOperation,
  type KeyUse,
  leaveOperation,
  type Operation,
} from './idempotency/operations.ts';
import { createHintLimit } from './notifications/hint-limit.ts';
import { type Channel, receiveNotification } from './notifications/receive-notification.ts';
import { createRefusedAsks } from './notifications/refused-asks.ts';
import { type CheckoutInput, openCheckout } from './opening/open-checkout.ts';
import { findOwnOrder, type IntentInput, openIntent } from './opening/open-intent.ts';
import { findOrder } from './orders/find-order.ts';
import { type OrderInput, putOrder } from './orders/put-order.ts';
import { cancelPayment } from './payments/cancel-payment.ts';
import { keepFigures, readFigures } from './payments/read-figures.ts';
import {
  exportPayments,
  findDetails,
  findPayment,
  findPaymentClient,
  findPaymentToChange,
  listPayments,
  listTimeline,
  type WantedPayments,
} from './payments/read-payments.ts';
import { type ReceiptInput, receivePayment } from './payments/receive-payment.ts';
import { type Resolving, resolveAnomaly } from './payments/resolve-anomaly.ts';
import { syncPayment } from './payments/sync-payment.ts';
import { countProblems, listProblems } from './problems/read-problems.ts';
import { resolveProblem } from './problems/resolve-problem.ts';
import { retryProblem } from './problems/retry-problem.ts';
import { createCircuits } from './providers/circuits.ts';
import { listProviders } from './providers/list-providers.ts';

/** What the gateway does. What drives it (HTTP, the timer) knows this and nothing behind it. */
export type App = ReturnType<typeof createApp>;

export function createApp(ports: Ports) {
  const background = createBackground();
  const context: Context = {
    ...ports,
    background,
    circuits: createCircuits(),
    hints: createHintLimit(),
    refusedAsks: createRefusedAsks(),
    knownKeys: createKnownKeys(),
  };
  const deliverDue = createDeliverer(context);
  return {
    openIntent: (input: IntentInput) => openIntent(context, input),
    openCheckout: (input: CheckoutInput) => openCheckout(context, input),
    receiveNotification: (channel: Channel, delivery: Delivery) => receiveNotification(context, channel, delivery),
    findOwnOrder: (payer: { orderId: string; userId: string }) => findOwnOrder(context, payer),
    findPayment: (actor: Actor, paymentId: string) => findPayment(context, actor, paymentId),
    findPaymentClient: (actor: Actor, paymentId: string) => findPaymentClient(context, actor, paymentId),
    findPaymentToChange: (actor: Actor, paymentId: string) => findPaymentToChange(context, actor, paymentId),
    findDetails: (actor: Actor, paymentId: string) => findDetails(context, actor, paymentId),
    listPayments: (actor: Actor, wanted: WantedPayments, page: PageRequest) =>
      listPayments(context, actor, wanted, page),
    exportPayments: (actor: Actor, wanted: WantedPayments) => exportPayments(context, actor, wanted),
    listTimeline: (actor: Actor, paymentId: string, page: PageRequest) => listTimeline(context, actor, paymentId, page),
    cancelPayment: (actor: Actor, paymentId: string) => cancelPayment(context, actor, paymentId),
    capturePayment: (actor: Actor, input: CaptureInput) => capturePayment(context, actor, input),
    receivePayment: (actor: Actor, input: ReceiptInput) => receivePayment(context, actor, input),
    refundPayment: (actor: Actor, input: RefundInput) => refundPayment(context, actor, input),
    listRefunds: (actor: Actor, paymentId: string, page: { limit: number; cursor: string | null }) =>
      listRefunds(context, actor, paymentId, page),
    resolveAnomaly: (actor: Actor, resolving: Resolving) => resolveAnomaly(context, actor, resolving),
    listProviders: () => listProviders(context),
    readFigures: (actor: Actor, wanted: FiguresWanted) => readFigures(context, actor, wanted),
    listProblems: (actor: Actor, filter: ProblemFilter, page: PageRequest) =>
      listProblems(context, actor, filter, page),
    countProblems: (actor: Actor) => countProblems(context, actor),
    retryProblem: (actor: Actor, id: string) => retryProblem(context, actor, id),
    resolveProblem: (actor: Actor, resolving: { id: string; reason: string }) =>
      resolveProblem(context, actor, resolving),
    putOrder: (actor: Actor, input: OrderInput) => putOrder(context, actor, input),
    findOrder: (actor: Actor, orderId: string) => findOrder(context, actor, orderId),
    putGym: (actor: Actor, input: GymInput) => putGym(context, actor, input),
    findGym: (actor: Actor, slug: string) => findGym(context, actor, slug),
    listGyms: (actor: Actor, page: PageRequest) => listGyms(context, actor, page),
    connectGym: (actor: Actor, slug: string, how?: { readonly replaces: boolean }) =>
      connectGym(context, actor, slug, how),
    startConnection: (opened: Opened) => startConnection(context, opened),
    finishConnection: (back: Return) => finishConnection(context, back),
    createEndpoint: (actor: Actor, input: NewEndpoint) => createEndpoint(context, actor, input),
    findEndpoint: (actor: Actor, endpointId: string) => findEndpoint(context, actor, endpointId),
    listEndpoints: (actor: Actor, page: PageRequest) => listEndpoints(context, actor, page),
    replaceEndpoint: (actor: Actor, input: EndpointInput) => replaceEndpoint(context, actor, input),
    rotateEndpointSecret: (actor: Actor, rotation: Rotation) => rotateEndpointSecret(context, actor, rotation),
    requirePresentSecret: (shown: { endpointId: string; madeBy: string }) => requirePresentSecret(context, shown),
    removeEndpoint: (actor: Actor, endpointId: string) => removeEndpoint(context, actor, endpointId),
    listEvents: (actor: Actor, filter: EventFilter, page: PageRequest) => listEvents(context, actor, filter, page),
    findEvent: (actor: Actor, eventId: string) => findEvent(context, actor, eventId),
    beginOperation: (use: KeyUse) => beginOperation(context, use),
    answerOperation: (operation: Operation, answer: string) => answerOperation(context, operation, answer),
    leaveOperation: (operation: Operation, how: 'refused' | 'failed') => leaveOperation(context, operation, how),
    identifyKey: (text: string) => identifyKey(context, text),
    makeKey: (actor: Actor, input: KeyInput) => makeKey(context, actor, input),
    requireLiveKey: (keyId: string) => requireLiveKey(context, keyId),
    listKeys: (actor: Actor, page: PageRequest) => listKeys(context, actor, page),
    revokeKey: (actor: Actor, keyId: string) => revokeKey(context, actor, keyId),
    listAudit: (actor: Actor, filter: AuditFilter, page: PageRequest) => listAudit(context, actor, filter, page),
    syncPayment: (actor: Actor, paymentId: string) => syncPayment(context, actor, paymentId),
    sweep: (isStopped?: () => boolean) => sweep(context, isStopped),
    keepFigures: (isStopped?: () => boolean) => keepFigures(context, isStopped),
    testEndpoint: (actor: Actor, endpointId: string) => testEndpoint(context, actor, endpointId),
    redeliver: (actor: Actor, wanted: Redelivery) => redeliver(context, actor, wanted),
    requestDelivery: (actor: Actor, eventId: string, endpointId: string) =>
      requestDelivery(context, actor, eventId, endpointId),
    listTries: (actor: Actor, eventId: string, page: PageRequest) => listTries(context, actor, eventId, page),
    /** One round of sending events; `wake` asks for the next. @throws DomainError `store_unavailable` */
    deliverEvents: (wake: Wake) => deliverDue(wake),
    /** Calls the listener soon after each commit that makes a delivery due. @throws DomainError `store_unavailable` */
    onDeliveriesDue: (listener: () => void) => context.store.onDeliveriesDue(listener),
    /** To be called when nothing is asked any more: resolves when what goes on after its caller was answered has ended. */
    drain: () => background.drain(),
    /** Resolves when requests can be served. @throws DomainError `store_unavailable` */
    ready: () => context.store.ready(),
  };
}
