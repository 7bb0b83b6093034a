import type { components } from '../../clients/typescript/src/schema.ts';

type Schemas = components['schemas'];

// What the service answers, as its OpenAPI document describes it.

export type AnomalyView = Schemas['Anomaly'];
export type AttemptView = Schemas['Attempt'];
export type AuditList = Schemas['AuditPage'];
export type CredentialView = Schemas['Credential'];
export type DetailedRefundView = Schemas['DetailedRefund'];
export type DetailsView = Schemas['PaymentDetails'];
export type DisputeView = Schemas['Dispute'];
export type EndpointList = Schemas['EndpointPage'];
export type EndpointView = Schemas['Endpoint'];
export type EntryView = Schemas['TimelineEntry'];
export type EventList = Schemas['EventPage'];
export type EventView = Schemas['Event'];
export type GymList = Schemas['GymPage'];
export type GymLink = Schemas['GymConnection'];
export type GymView = Schemas['Gym'];
export type KeyList = Schemas['ApiKeyPage'];
export type NewKeyView = Schemas['NewApiKey'];
export type OrderView = Schemas['Order'];
export type PaymentList = Schemas['PaymentPage'];
export type PaymentView = Schemas['Payment'];
export type ProblemCounts = Schemas['ProblemSummary'];
export type ProblemList = Schemas['ProblemPage'];
export type ProblemView = Schemas['Problem'];
export type ProviderList = Schemas['Providers'];
export type ReceiptView = Schemas['Receipt'];
export type RefundView = Schemas['Refund'];
export type Requested = Schemas['Requested'];
export type SecretEndpointView = Schemas['EndpointWithSecret'];
export type StatisticsView = Schemas['Statistics'];
export type Timeline = Schemas['TimelinePage'];
export type TryList = Schemas['DeliveryPage'];
export type TryView = Schemas['Delivery'];
