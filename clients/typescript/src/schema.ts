// Written by `npm run openapi`.

export interface paths {
    "/api/v1/payments/intent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a payment intent
         * @description Opens a payment for one of the caller's orders and returns what the client app needs to collect it. An order has at most one open payment: repeating the request, from any client and any number of times, returns the same payment. A new payment is opened only after the previous one was cancelled or has expired.
         */
        post: operations["createPaymentIntent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment
         * @description The caller's own payment, of an order or of a gym checkout. A token with the scope `payments:read` can read every user's payments. The status is the one recorded here; to wait for a change, poll this operation.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a checkout
         * @description Creates a checkout in the gym's own provider account and returns the URL of the page where the buyer pays. Two requests create two checkouts; with an `Idempotency-Key`, a retry returns the first one.
         */
        post: operations["createCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments
         * @description The caller's own payments, newest first, in pages; with the scope `payments:read` every user's. Filters can be combined; `q` finds by one id or address, whatever it is the id of. A payment that is opened during paging neither repeats nor hides another one. With `accept: text/csv` all that match are one table, without `limit` and `cursor`.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a payment
         * @description Cancels an open payment: it can no longer be paid, and an authorization is released. A cancelled payment stays cancelled; a paid one can be refunded instead.
         */
        post: operations["cancelPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Capture a payment
         * @description For payments of orders with `capture_method: "manual"`: they are `processing` until the authorized amount, or a part of it, is captured; the rest is released. A payment is captured once. When a part was captured in the provider's dashboard, capturing exactly that amount accepts it, without another capture.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["capturePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that money for a payment has come
         * @description For payments of a provider whose `confirmed_by` is `operator`, such as `desk`: a person took the money. All that is missing, or a part of it: parts add up, and the payment is `processing` until the rest has come. Money for a cancelled payment counts, too, and is an anomaly. A refund of such a payment has succeeded when it is requested: the operator hands the money back.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["receivePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the refunds of a payment
         * @description Newest first, in pages, including refunds that were made in the provider's dashboard.
         *
         *     Requires the scope `payments:read`.
         */
        get: operations["listRefunds"];
        put?: never;
        /**
         * Refund a payment
         * @description The whole remaining amount, or a part of it. One payment can have several refunds; their sum never exceeds what was captured. A refund can stay `pending` for days, and one that succeeded can still fail. After a 5xx, a retry with the same key finishes the same refund.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["refundPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/client": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a web page starts the provider's SDK with
         * @description For a page in which the buyer pays: beside the `client_secret` of the payment intent it needs to know which provider it talks to, and under which key. For the payment's user, and for tokens with the scope `payments:read` or `payments:manage`.
         */
        get: operations["getPaymentClient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the details of a payment
         * @description The provider and the account, the provider's ids, the amounts authorized, captured and refunded, every attempt of the customer with its payment method and why it was declined, and anomalies. Neither credentials nor anything that a payment could be made with.
         */
        get: operations["getPaymentDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sync a payment with the provider
         * @description Reads the payment from the provider now. This is rarely needed, because providers send webhooks and the service polls on a schedule. It helps after a lost webhook, and when the call that opened the payment got no answer: the object that the call created is then found. Nothing new is created.
         */
        post: operations["syncPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/anomalies/{anomaly_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve an anomaly
         * @description Records that an operator has looked at the anomaly, with the reason and the operator: once. Repeating the same request changes nothing. The anomalies of a payment, with their ids, are in its details. An anomaly whose cause is gone ends by itself, such as one about money that was refunded.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["resolveAnomaly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{payment_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the timeline of a payment
         * @description In chronological order, in pages: requests, calls to the provider and their outcome, webhooks, status changes with their cause, anomalies, and actions of operators.
         *
         *     Requires the scope `payments:read`.
         */
        get: operations["listPaymentTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get figures of payments
         * @description Counts and amounts by interval and group. Payments count as opened by when they were opened, and everything else by when it was recorded. One currency never adds to another. Intervals in which nothing happened are left out.
         *
         *     Requires the scope `payments:read`.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List problems
         * @description Open anomalies, checks and webhooks that the schedule has given up, overdue refunds, gyms whose credentials are not taken any more, endpoints that their answers disabled: oldest first, in pages, each with what can be done about it.
         *
         *     Requires the scope `payments:read`.
         */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count problems
         * @description How many problems of each kind there are; kinds without any are left out.
         *
         *     Requires the scope `payments:read`.
         */
        get: operations["getProblemSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{problem_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a problem
         * @description Asks the provider about an anomaly or the credentials of a gym, and makes an abandoned check or an overdue refund go on now. The problem as it is then; null when it is gone.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["retryProblem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/problems/{problem_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve a problem
         * @description Anomalies, `check_abandoned` and `delivery_abandoned` are closed so. The others end when their cause does, and so do anomalies whose cause the service sees go, such as money that is refunded. The problem as it is then; null when it is gone.
         *
         *     Requires the scope `payments:manage`.
         */
        post: operations["resolveProblem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order
         * @description For the user of the order, and for tokens with the scope `orders:write` or `payments:manage`.
         */
        get: operations["getOrder"];
        /**
         * Create or replace an order
         * @description While a payment of the order is open, only `description` and `customer_email` can change; once the order is paid, nothing can. `status: "cancelled"` first cancels the open payment at its provider.
         *
         *     Requires the scope `orders:write`.
         */
        put: operations["putOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gyms/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a gym
         * @description Its credentials are never returned.
         *
         *     Requires the scope `gyms:write`.
         */
        get: operations["getGym"];
        /**
         * Create or replace a gym
         * @description Credentials are write-only; when they are left out, the stored ones stay. A payment stays with the account that it was made with, so after a change of account the old one is still used for its own payments.
         *
         *     Requires the scope `gyms:write`.
         */
        put: operations["putGym"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List gyms
         * @description Ordered by slug, in pages.
         *
         *     Requires the scope `gyms:write`.
         */
        get: operations["listGyms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gyms/{slug}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect a gym's provider account
         * @description OAuth instead of pasted credentials: send the URL to the account owner, who opens it in a browser. It redirects to the provider's consent page, and the provider redirects the same browser to the OAuth callback; another browser cannot finish. The URL works once, within an hour. A newer URL for the gym, pasted credentials or another provider end it. The service renews the tokens before they expire.
         *
         *     Requires the scope `gyms:write`.
         */
        post: operations["connectGym"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * OAuth callback
         * @description Called by the account owner's browser when the provider redirects it back. Each `state` works once. A callback with neither `code` nor `error` leaves the `state` unused; one with both is a refusal. A browser gets a page, any other client gets JSON.
         */
        get: operations["handleOAuthCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the payment providers
         * @description What orders and gyms can name as their `provider`, and what each can do.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Newest first, in pages: those that are not revoked, without the keys themselves.
         *
         *     Requires the scope `keys:manage`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The key is in this response and in no other; with an `Idempotency-Key` the same response is given again for 24 hours, as long as the key works. It is sent as a bearer token wherever a JWT is, and its user is `key:<id>`. It grants its scopes, which its maker must have, until it expires or is revoked.
         *
         *     Requires the scope `keys:manage`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Every process of the service refuses it within 5 seconds.
         *
         *     Requires the scope `keys:manage`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries
         * @description Every change that a person or a key made to orders, gyms, endpoints and API keys, every refund, capture, cancellation and resolution, and what they had looked at or sent again, newest first, in pages. An entry is written together with its change, and stays.
         *
         *     Requires the scope `audit:read`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List endpoints
         * @description Newest first, in pages.
         *
         *     Requires the scope `webhooks:manage`.
         */
        get: operations["listEndpoints"];
        put?: never;
        /**
         * Create an endpoint
         * @description Every later event that the endpoint wants is sent to it, signed with its secret. The secret is in this response and in that of a rotation, and never again; with an `Idempotency-Key` the same response is given again for 24 hours, as long as the secret is the present one. There can be 50 endpoints.
         *
         *     Requires the scope `webhooks:manage`.
         */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an endpoint
         * @description Its secret is never returned.
         *
         *     Requires the scope `webhooks:manage`.
         */
        get: operations["getEndpoint"];
        /**
         * Replace an endpoint
         * @description Replaces `url`, `event_types`, `description` and `status`. An endpoint that is enabled again begins with the next event: what it missed is sent on request.
         *
         *     Requires the scope `webhooks:manage`.
         */
        put: operations["putEndpoint"];
        post?: never;
        /**
         * Delete an endpoint
         * @description Nothing more is sent to it. Its deliveries and their tries are deleted, too; the events stay.
         *
         *     Requires the scope `webhooks:manage`.
         */
        delete: operations["deleteEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate an endpoint's secret
         * @description From now on the new secret signs; for 24 hours the one before signs, too.
         *
         *     Requires the scope `webhooks:manage`.
         */
        post: operations["rotateEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test an endpoint
         * @description Sends an event of the type `endpoint.test` now and returns the try, also of an endpoint that is disabled. The event is not stored and not sent again. A response of 410 disables the endpoint, as it does to any event.
         *
         *     Requires the scope `webhooks:manage`.
         */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events again
         * @description Sends again what the endpoint wants of a time, oldest first: what was not delivered, or with `only_failed: false` all of it; also events that are older than the endpoint. An event that is being sent at this moment is left out.
         *
         *     Requires the scope `webhooks:manage`.
         */
        post: operations["redeliverEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description Newest first, in pages. Filters can be combined. Test events are not stored.
         *
         *     Requires the scope `webhooks:manage`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an event
         * @description The content that each endpoint gets.
         *
         *     Requires the scope `webhooks:manage`.
         */
        get: operations["getEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{event_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List an event's deliveries
         * @description Every try to deliver the event, and each one that waits (`pending`), in pages.
         *
         *     Requires the scope `webhooks:manage`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{event_id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Sends the event to the endpoint now, whether it was delivered or not, and whether the endpoint wants it or not.
         *
         *     Requires the scope `webhooks:manage`.
         */
        post: operations["deliverEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process is alive
         * @description Liveness: it uses nothing else, not even the database. It exists with and without the base path.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that requests can be served
         * @description Readiness: the database answers and its migrations are applied.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics for Prometheus
         * @description The process itself, requests by route, calls to providers and their outcome, webhooks and their results, anomalies, and database connections. No label contains an id. The token is the one that the service is configured with (`METRICS_TOKEN`), not a JWT. Without that setting the metrics are public; in production the route then doesn't exist.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of the default provider
         * @description Called by the provider that orders are paid through by default, which is Stripe. Webhooks may arrive more than once, late and in any order: the resulting state is the same. 200 means that the result is committed; after a 5xx the provider retries. A webhook about an unknown payment, or of a type that has no effect, is answered with 200 and the status `ignored`.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhook/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of stripe
         * @description Called by stripe for orders that are paid through it. Webhooks may arrive more than once, late and in any order: the resulting state is the same. 200 means that the result is committed; after a 5xx the provider retries. A webhook about an unknown payment, or of a type that has no effect, is answered with 200 and the status `ignored`.
         */
        post: operations["receiveStripeWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhook/mercadopago": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of mercadopago
         * @description Called by mercadopago for orders that are paid through it. Webhooks may arrive more than once, late and in any order: the resulting state is the same. 200 means that the result is committed; after a 5xx the provider retries. A webhook about an unknown payment, or of a type that has no effect, is answered with 200 and the status `ignored`.
         */
        post: operations["receiveMercadopagoWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhook/paypal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of paypal
         * @description Called by paypal for orders that are paid through it. Webhooks may arrive more than once, late and in any order: the resulting state is the same. 200 means that the result is committed; after a 5xx the provider retries. A webhook about an unknown payment, or of a type that has no effect, is answered with 200 and the status `ignored`.
         */
        post: operations["receivePaypalWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook/{gym_slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook for a gym's account
         * @description Called by the gym's provider. A webhook is only a hint: the service fetches the payment from the provider, and counts it when the reference, the account, the amount and the currency match. Duplicates, other types and webhooks about unknown payments are answered alike; after a 5xx the provider retries. A gym whose payments are switched off still has its webhooks processed, because the money has moved. The older unsigned notifications (`?topic=payment&id=…`) are accepted without effect.
         */
        post: operations["receiveGymWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "payment.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment was opened.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onPaymentCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.processing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment is authorized, or being processed.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onPaymentProcessing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An attempt was declined: once for each. The customer can try again.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onPaymentFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.succeeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment succeeded.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onPaymentSucceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A payment was cancelled, or has expired.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onPaymentCancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The provider has taken a refund that is not done yet. Left out when it succeeds at once.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onRefundPending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.succeeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A refund succeeded, wherever it was made.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onRefundSucceeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A refund failed: also one that had succeeded.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onRefundFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The customer disputes a payment.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onDisputeOpened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A dispute was won or lost.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onDisputeClosed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "anomaly.found": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something unexpected needs an operator.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onAnomalyFound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "anomaly.resolved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator resolved an anomaly, or it ended with its cause.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onAnomalyResolved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An order is paid.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onOrderPaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An order was cancelled.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onOrderCancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "gym.needs_reconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The provider does not accept a gym's credentials any more, or nothing can renew them: the gym must be connected again.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onGymNeedsReconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator tests an endpoint. It is not stored, and has no place in the list of events.
         * @description Sent to each endpoint that wants it, as Standard Webhooks (https://www.standardwebhooks.com) describe: at least once, with the same `webhook-id` and the same body at each try. A try that is not answered with 2xx within 15 seconds is repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h; redirects are not followed.
         */
        post: operations["onEndpointTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        OrdersError: {
            /** @constant */
            status: "error";
            /** @description The message, for people. Its words can change. */
            error: string;
            /** @description The HTTP status. */
            code: number;
            details?: {
                /** @description The first invalid field of the request; dots lead into objects. */
                field: string;
                /** @description All invalid fields, where there are several. */
                fields?: {
                    /** @description The invalid field. */
                    field: string;
                    /** @description What the field must be, for people. */
                    message: string;
                }[];
            };
        };
        GymsError: {
            /** @constant */
            success: false;
            /** @description The message, for people. Its words can change. */
            error: string;
            /**
             * @description The error code, for programs.
             * @enum {string}
             */
            code: "VALIDATION_ERROR" | "NOT_FOUND" | "GYM_NOT_FOUND" | "FORBIDDEN" | "PAYMENT_NOT_ENABLED" | "CONFLICT" | "INTERNAL_ERROR" | "IDEMPOTENCY_KEY_REUSED" | "UNAUTHORIZED" | "INVALID_TOKEN" | "GATEWAY_ERROR" | "SERVICE_UNAVAILABLE" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RATE_LIMITED";
        };
        /** @description The provider account that receives the money. */
        Account: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /** @description The gym that owns the account; null for the platform's own. */
            gym_id: string | null;
            /** @description The provider's id of the account holder, when known. */
            provider_user_id: string | null;
        };
        /** @description Why the attempt was declined. */
        AdvisedDecline: {
            code: components["schemas"]["DeclineCode"];
            /** @description The provider's own word. */
            provider_code: string;
            /** @description One sentence for the buyer, in the language of `accept-language`: en, es, pt or ja. It never says that a card was reported lost or stolen, or that fraud is suspected. */
            advice: string;
        };
        /** @description Of all attempts together, in minor units of the payment's currency. */
        Amounts: {
            /**
             * Format: int64
             * @description Authorized by the customer.
             */
            authorized: number;
            /**
             * Format: int64
             * @description Captured.
             */
            captured: number;
            /**
             * Format: int64
             * @description Refunded.
             */
            refunded: number;
            /**
             * Format: int64
             * @description Requested refunds that have neither succeeded nor failed yet.
             */
            refunding: number;
            /**
             * Format: int64
             * @description Authorized and not yet captured.
             */
            capturable: number;
            /**
             * Format: int64
             * @description Of the amount, what has not come; 0 once the payment has succeeded.
             */
            missing: number;
        };
        /** @description Something unexpected that an operator has to look at. */
        Anomaly: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            kind: components["schemas"]["AnomalyKind"];
            /** @description The id of what it is about: the provider's, the payment's, or the account's. */
            subject: string;
            detail: {
                [key: string]: string | number | null;
            };
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            recorded_at: string;
            /** @description When it ended; null while it is open. */
            resolved_at: string | null;
            /** @description The operator who resolved it; null where it ended with its cause. */
            resolved_by: string | null;
            /** @description The operator's reason, or why its cause is gone. */
            reason: string | null;
        };
        AnomalyEventData: {
            /** @description Counts the payment's events from 1, without a gap: a receiver can ignore what is older than what it has. */
            sequence: number;
            payment: components["schemas"]["EventPayment"];
            anomaly: components["schemas"]["Anomaly"];
        };
        AnomalyFoundEvent: {
            /** @constant */
            type: "anomaly.found";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["AnomalyEventData"];
        };
        /**
         * @description The kind of anomaly.
         * @enum {string}
         */
        AnomalyKind: "amount_mismatch" | "currency_mismatch" | "account_mismatch" | "reference_mismatch" | "parent_mismatch" | "paid_in_part" | "paid_after_cancel" | "paid_twice" | "order_paid_twice" | "not_paid" | "order_differs" | "unknown_status" | "outcome_unknown" | "not_closed";
        AnomalyResolvedEvent: {
            /** @constant */
            type: "anomaly.resolved";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["AnomalyEventData"];
        };
        ApiKey: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /** @description What people call it: the program that has it, for example. */
            name: string;
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it stops working; null: never.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was used last, to the minute; null: never.
             */
            last_used_at: string | null;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description One attempt of the customer to pay: the provider's own payment. A payment can have several. */
        Attempt: {
            /** @description The provider's id of the attempt. */
            provider_payment_id: string;
            status: components["schemas"]["PaymentStatus"];
            /** @description By the provider's clock: when the payment succeeded or was cancelled; for an open status, when it was last reported. */
            occurred_at: string | null;
            /**
             * Format: int64
             * @description In minor units; null when the provider does not say.
             */
            authorized: number | null;
            /**
             * Format: int64
             * @description In minor units.
             */
            captured: number;
            /**
             * Format: int64
             * @description What of it is beyond the payment's amount, and was not refunded, in minor units.
             */
            surplus: number;
            /** @description An ISO 4217 code in lower case; null when the provider does not say. */
            currency: string | null;
            /** @description Null where it was not declined. */
            decline: components["schemas"]["AdvisedDecline"] | null;
            /** @description Null where the provider does not say. */
            method: components["schemas"]["Method"] | null;
            /** @description The tries that it stands for, where the provider has one payment for all tries. */
            charges: components["schemas"]["Charge"][];
        };
        /**
         * @description What was done, as `<noun>.<verb>`.
         * @enum {string}
         */
        AuditAction: "order.put" | "payment.cancel" | "payment.capture" | "payment.receive" | "payment.refund" | "anomaly.resolve" | "problem.resolve" | "problem.retry" | "gym.put" | "gym.connect" | "gym.retry" | "key.create" | "key.revoke" | "endpoint.create" | "endpoint.put" | "endpoint.delete" | "endpoint.rotate_secret" | "endpoint.test" | "endpoint.redeliver" | "event.deliver";
        AuditEntry: {
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            at: string;
            /** @description The user; `key:<id>` is an API key. */
            actor: string;
            action: components["schemas"]["AuditAction"];
            /** @description What was changed: `<noun>:<id>`. */
            subject: string;
            changes: components["schemas"]["AuditedChange"][];
            /** @description The `x-request-id` of the request; null where it was none. */
            request_id: string | null;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        AuditedChange: {
            /** @description The name that the field has in the API. */
            field: string;
            /** @description Null where there was none. */
            from: string | number | boolean | null;
            /** @description Of a secret or an email address only that it was `set` or `replaced`. */
            to: string | number | boolean | null;
        };
        /** @description Calls to the provider whose effect is unknown. */
        CallsInDoubt: {
            /** @description How many. */
            calls: number;
            /** @description When the first one was made. */
            since: string;
            operations: components["schemas"]["DoubtfulOperation"][];
        };
        /**
         * @description `automatic`: the payment is captured at once. `manual`: it is authorized, and captured by a request.
         * @enum {string}
         */
        CaptureMethod: "automatic" | "manual";
        CapturePaymentRequest: {
            amount?: number | null;
        };
        /** @description One try of the customer, where the provider has one payment for all tries. */
        Charge: {
            /** @description The provider's id of the try. */
            id: string;
            /** @description Null where it was not declined. */
            decline: components["schemas"]["AdvisedDecline"] | null;
            /** @description Of a try that was declined; null otherwise. */
            method: components["schemas"]["Method"] | null;
        };
        Checkout: {
            /** @constant */
            success: true;
            /**
             * Format: uri
             * @description The URL to redirect the buyer to.
             */
            init_point: string;
        };
        /**
         * @description Who says that money came. `operator`: a person takes it, and an operator confirms it (`receipts` of the payment).
         * @enum {string}
         */
        ConfirmedBy: "provider" | "operator";
        CreateApiKeyRequest: {
            /** @description What people call it: the program that has it, for example. */
            name: string;
            /** @description What the key grants. */
            scopes: components["schemas"]["Scope"][];
            expires_at?: string | null;
        };
        CreateCheckoutRequest: {
            /** @description The gym's slug. */
            gym_id: string;
            /**
             * Format: double
             * @description In major units of the gym's currency. An amount with more decimals than the currency has is refused, never rounded.
             */
            amount: number;
            /** @description Shown to the buyer. */
            title: string;
            /**
             * Format: email
             * @description An email address in ASCII.
             */
            payer_email: string;
        };
        CreateEndpointRequest: {
            /**
             * Format: uri
             * @description An https URL with neither user name nor password, which leads to a public address; outside production also an http URL of a loopback host.
             */
            url: string;
            event_types?: components["schemas"]["EventType"][] | null;
            description?: string | null;
            gym_id?: string | null;
        };
        CreatePaymentIntentRequest: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            order_id: string;
            customer_email?: string | null;
        };
        Credential: {
            /** @description Its name in `credentials` of a gym. */
            name: string;
            /** @description What it is. */
            description: string;
            /** @description It opens the account, or proves webhooks: it goes in and never comes out. */
            secret: boolean;
            /** @description Credentials without it are refused. */
            required: boolean;
            /** @description It is a list: several are good at once, such as during a rotation. */
            list: boolean;
            /** @description The variable with the platform's own; a list is separated by commas. */
            environment_variable: string;
        };
        /** @description Why an attempt was declined. */
        Decline: {
            code: components["schemas"]["DeclineCode"];
            /** @description The provider's own word. */
            provider_code: string;
        };
        /**
         * @description Why the attempt ended without money; `declined` where no reason is known.
         * @enum {string}
         */
        DeclineCode: "insufficient_funds" | "incorrect_data" | "expired_card" | "authentication_required" | "authentication_failed" | "limit_exceeded" | "contact_issuer" | "lost_or_stolen" | "fraud_suspected" | "method_unavailable" | "duplicate" | "voucher_expired" | "processing_error" | "declined";
        DeliverRequest: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            endpoint_id: string;
        };
        /** @description A try to deliver an event to an endpoint. */
        Delivery: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            endpoint_id: string;
            /** @description Counts the tries of this event to this endpoint from 1. */
            try: number;
            status: components["schemas"]["DeliveryStatus"];
            /** @description The response's status; null when there was no response. */
            response_status: number | null;
            /** @description The first 1,000 bytes of the response's body; null when there was no response. */
            response_body: string | null;
            /** @description Why the try failed; null for the others. */
            error: string | null;
            /** @description How long it took; null while it is pending. */
            duration_ms: number | null;
            /**
             * Format: date-time
             * @description When it was made; null while it is pending.
             */
            tried_at: string | null;
            /**
             * Format: date-time
             * @description When the pending try is due; in the last try before it, too. Null when there is none.
             */
            next_try_at: string | null;
        };
        DeliveryPage: {
            items: components["schemas"]["Delivery"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        /**
         * @description `succeeded`: any 2xx within 15 s. `failed`: anything else. `pending`: it waits, or is being made.
         * @enum {string}
         */
        DeliveryStatus: "pending" | "succeeded" | "failed";
        DetailedRefund: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            payment_id: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["RefundStatus"];
            /** @description The reason that the request gave. */
            reason: string | null;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description The refund that this is a part of, when it was split over several attempts; null otherwise. */
            part_of: string | null;
            /** @description The attempt that is refunded. */
            provider_payment_id: string;
            /** @description The provider's id; null until the provider has answered. */
            provider_refund_id: string | null;
            /** @description The user who requested it; null when it was made in the provider's dashboard. */
            requested_by: string | null;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
        };
        /**
         * @description Why.
         * @enum {string}
         */
        DisabledReason: "by_operator" | "gone" | "failing";
        /** @description A dispute (chargeback) that the customer opened. */
        Dispute: {
            /** @description The provider's id. */
            provider_dispute_id: string;
            /** @description The attempt that is disputed. */
            provider_payment_id: string;
            /**
             * Format: int64
             * @description In minor units; null when the provider does not say.
             */
            amount: number | null;
            /** @description An ISO 4217 code in lower case; null when the provider does not say. */
            currency: string | null;
            /** @description The provider's reason code. */
            reason: string | null;
            status: components["schemas"]["DisputeStatus"];
            /** @description When the dispute last had this status, by the provider's clock. */
            occurred_at: string;
            /** @description When the service first learned of the dispute. */
            created_at: string;
        };
        DisputeClosedEvent: {
            /** @constant */
            type: "dispute.closed";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["DisputeEventData"];
        };
        DisputeEventData: {
            /** @description Counts the payment's events from 1, without a gap: a receiver can ignore what is older than what it has. */
            sequence: number;
            payment: components["schemas"]["EventPayment"];
            dispute: components["schemas"]["Dispute"];
        };
        DisputeOpenedEvent: {
            /** @constant */
            type: "dispute.opened";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["DisputeEventData"];
        };
        /**
         * @description `won` and `lost` are from the merchant's point of view.
         * @enum {string}
         */
        DisputeStatus: "open" | "won" | "lost";
        /**
         * @description What the call may have done.
         * @enum {string}
         */
        DoubtfulOperation: "opening" | "capture" | "refund";
        Endpoint: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uri
             * @description Where events are sent to.
             */
            url: string;
            /** @description The types of events that are sent; null: all. */
            event_types: components["schemas"]["EventType"][] | null;
            /** @description For people to read. */
            description: string | null;
            /** @description Only this gym's events are sent; null: those of all. */
            gym_id: string | null;
            status: components["schemas"]["EndpointStatus"];
            /** @description `by_operator`: a request disabled it. `gone`: it answered 410. `failing`: every try of five days failed. Null while it is enabled. */
            disabled_reason: components["schemas"]["DisabledReason"] | null;
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            updated_at: string;
        };
        EndpointPage: {
            items: components["schemas"]["Endpoint"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        /**
         * @description A disabled endpoint is sent nothing. Left out of a request: `enabled`.
         * @enum {string}
         */
        EndpointStatus: "enabled" | "disabled";
        EndpointTestEvent: {
            /** @constant */
            type: "endpoint.test";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["TestEventData"];
        };
        EndpointWithSecret: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uri
             * @description Where events are sent to.
             */
            url: string;
            /** @description The types of events that are sent; null: all. */
            event_types: components["schemas"]["EventType"][] | null;
            /** @description For people to read. */
            description: string | null;
            /** @description Only this gym's events are sent; null: those of all. */
            gym_id: string | null;
            status: components["schemas"]["EndpointStatus"];
            /** @description `by_operator`: a request disabled it. `gone`: it answered 410. `failing`: every try of five days failed. Null while it is enabled. */
            disabled_reason: components["schemas"]["DisabledReason"] | null;
            /** @description Signs what is sent (Standard Webhooks). It is never shown again: store it now. */
            secret: string;
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            updated_at: string;
        };
        /** @description A change, with what it was about as it was at that moment. */
        Event: {
            /**
             * Format: uuid
             * @description The `webhook-id` of each try to deliver it.
             */
            id: string;
            type: components["schemas"]["EventType"];
            /**
             * Format: date-time
             * @description When the change was recorded: RFC 3339 in UTC.
             */
            timestamp: string;
            data: components["schemas"]["RefundEventData"] | components["schemas"]["DisputeEventData"] | components["schemas"]["AnomalyEventData"] | components["schemas"]["PaymentEventData"] | components["schemas"]["OrderEventData"] | components["schemas"]["GymEventData"];
        };
        EventPage: {
            items: components["schemas"]["Event"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        /** @description The payment as it was at the moment of the event. */
        EventPayment: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description The order; null for a gym checkout.
             */
            order_id: string | null;
            /** @description The id of the payment intent at Stripe; null when there is none. */
            stripe_payment_intent_id: string | null;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["PaymentStatus"];
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
            /** @description The user who pays. */
            user_id: string;
            /** @description The gym of a checkout; null for a payment of an order. */
            gym_id: string | null;
            /** @description The payment provider. */
            provider: string;
            /**
             * Format: int64
             * @description In minor units of the currency.
             */
            amount_refunded: number;
            /** @description Why the attempt was declined that made the payment fail; null otherwise. */
            decline: components["schemas"]["Decline"] | null;
            /** @description What the customer paid with, or tried to; null where the provider does not say. */
            method: components["schemas"]["Method"] | null;
        };
        /**
         * @description What has happened.
         * @enum {string}
         */
        EventType: "payment.created" | "payment.processing" | "payment.failed" | "payment.succeeded" | "payment.cancelled" | "refund.pending" | "refund.succeeded" | "refund.failed" | "dispute.opened" | "dispute.closed" | "anomaly.found" | "anomaly.resolved" | "order.paid" | "order.cancelled" | "gym.needs_reconnect";
        Figures: {
            /**
             * Format: date-time
             * @description When the interval begins.
             */
            start: string;
            /** @description The provider, gym, currency or status; null for payments without a gym. */
            group: string | null;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            opened: components["schemas"]["Sum"];
            succeeded: components["schemas"]["Sum"];
            failed: components["schemas"]["Sum"];
            refunded: components["schemas"]["Sum"];
            disputed: components["schemas"]["Sum"];
            /** @description The share of the payments opened in the interval that has succeeded by now; null when none was opened. */
            success_rate: number | null;
        };
        Gym: {
            /** @description Lower-case letters, digits and inner hyphens, at most 64 characters. */
            slug: string;
            /** @description The display name. */
            name: string;
            /** @description Whether checkouts can be created. */
            payments_enabled: boolean;
            /** @description The payment provider. */
            provider: string;
            /** @description An ISO 4217 code in upper case. */
            currency: string;
            /**
             * Format: uri
             * @description Where the payment page redirects buyers to.
             */
            return_url: string | null;
            signature: components["schemas"]["SignaturePolicy"];
            /** @description Whether credentials for this provider are stored, or it needs none. */
            has_credentials: boolean;
            /** @description Whether the account must be connected again: the provider no longer accepts them, or gave nothing to renew them with. */
            needs_reconnect: boolean;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
        };
        GymConnection: {
            /**
             * Format: uri
             * @description For the account owner to open in a browser. It works once.
             */
            authorization_url: string;
            /**
             * Format: date-time
             * @description When the URL stops working.
             */
            expires_at: string;
        };
        GymEventData: {
            gym: components["schemas"]["Gym"];
        };
        GymNeedsReconnectEvent: {
            /** @constant */
            type: "gym.needs_reconnect";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["GymEventData"];
        };
        GymPage: {
            items: components["schemas"]["Gym"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        GymWebhookResult: {
            /** @constant */
            status: "processed";
        };
        Health: {
            /** @constant */
            status: "ok";
            /** @constant */
            service: "fitstack-payments";
        };
        MercadoPagoCredentials: {
            /** @description The access token (`APP_USR-…`, or `TEST-…`). */
            access_token: string;
            /** @description The secrets that webhooks are signed with, made under Webhooks: several during a rotation. */
            webhook_secrets: string[];
            public_key?: string | null;
        };
        /** @description What the customer paid with, or tried to. Null where the provider does not say. */
        Method: {
            type: components["schemas"]["MethodType"];
            /** @description A card's network, such as `visa`; of everything else the provider's name for it. */
            brand: string | null;
            /** @description The last four digits of a card or bank account. */
            last4: string | null;
            /** @description In how many parts the buyer pays the card, where the provider says so. */
            installments: number | null;
        };
        /**
         * @description The kind of payment method.
         * @enum {string}
         */
        MethodType: "card" | "wallet" | "bank_transfer" | "voucher" | "account_money" | "cash" | "other";
        NewApiKey: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /** @description What people call it: the program that has it, for example. */
            name: string;
            scopes: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description Date and time in UTC, with `Z`.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it stops working; null: never.
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was used last, to the minute; null: never.
             */
            last_used_at: string | null;
            /** @description The key itself. It is never shown again. */
            key: string;
        };
        Order: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            order_id: string;
            /** @description The user who can pay the order: the `sub` of the user's token. */
            user_id: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            /**
             * Format: email
             * @description Where the provider sends the receipt.
             */
            customer_email: string | null;
            /** @description Shown to the customer. */
            description: string | null;
            /** @description The payment provider. */
            provider: string;
            capture_method: components["schemas"]["CaptureMethod"];
            /**
             * Format: uri
             * @description Where hosted payment pages redirect the customer to.
             */
            return_url: string | null;
            status: components["schemas"]["OrderStatus"];
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
        };
        OrderCancelledEvent: {
            /** @constant */
            type: "order.cancelled";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["OrderEventData"];
        };
        OrderEventData: {
            order: components["schemas"]["Order"];
            /**
             * Format: uuid
             * @description The payment that paid the order, or was cancelled with it; null where there was none.
             */
            payment_id: string | null;
        };
        OrderPaidEvent: {
            /** @constant */
            type: "order.paid";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["OrderEventData"];
        };
        /**
         * @description An order is paid when its payment succeeds.
         * @enum {string}
         */
        OrderStatus: "pending" | "paid" | "cancelled";
        PayPalCredentials: {
            /** @description The client id of the account's REST app. Web pages start PayPal's SDK with it: every buyer gets it. */
            client_id: string;
            /** @description The secret of the same app. */
            client_secret: string;
            /** @description The id of the webhook that the app calls. PayPal is asked with it whether a webhook is the app's. */
            webhook_id: string;
        };
        Payment: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description The order; null for a gym checkout.
             */
            order_id: string | null;
            /** @description The id of the payment intent at Stripe; null when there is none. */
            stripe_payment_intent_id: string | null;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["PaymentStatus"];
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
        };
        PaymentCancelledEvent: {
            /** @constant */
            type: "payment.cancelled";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["PaymentEventData"];
        };
        PaymentClient: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            payment_id: string;
            /** @description The payment provider, whose SDK the page loads. */
            provider: string;
            /** @description The key that the provider's SDK takes: the platform's, or for a checkout the gym's own. Null when there is none. */
            publishable_key: string | null;
        };
        PaymentCreatedEvent: {
            /** @constant */
            type: "payment.created";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["PaymentEventData"];
        };
        PaymentDetails: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description The order; null for a gym checkout.
             */
            order_id: string | null;
            /** @description The id of the payment intent at Stripe; null when there is none. */
            stripe_payment_intent_id: string | null;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["PaymentStatus"];
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            updated_at: string;
            /** @description The user who pays. */
            user_id: string;
            /** @description The gym of the checkout; null for an order. */
            gym_id: string | null;
            /** @description Shown to the customer. */
            title: string;
            /**
             * Format: email
             * @description Where the provider sends the receipt.
             */
            customer_email: string | null;
            capture_method: components["schemas"]["CaptureMethod"];
            /**
             * Format: uri
             * @description Where hosted payment pages redirect the customer to.
             */
            return_url: string | null;
            /** @description By the provider's clock: when the payment succeeded or was cancelled; for an open status, when it was last reported. */
            occurred_at: string | null;
            /** @description When the payment can no longer be paid. */
            expires_at: string;
            /** @description The payment provider. */
            provider: string;
            confirmed_by: components["schemas"]["ConfirmedBy"];
            account: components["schemas"]["Account"];
            /** @description The provider's id of the intent, session, preference or order; null before it is opened. */
            provider_parent_id: string | null;
            amounts: components["schemas"]["Amounts"];
            attempts: components["schemas"]["Attempt"][];
            refunds: components["schemas"]["DetailedRefund"][];
            disputes: components["schemas"]["Dispute"][];
            anomalies: components["schemas"]["Anomaly"][];
            /** @description Null when there are none. */
            in_doubt: components["schemas"]["CallsInDoubt"] | null;
        };
        PaymentEventData: {
            /** @description Counts the payment's events from 1, without a gap: a receiver can ignore what is older than what it has. */
            sequence: number;
            payment: components["schemas"]["EventPayment"];
        };
        PaymentFailedEvent: {
            /** @constant */
            type: "payment.failed";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["PaymentEventData"];
        };
        PaymentIntent: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            payment_id: string;
            /** @description For the provider's client library. Don't store or log it. */
            client_secret: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["PaymentStatus"];
        };
        PaymentPage: {
            items: components["schemas"]["Payment"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        PaymentProcessingEvent: {
            /** @constant */
            type: "payment.processing";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["PaymentEventData"];
        };
        /**
         * @description `failed` is not final: the customer can try again.
         * @enum {string}
         */
        PaymentStatus: "pending" | "processing" | "failed" | "cancelled" | "succeeded";
        PaymentSucceededEvent: {
            /** @constant */
            type: "payment.succeeded";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["PaymentEventData"];
        };
        /** @description Something that waits for a person. */
        Problem: {
            /** @description The same as long as the problem is open. */
            id: string;
            kind: components["schemas"]["ProblemKind"];
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description The gym, if it is about one. */
            gym_id: string | null;
            /**
             * Format: uuid
             * @description The payment, if it is about one.
             */
            payment_id: string | null;
            /** @description The problem as a sentence. */
            summary: string;
            /** @description What can be done, in the order in which to try it. */
            remedies: components["schemas"]["Remedy"][];
        };
        ProblemCount: {
            kind: components["schemas"]["ProblemKind"];
            count: number;
        };
        /**
         * @description What is wrong: the kind of an open anomaly of a payment, or `check_abandoned` and `delivery_abandoned` (the schedule has given up), `refund_overdue` (pending for 7 days), `gym_needs_reconnect`, `gym_credentials_refused`, `endpoint_disabled` (by its answers).
         * @enum {string}
         */
        ProblemKind: "amount_mismatch" | "currency_mismatch" | "account_mismatch" | "reference_mismatch" | "parent_mismatch" | "paid_in_part" | "paid_after_cancel" | "paid_twice" | "order_paid_twice" | "not_paid" | "order_differs" | "unknown_status" | "outcome_unknown" | "not_closed" | "check_abandoned" | "delivery_abandoned" | "refund_overdue" | "gym_needs_reconnect" | "gym_credentials_refused" | "endpoint_disabled";
        ProblemPage: {
            items: components["schemas"]["Problem"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        ProblemSummary: {
            items: components["schemas"]["ProblemCount"][];
        };
        Provider: {
            /** @description What `provider` of an order or a gym is. */
            name: string;
            /** @description Orders can be paid through it: the platform has an account there. */
            takes_orders: boolean;
            /** @description Gyms can take payments through it. */
            takes_checkouts: boolean;
            /** @description A gym can connect its account by consent, instead of sending credentials. */
            connects: boolean;
            capture_methods: ("automatic" | "manual")[];
            /** @description Payments can be refunded, in full and in parts. */
            refunds: boolean;
            /** @description A buyer can pay one purchase in several parts, such as two cards. */
            splits_purchases: boolean;
            confirmed_by: components["schemas"]["ConfirmedBy"];
            /** @description A gym needs a `return_url`. */
            redirect_needs_return_url: boolean;
            /** @description After a declined attempt the payment is cancelled, and the next request opens another one. */
            failed_is_final: boolean;
            /** @description The service takes the money after the buyer has agreed, within seconds. */
            completes: boolean;
            /**
             * @description `signed`: a signature proves a webhook. `asked`: the provider is asked about each one. `none`: it sends none.
             * @enum {string}
             */
            webhooks: "signed" | "asked" | "none";
            /**
             * @description `decided`: open until the bank decides. `immediate`: the money goes back at once. `none`: not reported.
             * @enum {string}
             */
            disputes: "decided" | "immediate" | "none";
            /** @description What opens an account there; empty where nothing has to. */
            credentials: components["schemas"]["Credential"][];
        };
        Providers: {
            items: components["schemas"]["Provider"][];
        };
        PutEndpointRequest: {
            /**
             * Format: uri
             * @description An https URL with neither user name nor password, which leads to a public address; outside production also an http URL of a loopback host.
             */
            url: string;
            event_types?: components["schemas"]["EventType"][] | null;
            description?: string | null;
            status?: components["schemas"]["EndpointStatus"] | null;
        };
        PutGymRequest: {
            /** @description The display name. */
            name: string;
            /** @description Whether checkouts can be created. */
            payments_enabled: boolean;
            provider?: string | null;
            currency?: string | null;
            return_url?: string | null;
            signature?: components["schemas"]["SignaturePolicy"] | null;
            statement_descriptor?: string | null;
            credentials?: components["schemas"]["StripeCredentials"] | components["schemas"]["MercadoPagoCredentials"] | components["schemas"]["PayPalCredentials"] | null;
        };
        PutOrderRequest: {
            /** @description The user who can pay the order: the `sub` of the user's token. */
            user_id: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower or upper case. */
            currency: string;
            customer_email?: string | null;
            description?: string | null;
            provider?: string | null;
            capture_method?: components["schemas"]["CaptureMethod"] | null;
            return_url?: string | null;
            status?: "cancelled" | null;
        };
        Readiness: {
            /** @constant */
            status: "ready";
        };
        Receipt: {
            /**
             * Format: uuid
             * @description Also the `provider_payment_id` of the attempt, which a refund can name.
             */
            id: string;
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            payment_id: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            /** @description Null where the request does not say. */
            method: components["schemas"]["ReceiptMethod"] | null;
            /** @description The note of the request. */
            note: string | null;
            payment_status: components["schemas"]["PaymentStatus"];
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
        };
        /**
         * @description How the money came.
         * @enum {string}
         */
        ReceiptMethod: "cash" | "transfer";
        ReceivePaymentRequest: {
            amount?: number | null;
            method?: components["schemas"]["ReceiptMethod"] | null;
            note?: string | null;
        };
        RedeliverRequest: {
            /**
             * Format: date-time
             * @description Events that were recorded at this moment (RFC 3339) or later.
             */
            since: string;
            until?: string | null;
            only_failed?: boolean | null;
        };
        Refund: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            id: string;
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            payment_id: string;
            /**
             * Format: int64
             * @description In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.
             */
            amount: number;
            /** @description An ISO 4217 code in lower case. */
            currency: string;
            status: components["schemas"]["RefundStatus"];
            /** @description The reason that the request gave. */
            reason: string | null;
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            created_at: string;
        };
        RefundEventData: {
            /** @description Counts the payment's events from 1, without a gap: a receiver can ignore what is older than what it has. */
            sequence: number;
            payment: components["schemas"]["EventPayment"];
            refund: components["schemas"]["Refund"];
        };
        RefundFailedEvent: {
            /** @constant */
            type: "refund.failed";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["RefundEventData"];
        };
        RefundPage: {
            items: components["schemas"]["Refund"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        RefundPaymentRequest: {
            amount?: number | null;
            reason?: string | null;
            provider_payment_id?: string | null;
        };
        RefundPendingEvent: {
            /** @constant */
            type: "refund.pending";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["RefundEventData"];
        };
        /**
         * @description A refund that succeeded can still fail days later.
         * @enum {string}
         */
        RefundStatus: "pending" | "succeeded" | "failed";
        RefundSucceededEvent: {
            /** @constant */
            type: "refund.succeeded";
            /**
             * Format: date-time
             * @description When the change was recorded.
             */
            timestamp: string;
            data: components["schemas"]["RefundEventData"];
        };
        /** @description Something that can be done about a problem: a request of this API. */
        Remedy: {
            /** @description What it does; and that it needs an `Idempotency-Key`, where it does. */
            label: string;
            /**
             * @description The method of the request.
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT";
            /** @description Its path. */
            path: string;
            /** @description Its JSON; what stands in ‹…› is for a person to fill in. Null: there is none. */
            body: {
                [key: string]: unknown;
            } | null;
            /** @description The same on the command line. */
            command: string;
        };
        Requested: {
            /** @description How many events are sent. */
            events: number;
        };
        ResolveAnomalyRequest: {
            /** @description What the operator found, and did about it. */
            reason: string;
        };
        ResolveProblemRequest: {
            /** @description What the operator found, and did about it. */
            reason: string;
        };
        /**
         * @description What a token or a key can grant beyond its own payments.
         * @enum {string}
         */
        Scope: "orders:write" | "gyms:write" | "payments:read" | "payments:manage" | "webhooks:manage" | "keys:manage" | "audit:read";
        /**
         * @description `required`: a webhook without a valid signature is refused. `advisory`: it is a hint to ask the provider.
         * @enum {string}
         */
        SignaturePolicy: "required" | "advisory";
        Statistics: {
            items: components["schemas"]["Figures"][];
        };
        /** @enum {string} */
        StatisticsGrouping: "provider" | "gym_id" | "currency" | "status";
        StripeCredentials: {
            /** @description The secret key, or a restricted key (`sk_…`, `rk_…`). */
            access_token: string;
            /** @description The signing secrets of the webhook endpoint (`whsec_…`): several during a rotation. */
            webhook_secrets: string[];
            public_key?: string | null;
        };
        /** @description Declined attempts, each with the amount of its payment. */
        Sum: {
            count: number;
            /**
             * Format: int64
             * @description In minor units of the currency.
             */
            amount: number;
        };
        TestEventData: {
            /**
             * Format: uuid
             * @description A UUID. Requests may write it in either case; answers write it in lower case.
             */
            endpoint_id: string;
        };
        TimelineEntry: {
            /** @description Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction. */
            at: string;
            kind: components["schemas"]["TimelineEntryKind"];
            /** @description The entry as a sentence. */
            summary: string;
            /** @description The user, the provider, or the cause of a transition. */
            actor: string | null;
            /** @description The operation; for a transition the status before, for a capture or refund the currency. */
            operation: string | null;
            /** @description The outcome; for a transition the status after, for a capture or refund the amount in minor units. */
            outcome: string | null;
            /** @description The reason, when known. */
            reason: string | null;
            /** @description The duration, in ms. */
            took_ms: number | null;
            /** @description The id of the order, webhook, request or anomaly. */
            reference: string | null;
            /** @description When it happened, by the provider's clock, if the service learned of it later. */
            occurred_at: string | null;
        };
        /**
         * @description `request`: a request to this service. `call`: a call to the provider. `delivery`: a webhook. `transition`: a change of status. `capture`, `refund`: requested here. `refund_elsewhere`: made in the provider's dashboard. `refund_end`: the outcome of a refund. `dispute`: a dispute with its present status. `resolution`: an operator resolved an anomaly, or it ended with its cause.
         * @enum {string}
         */
        TimelineEntryKind: "opened" | "request" | "call" | "delivery" | "transition" | "capture" | "refund" | "refund_elsewhere" | "refund_end" | "dispute" | "anomaly" | "resolution";
        TimelinePage: {
            items: components["schemas"]["TimelineEntry"][];
            /** @description The `cursor` of the next page; null on the last page. */
            next_cursor: string | null;
        };
        WebhookResult: {
            /** @description The provider's id of the webhook. */
            event_id: string | null;
            /** @description The provider's type of the webhook. */
            event_type: string | null;
            /** @description The provider's id of the payment. */
            payment_intent_id: string | null;
            /**
             * @description The payment's status now; `ignored` when the webhook is about none.
             * @enum {string}
             */
            status: "pending" | "processing" | "failed" | "cancelled" | "succeeded" | "ignored";
        };
    };
    responses: {
        /** @description A parameter or a body field is invalid. */
        Orders400: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 400;
                };
            };
        };
        /** @description The bearer token is missing or invalid. */
        Orders401: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "www-authenticate": components["headers"]["WwwAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 401;
                };
            };
        };
        /** @description The token lacks the required scope. */
        Orders403: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 403;
                };
            };
        };
        /** @description The payment does not exist. */
        Orders404: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 404;
                };
            };
        };
        /** @description The request did not arrive completely in time. */
        Orders408: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 408;
                };
            };
        };
        /** @description A request with the same `Idempotency-Key` is in progress. */
        Orders409: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfterWhenKnown"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 409;
                };
            };
        };
        /** @description The body exceeds the size limit. */
        Orders413: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 413;
                };
            };
        };
        /** @description The body is not `application/json`, plain and in UTF-8. */
        Orders415: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 415;
                };
            };
        };
        /** @description The same `Idempotency-Key` was used with another body. */
        Orders422: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 422;
                };
            };
        };
        /** @description Too many requests in this window. */
        Orders429: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 429;
                };
            };
        };
        /** @description Unexpected error. Quote the request id to support. */
        Orders500: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 500;
                };
            };
        };
        /**
         * @description - The payment provider did not give a usable response in time.
         *     - The payment provider rejected this service's request.
         */
        Orders502: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfterWhenKnown"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 502;
                };
            };
        };
        /**
         * @description - The database does not answer.
         *     - The service is shutting down.
         */
        Orders503: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OrdersError"] & {
                    /** @enum {integer} */
                    code?: 503;
                };
            };
        };
        /** @description `GYM_NOT_FOUND`: The gym does not exist. */
        Gyms404: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "NOT_FOUND" | "GYM_NOT_FOUND";
                };
            };
        };
        /** @description `REQUEST_TIMEOUT`: The request did not arrive completely in time. */
        Gyms408: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "REQUEST_TIMEOUT";
                };
            };
        };
        /** @description `PAYLOAD_TOO_LARGE`: The body exceeds the size limit. */
        Gyms413: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "PAYLOAD_TOO_LARGE";
                };
            };
        };
        /** @description `RATE_LIMITED`: Too many requests in this window. */
        Gyms429: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "RATE_LIMITED";
                };
            };
        };
        /** @description `INTERNAL_ERROR`: Unexpected error. Quote the request id to support. */
        Gyms500: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "INTERNAL_ERROR" | "INVALID_TOKEN";
                };
            };
        };
        /**
         * @description - `GATEWAY_ERROR`: The payment provider did not give a usable response in time.
         *     - `GATEWAY_ERROR`: The payment provider rejected this service's request.
         */
        Gyms502: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfterWhenKnown"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "GATEWAY_ERROR";
                };
            };
        };
        /**
         * @description - `SERVICE_UNAVAILABLE`: The database does not answer.
         *     - `SERVICE_UNAVAILABLE`: The service is shutting down.
         */
        Gyms503: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                "retry-after": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GymsError"] & {
                    /** @enum {string} */
                    code?: "SERVICE_UNAVAILABLE";
                };
            };
        };
    };
    parameters: {
        /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
        RequestId: string;
        /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
        IdempotencyKey: string;
        /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
        RequiredIdempotencyKey: string;
        /** @description The size of a page. */
        Limit: number;
        /** @description Where the page starts: `next_cursor` of the page before. */
        Cursor: string;
    };
    requestBodies: never;
    headers: {
        /** @description The caller's request id, or a new one. The service's log lines contain it. */
        RequestId: string;
        /** @description Seconds to wait before a retry. */
        RetryAfter: number;
        /** @description Seconds to wait before a retry, when known. */
        RetryAfterWhenKnown: number;
        /** @description The limit of requests per window for this caller. */
        RateLimitLimit: number;
        /** @description The remaining requests in this window. */
        RateLimitRemaining: number;
        /** @description Seconds until the window resets. */
        RateLimitReset: number;
        /** @description The path of the payment. */
        Location: string;
        /** @description `Bearer`; in the sandbox also why the token was refused, as `error` and `error_description` (RFC 6750). */
        WwwAuthenticate: string;
        /** @description Present when the response is the stored one for this key. */
        IdempotencyReplayed: "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createPaymentIntent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *       "customer_email": "user@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["CreatePaymentIntentRequest"];
            };
        };
        responses: {
            /** @description The order's open payment, whether new or existing. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    location: components["headers"]["Location"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "client_secret": "pi_xxx_secret_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "pending"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["PaymentIntent"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The order is already paid, or cancelled.
             *     - The provider does not accept this amount: too small, too large, or in an unsupported currency.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /** @description The order does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            409: components["responses"]["Orders409"];
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The payment provider is not configured.
             *     - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "stripe_payment_intent_id": "pi_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Payment"];
                    };
                };
            };
            400: components["responses"]["Orders400"];
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    createCheckout: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "gym_id": "iron-temple",
                 *       "amount": 5000,
                 *       "title": "Monthly pass",
                 *       "payer_email": "user@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["CreateCheckoutRequest"];
            };
        };
        responses: {
            /** @description The checkout is created. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    location: components["headers"]["Location"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "init_point": "https://www.mercadopago.com.ar/checkout/v1/redirect?pref_id=239610915-xxx"
                     *     }
                     */
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /**
             * @description - `VALIDATION_ERROR`: A parameter or a body field is invalid.
             *     - `VALIDATION_ERROR`: The provider does not accept this amount: too small, too large, or in an unsupported currency.
             *     - `VALIDATION_ERROR`: The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "VALIDATION_ERROR";
                    };
                };
            };
            /** @description `UNAUTHORIZED`: The bearer token is missing or invalid. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "www-authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "UNAUTHORIZED";
                    };
                };
            };
            /** @description `PAYMENT_NOT_ENABLED`: The gym's payments are switched off, or it has no credentials yet. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "FORBIDDEN" | "PAYMENT_NOT_ENABLED";
                    };
                };
            };
            404: components["responses"]["Gyms404"];
            408: components["responses"]["Gyms408"];
            /**
             * @description - `CONFLICT`: The present state does not allow this.
             *     - `CONFLICT`: A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "CONFLICT";
                    };
                };
            };
            413: components["responses"]["Gyms413"];
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not `application/json`, plain and in UTF-8. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "UNSUPPORTED_MEDIA_TYPE";
                    };
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The same `Idempotency-Key` was used with another body. */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "IDEMPOTENCY_KEY_REUSED";
                    };
                };
            };
            429: components["responses"]["Gyms429"];
            /**
             * @description - `INVALID_TOKEN`: The credentials of the payment account are unreadable, or the provider refuses them.
             *     - `INTERNAL_ERROR`: Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "INTERNAL_ERROR" | "INVALID_TOKEN";
                    };
                };
            };
            502: components["responses"]["Gyms502"];
            503: components["responses"]["Gyms503"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /** @description Exactly one id or address: of the payment, its order or a refund; any id that the provider gave (intent, session, preference, payment, charge, refund, dispute); the customer's e-mail address, in either case; or the slug of a gym. */
                q?: string;
                /** @description `failed` is not final: the customer can try again. */
                status?: components["schemas"]["PaymentStatus"];
                /** @description Only payments of this order. */
                order_id?: string;
                /** @description Only checkouts at this gym. */
                gym_id?: string;
                /** @description Only payments through this provider; one that there is not is refused. */
                provider?: string;
                /** @description Only payments in this currency, in either case. */
                currency?: string;
                /** @description Only payments of exactly this amount, in minor units. */
                amount?: number;
                /** @description Only payments that were opened at this moment (RFC 3339) or later. */
                created_from?: string;
                /** @description Only payments that were opened before this moment (RFC 3339). */
                created_to?: string;
                /** @description Only payments with a problem that waits for a person. */
                has_problems?: "true";
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of payments. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "660e8400-e29b-41d4-a716-446655440000",
                     *             "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *             "stripe_payment_intent_id": "pi_xxx",
                     *             "amount": 1000,
                     *             "currency": "jpy",
                     *             "status": "succeeded",
                     *             "created_at": "2024-01-01T00:00:00",
                     *             "updated_at": "2024-01-01T00:00:00"
                     *           }
                     *         ],
                     *         "next_cursor": "MjAyNC0wMS0wMVQwMDowMDowMC4wMDBaIDY2MGU4NDAw"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["PaymentPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    cancelPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "stripe_payment_intent_id": "pi_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Payment"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    capturePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "amount": 500
                 *     }
                 */
                "application/json": components["schemas"]["CapturePaymentRequest"];
            };
        };
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "stripe_payment_intent_id": "pi_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Payment"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - The payment provider does not support this. Nothing was sent to it.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    receivePayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key": components["parameters"]["RequiredIdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "amount": 500,
                 *       "method": "cash",
                 *       "note": "Paid at the counter by Jane"
                 *     }
                 */
                "application/json": components["schemas"]["ReceivePaymentRequest"];
            };
        };
        responses: {
            /** @description The money is recorded. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "990e8400-e29b-41d4-a716-446655440000",
                     *         "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "amount": 500,
                     *         "currency": "jpy",
                     *         "method": "cash",
                     *         "note": "Paid at the counter by Jane",
                     *         "payment_status": "processing",
                     *         "created_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Receipt"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - The payment provider does not support this. Nothing was sent to it.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            503: components["responses"]["Orders503"];
        };
    };
    listRefunds: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of refunds. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "770e8400-e29b-41d4-a716-446655440000",
                     *             "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *             "amount": 500,
                     *             "currency": "jpy",
                     *             "status": "succeeded",
                     *             "reason": "One of two towels was torn",
                     *             "created_at": "2024-01-01T00:00:00"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["RefundPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    refundPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key": components["parameters"]["RequiredIdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "amount": 500,
                 *       "reason": "One of two towels was torn"
                 *     }
                 */
                "application/json": components["schemas"]["RefundPaymentRequest"];
            };
        };
        responses: {
            /** @description The refund is created at the provider. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "770e8400-e29b-41d4-a716-446655440000",
                     *         "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "amount": 500,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "reason": "One of two towels was torn",
                     *         "created_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Refund"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - The payment provider does not support this. Nothing was sent to it.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    getPaymentClient: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which SDK, and with which key. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "provider": "stripe",
                     *         "publishable_key": "pk_test_xxx"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["PaymentClient"];
                    };
                };
            };
            400: components["responses"]["Orders400"];
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            503: components["responses"]["Orders503"];
        };
    };
    getPaymentDetails: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The details. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "stripe_payment_intent_id": "pi_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00",
                     *         "user_id": "user-1",
                     *         "gym_id": null,
                     *         "title": "Two towels",
                     *         "customer_email": null,
                     *         "capture_method": "automatic",
                     *         "return_url": null,
                     *         "occurred_at": "2024-01-01T00:00:00",
                     *         "expires_at": "2024-01-02T00:00:00",
                     *         "provider": "stripe",
                     *         "confirmed_by": "provider",
                     *         "account": {
                     *           "id": "770e8400-e29b-41d4-a716-446655440000",
                     *           "gym_id": null,
                     *           "provider_user_id": null
                     *         },
                     *         "provider_parent_id": "pi_xxx",
                     *         "amounts": {
                     *           "authorized": 1000,
                     *           "captured": 1000,
                     *           "refunded": 0,
                     *           "refunding": 0,
                     *           "capturable": 0,
                     *           "missing": 0
                     *         },
                     *         "attempts": [
                     *           {
                     *             "provider_payment_id": "pi_xxx",
                     *             "status": "succeeded",
                     *             "occurred_at": "2024-01-01T00:00:00",
                     *             "authorized": 1000,
                     *             "captured": 1000,
                     *             "surplus": 0,
                     *             "currency": "jpy",
                     *             "decline": null,
                     *             "method": {
                     *               "type": "card",
                     *               "brand": "visa",
                     *               "last4": "4242",
                     *               "installments": null
                     *             },
                     *             "charges": [
                     *               {
                     *                 "id": "ch_xxx",
                     *                 "decline": null,
                     *                 "method": null
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "refunds": [],
                     *         "disputes": [],
                     *         "anomalies": [],
                     *         "in_doubt": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["PaymentDetails"];
                    };
                };
            };
            400: components["responses"]["Orders400"];
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    syncPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "660e8400-e29b-41d4-a716-446655440000",
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "stripe_payment_intent_id": "pi_xxx",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "status": "succeeded",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Payment"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    resolveAnomaly: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                anomaly_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Paid twice by mistake, the second payment was refunded"
                 *     }
                 */
                "application/json": components["schemas"]["ResolveAnomalyRequest"];
            };
        };
        responses: {
            /** @description The resolved anomaly. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "880e8400-e29b-41d4-a716-446655440000",
                     *         "kind": "paid_twice",
                     *         "subject": "143845427326",
                     *         "detail": {},
                     *         "recorded_at": "2024-01-01T00:00:00",
                     *         "resolved_at": "2024-01-02T00:00:00",
                     *         "resolved_by": "operator-1",
                     *         "reason": "Paid twice by mistake, the second payment was refunded"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Anomaly"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /**
             * @description - The payment does not exist.
             *     - The payment has no anomaly with this id.
             */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listPaymentTimeline: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "at": "2024-01-01T00:00:00",
                     *             "kind": "transition",
                     *             "summary": "pending → succeeded, by webhook evt_xxx",
                     *             "actor": "webhook",
                     *             "operation": "pending",
                     *             "outcome": "succeeded",
                     *             "reason": null,
                     *             "took_ms": null,
                     *             "reference": "evt_xxx",
                     *             "occurred_at": "2024-01-01T00:00:00"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["TimelinePage"];
                    };
                };
            };
            400: components["responses"]["Orders400"];
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            404: components["responses"]["Orders404"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    getStatistics: {
        parameters: {
            query: {
                /** @description From this moment (RFC 3339). */
                from: string;
                /** @description Until before this moment (RFC 3339). */
                to: string;
                /** @description How long each interval is; by default a day. */
                interval?: "hour" | "day" | "month";
                /** @description What to group by, as the payments are now; by default the provider. */
                by?: components["schemas"]["StatisticsGrouping"];
                /** @description In which days and months begin, by its IANA name; by default UTC. */
                time_zone?: string;
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures, by interval, group and currency. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "start": "2024-01-01T00:00:00.000Z",
                     *             "group": "stripe",
                     *             "currency": "jpy",
                     *             "opened": {
                     *               "count": 4,
                     *               "amount": 4000
                     *             },
                     *             "succeeded": {
                     *               "count": 3,
                     *               "amount": 3000
                     *             },
                     *             "failed": {
                     *               "count": 1,
                     *               "amount": 1000
                     *             },
                     *             "refunded": {
                     *               "count": 1,
                     *               "amount": 400
                     *             },
                     *             "disputed": {
                     *               "count": 0,
                     *               "amount": 0
                     *             },
                     *             "success_rate": 0.75
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Statistics"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listProblems: {
        parameters: {
            query?: {
                /** @description What is wrong: the kind of an open anomaly of a payment, or `check_abandoned` and `delivery_abandoned` (the schedule has given up), `refund_overdue` (pending for 7 days), `gym_needs_reconnect`, `gym_credentials_refused`, `endpoint_disabled` (by its answers). */
                kind?: components["schemas"]["ProblemKind"];
                /** @description Only problems of this gym. */
                gym_id?: string;
                /** @description Only problems of this payment. */
                payment_id?: string;
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of problems. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "paid_twice:880e8400-e29b-41d4-a716-446655440000",
                     *             "kind": "paid_twice",
                     *             "since": "2024-01-01T00:00:00.000Z",
                     *             "gym_id": "iron-temple",
                     *             "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                     *             "summary": "More than its amount was paid: 143845427326",
                     *             "remedies": [
                     *               {
                     *                 "label": "Look at the payment and its story",
                     *                 "method": "GET",
                     *                 "path": "/api/v1/payments/660e8400-e29b-41d4-a716-446655440000/details",
                     *                 "body": null,
                     *                 "command": "npm run cli -- explain 660e8400-e29b-41d4-a716-446655440000"
                     *               },
                     *               {
                     *                 "label": "Send back what is beyond its amount, which ends it (needs an Idempotency-Key)",
                     *                 "method": "POST",
                     *                 "path": "/api/v1/payments/660e8400-e29b-41d4-a716-446655440000/refunds",
                     *                 "body": {
                     *                   "amount": "‹how much, in minor units›",
                     *                   "provider_payment_id": "143845427326",
                     *                   "reason": "‹why›"
                     *                 },
                     *                 "command": "npm run cli -- payment refund 660e8400-e29b-41d4-a716-446655440000 --attempt 143845427326"
                     *               },
                     *               {
                     *                 "label": "Look again now",
                     *                 "method": "POST",
                     *                 "path": "/api/v1/problems/paid_twice%3A880e8400-e29b-41d4-a716-446655440000/retry",
                     *                 "body": null,
                     *                 "command": "npm run cli -- problems retry paid_twice:880e8400-e29b-41d4-a716-446655440000"
                     *               },
                     *               {
                     *                 "label": "Keep the money: say why, and close it",
                     *                 "method": "POST",
                     *                 "path": "/api/v1/problems/paid_twice%3A880e8400-e29b-41d4-a716-446655440000/resolve",
                     *                 "body": {
                     *                   "reason": "‹what you found, and did about it›"
                     *                 },
                     *                 "command": "npm run cli -- problems resolve paid_twice:880e8400-e29b-41d4-a716-446655440000 --reason '‹what you found, and did about it›'"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["ProblemPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    getProblemSummary: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds of problems that there are. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "kind": "paid_twice",
                     *             "count": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["ProblemSummary"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    retryProblem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The `id` of the problem. */
                problem_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The problem as it is now; null when it is gone. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": null
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Problem"] | null;
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /**
             * @description - No problem has this id: it is gone, or never was.
             *     - The payment does not exist.
             */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - The payment provider is not configured.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    resolveProblem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The `id` of the problem. */
                problem_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Paid twice by mistake, the second payment was refunded"
                 *     }
                 */
                "application/json": components["schemas"]["ResolveProblemRequest"];
            };
        };
        responses: {
            /** @description The problem as it is now; null when it is gone. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": null
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Problem"] | null;
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /**
             * @description - No problem has this id: it is gone, or never was.
             *     - The payment does not exist.
             *     - The payment has no anomaly with this id.
             */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "user_id": "user-1",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "customer_email": null,
                     *         "description": "Two towels",
                     *         "provider": "stripe",
                     *         "capture_method": "automatic",
                     *         "return_url": null,
                     *         "status": "pending",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Order"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The resource belongs to another user. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /** @description The order does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    putOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user_id": "user-1",
                 *       "amount": 1000,
                 *       "currency": "jpy",
                 *       "description": "Two towels"
                 *     }
                 */
                "application/json": components["schemas"]["PutOrderRequest"];
            };
        };
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "user_id": "user-1",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "customer_email": null,
                     *         "description": "Two towels",
                     *         "provider": "stripe",
                     *         "capture_method": "automatic",
                     *         "return_url": null,
                     *         "status": "pending",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Order"];
                    };
                };
            };
            /** @description The order is created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *         "user_id": "user-1",
                     *         "amount": 1000,
                     *         "currency": "jpy",
                     *         "customer_email": null,
                     *         "description": "Two towels",
                     *         "provider": "stripe",
                     *         "capture_method": "automatic",
                     *         "return_url": null,
                     *         "status": "pending",
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Order"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /** @description The present state does not allow this. */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    getGym: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Lower-case letters, digits and inner hyphens, at most 64 characters. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gym. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "iron-temple",
                     *         "name": "Iron Temple",
                     *         "payments_enabled": true,
                     *         "provider": "mercadopago",
                     *         "currency": "ARS",
                     *         "return_url": null,
                     *         "signature": "required",
                     *         "has_credentials": true,
                     *         "needs_reconnect": false,
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Gym"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /** @description The gym does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    putGym: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Lower-case letters, digits and inner hyphens, at most 64 characters. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Iron Temple",
                 *       "payments_enabled": true,
                 *       "credentials": {
                 *         "access_token": "TEST-xxx",
                 *         "webhook_secrets": [
                 *           "whsec_xxxxxxxxxxxxxxxx"
                 *         ],
                 *         "public_key": "TEST-d783da36-74a2-4378-85d1-76f498ca92c4"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PutGymRequest"];
            };
        };
        responses: {
            /** @description The gym. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "iron-temple",
                     *         "name": "Iron Temple",
                     *         "payments_enabled": true,
                     *         "provider": "mercadopago",
                     *         "currency": "ARS",
                     *         "return_url": null,
                     *         "signature": "required",
                     *         "has_credentials": true,
                     *         "needs_reconnect": false,
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Gym"];
                    };
                };
            };
            /** @description The gym is created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "iron-temple",
                     *         "name": "Iron Temple",
                     *         "payments_enabled": true,
                     *         "provider": "mercadopago",
                     *         "currency": "ARS",
                     *         "return_url": null,
                     *         "signature": "required",
                     *         "has_credentials": true,
                     *         "needs_reconnect": false,
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Gym"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            503: components["responses"]["Orders503"];
        };
    };
    listGyms: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of gyms. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "slug": "iron-temple",
                     *             "name": "Iron Temple",
                     *             "payments_enabled": true,
                     *             "provider": "mercadopago",
                     *             "currency": "ARS",
                     *             "return_url": null,
                     *             "signature": "required",
                     *             "has_credentials": true,
                     *             "needs_reconnect": false,
                     *             "created_at": "2024-01-01T00:00:00",
                     *             "updated_at": "2024-01-01T00:00:00"
                     *           }
                     *         ],
                     *         "next_cursor": "iron-temple"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["GymPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    connectGym: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description Lower-case letters, digits and inner hyphens, at most 64 characters. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Whether the account of another holder may take the place of the present one. Default: `false`. */
                    replace?: boolean | null;
                };
            };
        };
        responses: {
            /** @description The URL to send to the account owner. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "authorization_url": "https://pay.example.com/api/v1/oauth/mercadopago/start?link=xxx",
                     *         "expires_at": "2024-01-01T01:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["GymConnection"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /** @description The gym does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The payment provider does not support this. Nothing was sent to it.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    handleOAuthCallback: {
        parameters: {
            query: {
                /** @description The value from the authorization URL. */
                state: string;
                /** @description The provider's authorization code. */
                code?: string;
                /** @description The provider's error code when there is no authorization code. */
                error?: string;
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description The payment provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gym. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "iron-temple",
                     *         "name": "Iron Temple",
                     *         "payments_enabled": true,
                     *         "provider": "mercadopago",
                     *         "currency": "ARS",
                     *         "return_url": null,
                     *         "signature": "required",
                     *         "has_credentials": true,
                     *         "needs_reconnect": false,
                     *         "created_at": "2024-01-01T00:00:00",
                     *         "updated_at": "2024-01-01T00:00:00"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Gym"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            /** @description The path does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            /**
             * @description - The present state does not allow this.
             *     - The account that was agreed to belongs to another user of the provider than the connected one.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            /** @description Too many requests in this window. */
            429: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 429;
                    };
                };
            };
            /** @description Unexpected error. Quote the request id to support. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            /** @description The payment provider did not give a usable response. The authorization URL is used up: create a new one. */
            502: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 502;
                    };
                };
            };
            /**
             * @description - The database does not answer.
             *     - The service is shutting down.
             */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 503;
                    };
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All providers of this installation. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "name": "stripe",
                     *             "takes_orders": true,
                     *             "takes_checkouts": true,
                     *             "connects": false,
                     *             "capture_methods": [
                     *               "automatic",
                     *               "manual"
                     *             ],
                     *             "refunds": true,
                     *             "splits_purchases": false,
                     *             "confirmed_by": "provider",
                     *             "redirect_needs_return_url": true,
                     *             "failed_is_final": false,
                     *             "completes": false,
                     *             "webhooks": "signed",
                     *             "disputes": "decided",
                     *             "credentials": [
                     *               {
                     *                 "name": "access_token",
                     *                 "description": "The secret key.",
                     *                 "secret": true,
                     *                 "required": true,
                     *                 "list": false,
                     *                 "environment_variable": "STRIPE_SECRET_KEY"
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Providers"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of API keys. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "770e8400-e29b-41d4-a716-446655440000",
                     *             "name": "Shop back end",
                     *             "scopes": [
                     *               "orders:write"
                     *             ],
                     *             "created_at": "2026-03-01T12:00:00.000Z",
                     *             "expires_at": "2027-01-01T00:00:00.000Z",
                     *             "last_used_at": null
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["ApiKeyPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shop back end",
                 *       "scopes": [
                 *         "orders:write"
                 *       ],
                 *       "expires_at": "2027-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKeyRequest"];
            };
        };
        responses: {
            /** @description The key. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "770e8400-e29b-41d4-a716-446655440000",
                     *         "name": "Shop back end",
                     *         "scopes": [
                     *           "orders:write"
                     *         ],
                     *         "created_at": "2026-03-01T12:00:00.000Z",
                     *         "expires_at": "2027-01-01T00:00:00.000Z",
                     *         "last_used_at": null,
                     *         "key": "fsp_000000000000000000000000000000000000000000000000000"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["NewApiKey"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key is revoked. */
            204: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            /** @description The API key does not exist, or is revoked. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Only what this user did; `key:<id>` is an API key. */
                actor?: string;
                /** @description What was done, as `<noun>.<verb>`. */
                action?: components["schemas"]["AuditAction"];
                /** @description Only changes of this thing: `<noun>:<id>`, such as `gym:iron-temple`. */
                subject?: string;
                /** @description Only what was done then or later. */
                since?: string;
                /** @description Only what was done before. */
                until?: string;
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "at": "2026-03-01T12:00:00.000Z",
                     *             "actor": "key:770e8400-e29b-41d4-a716-446655440000",
                     *             "action": "order.put",
                     *             "subject": "order:550e8400-e29b-41d4-a716-446655440000",
                     *             "changes": [
                     *               {
                     *                 "field": "description",
                     *                 "from": null,
                     *                 "to": "Two towels"
                     *               }
                     *             ],
                     *             "request_id": "req-1"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["AuditPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            /** @description The token lacks the required scope. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 403;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listEndpoints: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of endpoints. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *             "url": "https://hooks.example/fitstack",
                     *             "event_types": [
                     *               "payment.succeeded",
                     *               "refund.succeeded"
                     *             ],
                     *             "description": null,
                     *             "gym_id": null,
                     *             "status": "enabled",
                     *             "disabled_reason": null,
                     *             "created_at": "2024-01-01T00:00:00.000Z",
                     *             "updated_at": "2024-01-01T00:00:00.000Z"
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["EndpointPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example/fitstack",
                 *       "event_types": [
                 *         "payment.succeeded",
                 *         "refund.succeeded"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint is created. */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *         "url": "https://hooks.example/fitstack",
                     *         "event_types": [
                     *           "payment.succeeded",
                     *           "refund.succeeded"
                     *         ],
                     *         "description": null,
                     *         "gym_id": null,
                     *         "status": "enabled",
                     *         "disabled_reason": null,
                     *         "created_at": "2024-01-01T00:00:00.000Z",
                     *         "updated_at": "2024-01-01T00:00:00.000Z",
                     *         "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["EndpointWithSecret"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The endpoint's stored secret is unreadable.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            503: components["responses"]["Orders503"];
        };
    };
    getEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *         "url": "https://hooks.example/fitstack",
                     *         "event_types": [
                     *           "payment.succeeded",
                     *           "refund.succeeded"
                     *         ],
                     *         "description": null,
                     *         "gym_id": null,
                     *         "status": "enabled",
                     *         "disabled_reason": null,
                     *         "created_at": "2024-01-01T00:00:00.000Z",
                     *         "updated_at": "2024-01-01T00:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Endpoint"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    putEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://hooks.example/fitstack",
                 *       "status": "enabled"
                 *     }
                 */
                "application/json": components["schemas"]["PutEndpointRequest"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *         "url": "https://hooks.example/fitstack",
                     *         "event_types": [
                     *           "payment.succeeded",
                     *           "refund.succeeded"
                     *         ],
                     *         "description": null,
                     *         "gym_id": null,
                     *         "status": "enabled",
                     *         "disabled_reason": null,
                     *         "created_at": "2024-01-01T00:00:00.000Z",
                     *         "updated_at": "2024-01-01T00:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Endpoint"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    deleteEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint is deleted. */
            204: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    rotateEndpointSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint, with its new secret. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *         "url": "https://hooks.example/fitstack",
                     *         "event_types": [
                     *           "payment.succeeded",
                     *           "refund.succeeded"
                     *         ],
                     *         "description": null,
                     *         "gym_id": null,
                     *         "status": "enabled",
                     *         "disabled_reason": null,
                     *         "created_at": "2024-01-01T00:00:00.000Z",
                     *         "updated_at": "2024-01-01T00:00:00.000Z",
                     *         "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["EndpointWithSecret"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The endpoint's stored secret is unreadable.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            503: components["responses"]["Orders503"];
        };
    };
    testEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The try that was made. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "bb0e8400-e29b-41d4-a716-446655440000",
                     *         "endpoint_id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *         "try": 1,
                     *         "status": "succeeded",
                     *         "response_status": 204,
                     *         "response_body": "",
                     *         "error": null,
                     *         "duration_ms": 42,
                     *         "tried_at": "2024-01-01T00:00:00.000Z",
                     *         "next_try_at": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Delivery"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            409: components["responses"]["Orders409"];
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    redeliverEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2024-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["RedeliverRequest"];
            };
        };
        responses: {
            /** @description The events are sent as soon as possible. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "events": 3
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Requested"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The endpoint does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description What has happened. */
                type?: components["schemas"]["EventType"];
                /** @description Only events about this payment, also of its order: paid by it, or cancelled with it. */
                payment_id?: string;
                /** @description Only events of this order and of its payments. */
                order_id?: string;
                /** @description Only this gym's events. */
                gym_id?: string;
                /** @description Only events from this moment on (RFC 3339). */
                since?: string;
                /** @description Only events before this moment (RFC 3339). */
                until?: string;
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "990e8400-e29b-41d4-a716-446655440000",
                     *             "type": "payment.succeeded",
                     *             "timestamp": "2024-01-01T00:00:00.000Z",
                     *             "data": {
                     *               "sequence": 3,
                     *               "payment": {
                     *                 "id": "660e8400-e29b-41d4-a716-446655440000",
                     *                 "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *                 "stripe_payment_intent_id": "pi_xxx",
                     *                 "amount": 1000,
                     *                 "currency": "jpy",
                     *                 "status": "succeeded",
                     *                 "created_at": "2024-01-01T00:00:00",
                     *                 "updated_at": "2024-01-01T00:00:00",
                     *                 "user_id": "user-1",
                     *                 "gym_id": null,
                     *                 "provider": "stripe",
                     *                 "amount_refunded": 0,
                     *                 "decline": null,
                     *                 "method": {
                     *                   "type": "card",
                     *                   "brand": "visa",
                     *                   "last4": "4242",
                     *                   "installments": null
                     *                 }
                     *               }
                     *             }
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["EventPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    getEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "990e8400-e29b-41d4-a716-446655440000",
                     *         "type": "payment.succeeded",
                     *         "timestamp": "2024-01-01T00:00:00.000Z",
                     *         "data": {
                     *           "sequence": 3,
                     *           "payment": {
                     *             "id": "660e8400-e29b-41d4-a716-446655440000",
                     *             "order_id": "550e8400-e29b-41d4-a716-446655440000",
                     *             "stripe_payment_intent_id": "pi_xxx",
                     *             "amount": 1000,
                     *             "currency": "jpy",
                     *             "status": "succeeded",
                     *             "created_at": "2024-01-01T00:00:00",
                     *             "updated_at": "2024-01-01T00:00:00",
                     *             "user_id": "user-1",
                     *             "gym_id": null,
                     *             "provider": "stripe",
                     *             "amount_refunded": 0,
                     *             "decline": null,
                     *             "method": {
                     *               "type": "card",
                     *               "brand": "visa",
                     *               "last4": "4242",
                     *               "installments": null
                     *             }
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Event"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The event does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The size of a page. */
                limit?: components["parameters"]["Limit"];
                /** @description Where the page starts: `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tries, by endpoint, each in its order. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "items": [
                     *           {
                     *             "id": "bb0e8400-e29b-41d4-a716-446655440000",
                     *             "endpoint_id": "aa0e8400-e29b-41d4-a716-446655440000",
                     *             "try": 1,
                     *             "status": "succeeded",
                     *             "response_status": 204,
                     *             "response_body": "",
                     *             "error": null,
                     *             "duration_ms": 42,
                     *             "tried_at": "2024-01-01T00:00:00.000Z",
                     *             "next_try_at": null
                     *           }
                     *         ],
                     *         "next_cursor": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["DeliveryPage"];
                    };
                };
            };
            /** @description A parameter or a body field is invalid. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /** @description The event does not exist. */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    deliverEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A new random value per operation, repeated with every retry of it: 1–255 visible ASCII characters. The first successful response is stored for 24 hours and returned again unchanged. A key belongs to one user and one path. The same key with another body is refused (422), and so is a retry while the first request is in progress (409). */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /** @description A UUID. Requests may write it in either case; answers write it in lower case. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "endpoint_id": "aa0e8400-e29b-41d4-a716-446655440000"
                 *     }
                 */
                "application/json": components["schemas"]["DeliverRequest"];
            };
        };
        responses: {
            /** @description The events are sent as soon as possible. */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "idempotency-replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "events": 3
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["Requested"];
                    };
                };
            };
            /**
             * @description - A parameter or a body field is invalid.
             *     - The body is not JSON in UTF-8, or nested more than 32 levels deep.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            401: components["responses"]["Orders401"];
            403: components["responses"]["Orders403"];
            /**
             * @description - The event does not exist.
             *     - The endpoint does not exist.
             */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 404;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            /**
             * @description - The present state does not allow this.
             *     - A request with the same `Idempotency-Key` is in progress.
             */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    "retry-after": components["headers"]["RetryAfterWhenKnown"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 409;
                    };
                };
            };
            413: components["responses"]["Orders413"];
            415: components["responses"]["Orders415"];
            422: components["responses"]["Orders422"];
            429: components["responses"]["Orders429"];
            500: components["responses"]["Orders500"];
            503: components["responses"]["Orders503"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process is alive. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "service": "fitstack-payments"
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            500: components["responses"]["Gyms500"];
            /** @description `SERVICE_UNAVAILABLE`: The service is shutting down. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "SERVICE_UNAVAILABLE";
                    };
                };
            };
            /** @description The request is not valid HTTP (400), or it has an unsupported `Expect` header (417). */
            "4XX": {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "error": "Invalid request",
                     *       "code": 400
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersError"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests can be served. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["Gyms500"];
            /**
             * @description - `SERVICE_UNAVAILABLE`: The database does not answer.
             *     - `SERVICE_UNAVAILABLE`: The service is shutting down.
             */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "SERVICE_UNAVAILABLE";
                    };
                };
            };
            /** @description The request is not valid HTTP (400), or it has an unsupported `Expect` header (417). */
            "4XX": {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "error": "Invalid request",
                     *       "code": 400
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersError"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: {
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics, in the Prometheus text format. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `UNAUTHORIZED`: The bearer token is missing or invalid. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "www-authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "UNAUTHORIZED";
                    };
                };
            };
            500: components["responses"]["Gyms500"];
            /** @description `SERVICE_UNAVAILABLE`: The service is shutting down. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "SERVICE_UNAVAILABLE";
                    };
                };
            };
            /** @description The request is not valid HTTP (400), or it has an unsupported `Expect` header (417). */
            "4XX": {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "error": "Invalid request",
                     *       "code": 400
                     *     }
                     */
                    "application/json": components["schemas"]["OrdersError"];
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Mercado Pago: the id of what the webhook is about. The signature covers it.
                 * @example 67890
                 */
                "data.id"?: string;
                /**
                 * @description Mercado Pago: the type of what `data.id` names. The signature does not cover it.
                 * @example payment
                 */
                type?: string;
            };
            header?: {
                /**
                 * @description Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook secret. At most 300 seconds from now, in either direction.
                 * @example t=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
                 */
                "Stripe-Signature"?: string;
                /**
                 * @description Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request lacks. At most four days old.
                 * @example ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e
                 */
                "x-signature"?: string;
                /**
                 * @description PayPal: what PayPal signed; PayPal itself is asked whether it did.
                 * @example kLkDS1Rm/ZSxLA==
                 */
                "paypal-transmission-sig"?: string;
                /**
                 * @description PayPal: the id of this sending.
                 * @example 69cd13f0-d67a-11e5-baa3-778b53f4ae55
                 */
                "paypal-transmission-id"?: string;
                /**
                 * @description PayPal: when it was sent. At most four days ago.
                 * @example 2016-02-18T20:01:35Z
                 */
                "paypal-transmission-time"?: string;
                /**
                 * @description PayPal: the certificate of the signature.
                 * @example https://api.paypal.com/v1/notifications/certs/CERT-1
                 */
                "paypal-cert-url"?: string;
                /**
                 * @description PayPal: the algorithm of the signature.
                 * @example SHA256withRSA
                 */
                "paypal-auth-algo"?: string;
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines the structure; a signed body must be JSON. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The webhook is processed and committed, or ignored. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "event_id": "evt_xxx",
                     *         "event_type": "payment_intent.succeeded",
                     *         "payment_intent_id": "pi_xxx",
                     *         "status": "succeeded"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["WebhookResult"];
                    };
                };
            };
            /**
             * @description - The signature is missing, wrong, or too old.
             *     - The body is not a valid webhook.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The payment provider is not configured.
             *     - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    receiveStripeWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Mercado Pago: the id of what the webhook is about. The signature covers it.
                 * @example 67890
                 */
                "data.id"?: string;
                /**
                 * @description Mercado Pago: the type of what `data.id` names. The signature does not cover it.
                 * @example payment
                 */
                type?: string;
            };
            header?: {
                /**
                 * @description Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook secret. At most 300 seconds from now, in either direction.
                 * @example t=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
                 */
                "Stripe-Signature"?: string;
                /**
                 * @description Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request lacks. At most four days old.
                 * @example ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e
                 */
                "x-signature"?: string;
                /**
                 * @description PayPal: what PayPal signed; PayPal itself is asked whether it did.
                 * @example kLkDS1Rm/ZSxLA==
                 */
                "paypal-transmission-sig"?: string;
                /**
                 * @description PayPal: the id of this sending.
                 * @example 69cd13f0-d67a-11e5-baa3-778b53f4ae55
                 */
                "paypal-transmission-id"?: string;
                /**
                 * @description PayPal: when it was sent. At most four days ago.
                 * @example 2016-02-18T20:01:35Z
                 */
                "paypal-transmission-time"?: string;
                /**
                 * @description PayPal: the certificate of the signature.
                 * @example https://api.paypal.com/v1/notifications/certs/CERT-1
                 */
                "paypal-cert-url"?: string;
                /**
                 * @description PayPal: the algorithm of the signature.
                 * @example SHA256withRSA
                 */
                "paypal-auth-algo"?: string;
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines the structure; a signed body must be JSON. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The webhook is processed and committed, or ignored. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "event_id": "evt_xxx",
                     *         "event_type": "payment_intent.succeeded",
                     *         "payment_intent_id": "pi_xxx",
                     *         "status": "succeeded"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["WebhookResult"];
                    };
                };
            };
            /**
             * @description - The signature is missing, wrong, or too old.
             *     - The body is not a valid webhook.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The payment provider is not configured.
             *     - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    receiveMercadopagoWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Mercado Pago: the id of what the webhook is about. The signature covers it.
                 * @example 67890
                 */
                "data.id"?: string;
                /**
                 * @description Mercado Pago: the type of what `data.id` names. The signature does not cover it.
                 * @example payment
                 */
                type?: string;
            };
            header?: {
                /**
                 * @description Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook secret. At most 300 seconds from now, in either direction.
                 * @example t=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
                 */
                "Stripe-Signature"?: string;
                /**
                 * @description Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request lacks. At most four days old.
                 * @example ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e
                 */
                "x-signature"?: string;
                /**
                 * @description PayPal: what PayPal signed; PayPal itself is asked whether it did.
                 * @example kLkDS1Rm/ZSxLA==
                 */
                "paypal-transmission-sig"?: string;
                /**
                 * @description PayPal: the id of this sending.
                 * @example 69cd13f0-d67a-11e5-baa3-778b53f4ae55
                 */
                "paypal-transmission-id"?: string;
                /**
                 * @description PayPal: when it was sent. At most four days ago.
                 * @example 2016-02-18T20:01:35Z
                 */
                "paypal-transmission-time"?: string;
                /**
                 * @description PayPal: the certificate of the signature.
                 * @example https://api.paypal.com/v1/notifications/certs/CERT-1
                 */
                "paypal-cert-url"?: string;
                /**
                 * @description PayPal: the algorithm of the signature.
                 * @example SHA256withRSA
                 */
                "paypal-auth-algo"?: string;
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines the structure; a signed body must be JSON. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The webhook is processed and committed, or ignored. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "event_id": "evt_xxx",
                     *         "event_type": "payment_intent.succeeded",
                     *         "payment_intent_id": "pi_xxx",
                     *         "status": "succeeded"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["WebhookResult"];
                    };
                };
            };
            /**
             * @description - The signature is missing, wrong, or too old.
             *     - The body is not a valid webhook.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The payment provider is not configured.
             *     - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    receivePaypalWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Mercado Pago: the id of what the webhook is about. The signature covers it.
                 * @example 67890
                 */
                "data.id"?: string;
                /**
                 * @description Mercado Pago: the type of what `data.id` names. The signature does not cover it.
                 * @example payment
                 */
                type?: string;
            };
            header?: {
                /**
                 * @description Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook secret. At most 300 seconds from now, in either direction.
                 * @example t=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
                 */
                "Stripe-Signature"?: string;
                /**
                 * @description Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request lacks. At most four days old.
                 * @example ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e
                 */
                "x-signature"?: string;
                /**
                 * @description PayPal: what PayPal signed; PayPal itself is asked whether it did.
                 * @example kLkDS1Rm/ZSxLA==
                 */
                "paypal-transmission-sig"?: string;
                /**
                 * @description PayPal: the id of this sending.
                 * @example 69cd13f0-d67a-11e5-baa3-778b53f4ae55
                 */
                "paypal-transmission-id"?: string;
                /**
                 * @description PayPal: when it was sent. At most four days ago.
                 * @example 2016-02-18T20:01:35Z
                 */
                "paypal-transmission-time"?: string;
                /**
                 * @description PayPal: the certificate of the signature.
                 * @example https://api.paypal.com/v1/notifications/certs/CERT-1
                 */
                "paypal-cert-url"?: string;
                /**
                 * @description PayPal: the algorithm of the signature.
                 * @example SHA256withRSA
                 */
                "paypal-auth-algo"?: string;
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines the structure; a signed body must be JSON. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The webhook is processed and committed, or ignored. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "event_id": "evt_xxx",
                     *         "event_type": "payment_intent.succeeded",
                     *         "payment_intent_id": "pi_xxx",
                     *         "status": "succeeded"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        status: "success";
                        data: components["schemas"]["WebhookResult"];
                    };
                };
            };
            /**
             * @description - The signature is missing, wrong, or too old.
             *     - The body is not a valid webhook.
             */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 400;
                    };
                };
            };
            408: components["responses"]["Orders408"];
            413: components["responses"]["Orders413"];
            429: components["responses"]["Orders429"];
            /**
             * @description - The payment provider is not configured.
             *     - The credentials of the payment account are unreadable, or the provider refuses them.
             *     - Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersError"] & {
                        /** @enum {integer} */
                        code?: 500;
                    };
                };
            };
            502: components["responses"]["Orders502"];
            503: components["responses"]["Orders503"];
        };
    };
    receiveGymWebhook: {
        parameters: {
            query?: {
                /**
                 * @description Mercado Pago: the id of what the webhook is about. The signature covers it.
                 * @example 67890
                 */
                "data.id"?: string;
                /**
                 * @description Mercado Pago: the type of what `data.id` names. The signature does not cover it.
                 * @example payment
                 */
                type?: string;
            };
            header?: {
                /**
                 * @description Stripe: `t=<unix seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `<t>.<raw body>` under the webhook secret. At most 300 seconds from now, in either direction.
                 * @example t=1704067200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
                 */
                "Stripe-Signature"?: string;
                /**
                 * @description Mercado Pago: `ts=<unix time>,v1=<hex>`, where `v1` is the HMAC-SHA256 of `id:<data.id>;request-id:<x-request-id>;ts:<ts>;` under the webhook secret, without the parts that the request lacks. At most four days old.
                 * @example ts=1742505638683,v1=85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e
                 */
                "x-signature"?: string;
                /**
                 * @description PayPal: what PayPal signed; PayPal itself is asked whether it did.
                 * @example kLkDS1Rm/ZSxLA==
                 */
                "paypal-transmission-sig"?: string;
                /**
                 * @description PayPal: the id of this sending.
                 * @example 69cd13f0-d67a-11e5-baa3-778b53f4ae55
                 */
                "paypal-transmission-id"?: string;
                /**
                 * @description PayPal: when it was sent. At most four days ago.
                 * @example 2016-02-18T20:01:35Z
                 */
                "paypal-transmission-time"?: string;
                /**
                 * @description PayPal: the certificate of the signature.
                 * @example https://api.paypal.com/v1/notifications/certs/CERT-1
                 */
                "paypal-cert-url"?: string;
                /**
                 * @description PayPal: the algorithm of the signature.
                 * @example SHA256withRSA
                 */
                "paypal-auth-algo"?: string;
                /** @description The caller's own id, to correlate both logs: up to 128 letters, digits, dots, hyphens and underscores. Any other value is replaced by a new id. */
                "x-request-id"?: components["parameters"]["RequestId"];
            };
            path: {
                /**
                 * @description The gym's slug.
                 * @example iron-temple
                 */
                gym_slug: string;
            };
            cookie?: never;
        };
        /** @description The signature is verified over the raw bytes, so the content type does not matter: up to 1 MiB. The provider defines the structure; a signed body must be JSON. */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The webhook is accepted, and its effect, if any, is committed. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "processed"
                     *     }
                     */
                    "application/json": components["schemas"]["GymWebhookResult"];
                };
            };
            /** @description `VALIDATION_ERROR`: The body is not a valid webhook. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "VALIDATION_ERROR";
                    };
                };
            };
            /** @description `UNAUTHORIZED`: The signature is missing, wrong, or too old. */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "UNAUTHORIZED";
                    };
                };
            };
            404: components["responses"]["Gyms404"];
            408: components["responses"]["Gyms408"];
            413: components["responses"]["Gyms413"];
            429: components["responses"]["Gyms429"];
            /**
             * @description - `INVALID_TOKEN`: The credentials of the payment account are unreadable, or the provider refuses them.
             *     - `INTERNAL_ERROR`: Unexpected error. Quote the request id to support.
             */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-ratelimit-limit": components["headers"]["RateLimitLimit"];
                    "x-ratelimit-remaining": components["headers"]["RateLimitRemaining"];
                    "x-ratelimit-reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GymsError"] & {
                        /** @enum {string} */
                        code?: "INTERNAL_ERROR" | "INVALID_TOKEN";
                    };
                };
            };
            502: components["responses"]["Gyms502"];
            503: components["responses"]["Gyms503"];
        };
    };
    onPaymentCreated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "payment.created",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 1,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "pending",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PaymentCreatedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPaymentProcessing: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "payment.processing",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 2,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "processing",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PaymentProcessingEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPaymentFailed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "payment.failed",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 2,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "failed",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": {
                 *             "code": "insufficient_funds",
                 *             "provider_code": "insufficient_funds"
                 *           },
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PaymentFailedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPaymentSucceeded: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "payment.succeeded",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 3,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PaymentSucceededEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onPaymentCancelled: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "payment.cancelled",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 2,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "cancelled",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PaymentCancelledEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRefundPending: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "refund.pending",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 4,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "refund": {
                 *           "id": "770e8400-e29b-41d4-a716-446655440000",
                 *           "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "amount": 500,
                 *           "currency": "jpy",
                 *           "status": "pending",
                 *           "reason": "One of two towels was torn",
                 *           "created_at": "2024-01-01T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RefundPendingEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRefundSucceeded: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "refund.succeeded",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 5,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 500,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "refund": {
                 *           "id": "770e8400-e29b-41d4-a716-446655440000",
                 *           "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "amount": 500,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "reason": "One of two towels was torn",
                 *           "created_at": "2024-01-01T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RefundSucceededEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRefundFailed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "refund.failed",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 6,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "refund": {
                 *           "id": "770e8400-e29b-41d4-a716-446655440000",
                 *           "payment_id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "amount": 500,
                 *           "currency": "jpy",
                 *           "status": "failed",
                 *           "reason": "One of two towels was torn",
                 *           "created_at": "2024-01-01T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["RefundFailedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onDisputeOpened: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "dispute.opened",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 4,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "dispute": {
                 *           "provider_dispute_id": "du_xxx",
                 *           "provider_payment_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "reason": "fraudulent",
                 *           "status": "open",
                 *           "occurred_at": "2024-01-03T00:00:00",
                 *           "created_at": "2024-01-03T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DisputeOpenedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onDisputeClosed: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "dispute.closed",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 5,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "dispute": {
                 *           "provider_dispute_id": "du_xxx",
                 *           "provider_payment_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "reason": "fraudulent",
                 *           "status": "won",
                 *           "occurred_at": "2024-01-03T00:00:00",
                 *           "created_at": "2024-01-03T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["DisputeClosedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onAnomalyFound: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "anomaly.found",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 4,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "anomaly": {
                 *           "id": "880e8400-e29b-41d4-a716-446655440000",
                 *           "kind": "paid_twice",
                 *           "subject": "143845427326",
                 *           "detail": {},
                 *           "recorded_at": "2024-01-01T00:00:00",
                 *           "resolved_at": null,
                 *           "resolved_by": null,
                 *           "reason": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AnomalyFoundEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onAnomalyResolved: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "anomaly.resolved",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "sequence": 5,
                 *         "payment": {
                 *           "id": "660e8400-e29b-41d4-a716-446655440000",
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "stripe_payment_intent_id": "pi_xxx",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "status": "succeeded",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00",
                 *           "user_id": "user-1",
                 *           "gym_id": null,
                 *           "provider": "stripe",
                 *           "amount_refunded": 0,
                 *           "decline": null,
                 *           "method": {
                 *             "type": "card",
                 *             "brand": "visa",
                 *             "last4": "4242",
                 *             "installments": null
                 *           }
                 *         },
                 *         "anomaly": {
                 *           "id": "880e8400-e29b-41d4-a716-446655440000",
                 *           "kind": "paid_twice",
                 *           "subject": "143845427326",
                 *           "detail": {},
                 *           "recorded_at": "2024-01-01T00:00:00",
                 *           "resolved_at": "2024-01-02T00:00:00",
                 *           "resolved_by": "operator-1",
                 *           "reason": "Paid twice by mistake, the second payment was refunded"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AnomalyResolvedEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOrderPaid: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "order.paid",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "order": {
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "user_id": "user-1",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "customer_email": null,
                 *           "description": "Two towels",
                 *           "provider": "stripe",
                 *           "capture_method": "automatic",
                 *           "return_url": null,
                 *           "status": "paid",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00"
                 *         },
                 *         "payment_id": "660e8400-e29b-41d4-a716-446655440000"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrderPaidEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOrderCancelled: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "order.cancelled",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "order": {
                 *           "order_id": "550e8400-e29b-41d4-a716-446655440000",
                 *           "user_id": "user-1",
                 *           "amount": 1000,
                 *           "currency": "jpy",
                 *           "customer_email": null,
                 *           "description": "Two towels",
                 *           "provider": "stripe",
                 *           "capture_method": "automatic",
                 *           "return_url": null,
                 *           "status": "cancelled",
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00"
                 *         },
                 *         "payment_id": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrderCancelledEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onGymNeedsReconnect: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "gym.needs_reconnect",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "gym": {
                 *           "slug": "iron-temple",
                 *           "name": "Iron Temple",
                 *           "payments_enabled": true,
                 *           "provider": "mercadopago",
                 *           "currency": "ARS",
                 *           "return_url": null,
                 *           "signature": "required",
                 *           "has_credentials": true,
                 *           "needs_reconnect": true,
                 *           "created_at": "2024-01-01T00:00:00",
                 *           "updated_at": "2024-01-01T00:00:00"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["GymNeedsReconnectEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onEndpointTest: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event's id, the same at each try.
                 * @example 990e8400-e29b-41d4-a716-446655440000
                 */
                "webhook-id": string;
                /**
                 * @description When this try was made, in seconds since 1970.
                 * @example 1704067200
                 */
                "webhook-timestamp": string;
                /**
                 * @description `v1,` and the HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` in base64; while a secret is rotated, one for each secret, separated by spaces.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "endpoint.test",
                 *       "timestamp": "2024-01-01T00:00:00.000Z",
                 *       "data": {
                 *         "endpoint_id": "aa0e8400-e29b-41d4-a716-446655440000"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["EndpointTestEvent"];
            };
        };
        responses: {
            /** @description Nothing more is to be sent: the endpoint is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered: the event is sent again later. `retry-after` is honoured up to 10 hours. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
