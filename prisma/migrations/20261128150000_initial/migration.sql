-- The whole database: tables, indexes and constraints, and the guards for what may never happen. Every rule about payments is
-- in src/domain; what stands here only refuses. schema.prisma says in words what each table is for.
-- Money is bigint in minor units, time is timestamptz in milliseconds, words are text with a check: a new
-- word is then one line in a migration, where an enum type would need a transaction of its own.

-- What a column of a hot table may hold is its domain. PostgreSQL parses the check of a domain once per connection, and
-- looks at it where the column is written; it parses the checks of a table in each statement that writes a row of it, and looks
-- at all of them.
CREATE DOMAIN "minor_units" AS bigint CHECK (VALUE BETWEEN 0 AND 999999999999);
-- As a provider reports it: whether it fits is a decision.
CREATE DOMAIN "reported_minor_units" AS bigint CHECK (VALUE >= 0);
CREATE DOMAIN "currency_code" AS text CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN "non_negative" AS integer CHECK (VALUE >= 0);
CREATE DOMAIN "positive" AS integer CHECK (VALUE > 0);
CREATE DOMAIN "capture_method" AS text CHECK (VALUE IN ('automatic', 'manual'));
CREATE DOMAIN "order_status" AS text CHECK (VALUE IN ('pending', 'paid', 'cancelled'));
CREATE DOMAIN "payment_status" AS text
  CHECK (VALUE IN ('pending', 'processing', 'failed', 'cancelled', 'succeeded'));
CREATE DOMAIN "cause_kind" AS text CHECK (VALUE IN ('webhook', 'sync', 'request', 'operator'));
CREATE DOMAIN "decline_code" AS text CHECK (VALUE IN ('insufficient_funds', 'incorrect_data', 'expired_card',
  'authentication_required', 'authentication_failed', 'limit_exceeded', 'contact_issuer', 'lost_or_stolen',
  'fraud_suspected', 'method_unavailable', 'duplicate', 'voucher_expired', 'processing_error', 'declined'));
CREATE DOMAIN "method_type" AS text
  CHECK (VALUE IN ('card', 'wallet', 'bank_transfer', 'voucher', 'account_money', 'cash', 'other'));
CREATE DOMAIN "delivery_state" AS text CHECK (VALUE IN ('waiting', 'ignored', 'processed'));
CREATE DOMAIN "check_kind" AS text CHECK (VALUE IN ('opening', 'payment', 'completion', 'closing', 'parent', 'leftover', 'delivery', 'refund',
  'capture', 'dispute', 'reversals', 'grant'));
CREATE DOMAIN "journal_kind" AS text CHECK (VALUE IN ('request', 'call'));
-- Of a refund, a capture, and the delivery of an event.
CREATE DOMAIN "progress" AS text CHECK (VALUE IN ('pending', 'succeeded', 'failed'));

CREATE TABLE "orders" (
  "id" uuid PRIMARY KEY,
  "user_id" text NOT NULL,
  "amount_minor" minor_units NOT NULL,
  "currency" currency_code NOT NULL,
  "customer_email" text,
  "description" text,
  "provider" text NOT NULL,
  "capture_method" capture_method NOT NULL,
  "return_url" text,
  "status" order_status NOT NULL,
  "paid_by" uuid,
  "version" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "orders_paid_by_a_payment" CHECK (("status" = 'paid') = ("paid_by" IS NOT NULL))
);

CREATE TABLE "gyms" (
  -- "C", so that pages by slug have the same order on every database.
  "slug" text COLLATE "C" PRIMARY KEY CHECK ("slug" ~ '^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$'),
  "name" text NOT NULL,
  "payments_enabled" boolean NOT NULL,
  "provider" text NOT NULL,
  "currency" currency_code NOT NULL,
  "return_url" text,
  "statement_descriptor" text,
  "signature" text NOT NULL CHECK ("signature" IN ('required', 'advisory')),
  "account_id" uuid,
  "needs_reconnect" boolean NOT NULL DEFAULT false,
  "credentials_refused_at" timestamptz(3),
  "version" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "gyms_refused_need_reconnect" CHECK ("credentials_refused_at" IS NULL OR "needs_reconnect")
);
-- What waits for an operator is found without reading the rest, here and below.
CREATE INDEX "gyms_need_reconnect" ON "gyms" ("slug") WHERE "needs_reconnect";

CREATE TABLE "accounts" (
  "id" uuid PRIMARY KEY,
  "gym_slug" text COLLATE "C",
  "provider" text NOT NULL,
  "provider_user_id" text,
  "sealed" text,
  -- Which account is the newest: a gym can get two in one tick of the clock.
  "number" bigint GENERATED ALWAYS AS IDENTITY,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "accounts_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug"),
  -- The platform's credentials are configuration; a gym has no account without them.
  CONSTRAINT "accounts_sealed_for_gyms" CHECK (("gym_slug" IS NULL) = ("sealed" IS NULL))
);
CREATE UNIQUE INDEX "accounts_id_provider_key" ON "accounts" ("id", "provider");
CREATE UNIQUE INDEX "accounts_one_platform_per_provider" ON "accounts" ("provider") WHERE "gym_slug" IS NULL;
CREATE INDEX "accounts_gym_slug_idx" ON "accounts" ("gym_slug");

ALTER TABLE "gyms" ADD CONSTRAINT "gyms_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id");

CREATE TABLE "payments" (
  "id" uuid PRIMARY KEY,
  "user_id" text NOT NULL,
  "order_id" uuid,
  "gym_slug" text COLLATE "C",
  "account_id" uuid NOT NULL,
  "provider" text NOT NULL,
  "amount_minor" minor_units NOT NULL,
  "currency" currency_code NOT NULL,
  "title" text NOT NULL,
  "customer_email" text,
  "capture_method" capture_method NOT NULL,
  "return_url" text,
  "statement_descriptor" text,
  "expires_at" timestamptz(3) NOT NULL,
  "status" payment_status NOT NULL DEFAULT 'pending',
  "status_at" timestamptz(3),
  "transitions" non_negative NOT NULL DEFAULT 0,
  "events" non_negative NOT NULL DEFAULT 0,
  "parent_id" text,
  "intent_id" text,
  "round" positive NOT NULL DEFAULT 1,
  "unknown_calls" non_negative NOT NULL DEFAULT 0,
  "unknown_since" timestamptz(3),
  "lease_token" uuid,
  "lease_began_at" timestamptz(3),
  "lease_until" timestamptz(3),
  "version" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "payments_one_purpose" CHECK (num_nonnulls("order_id", "gym_slug") = 1),
  CONSTRAINT "payments_lease" CHECK (num_nonnulls("lease_token", "lease_began_at", "lease_until") IN (0, 3)),
  CONSTRAINT "payments_unknown" CHECK (("unknown_calls" = 0) = ("unknown_since" IS NULL)),
  -- Once there is a parent, no process holds a lease to call for one, and nothing about it is unknown.
  CONSTRAINT "payments_parent_ends_leases"
    CHECK ("parent_id" IS NULL OR num_nonnulls("lease_token", "unknown_since") = 0),
  CONSTRAINT "payments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id"),
  CONSTRAINT "payments_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug"),
  CONSTRAINT "payments_account_id_provider_fkey"
    FOREIGN KEY ("account_id", "provider") REFERENCES "accounts" ("id", "provider")
);
-- One order, one open payment. The statuses are those that domain/payment/fact.ts calls open.
CREATE UNIQUE INDEX "payments_one_open_per_order" ON "payments" ("order_id")
  WHERE "status" IN ('pending', 'processing', 'failed');
-- An id of a provider comes first in its key: operators search by it alone, of whichever account it is.
CREATE UNIQUE INDEX "payments_parent_id_account_id_key" ON "payments" ("parent_id", "account_id");
CREATE UNIQUE INDEX "payments_intent_id_account_id_key" ON "payments" ("intent_id", "account_id");
-- What only some rows have is indexed for those alone: each change of a status writes every index that has its row.
CREATE INDEX "payments_order_id_idx" ON "payments" ("order_id") WHERE "order_id" IS NOT NULL;
-- Lists are newest first: each begins where the last page ended, and reads no further than its own.
CREATE INDEX "payments_created_at_id_idx" ON "payments" ("created_at", "id");
CREATE INDEX "payments_user_id_created_at_id_idx" ON "payments" ("user_id", "created_at", "id");
-- These two have the payments by their kind, and of each kind by time: store/reading/payment-kinds.ts.
CREATE INDEX "payments_kinds" ON "payments" ("provider", "currency", "status", "created_at", "id");
CREATE INDEX "payments_kinds_of_gyms" ON "payments" ("gym_slug", "provider", "currency", "status", "created_at", "id")
  WHERE "gym_slug" IS NOT NULL;
-- What else is asked for with an amount is compared in the index: the rows of all payments of an amount may be thousands.
CREATE INDEX "payments_amounts" ON "payments"
  ("amount_minor", "created_at", "id", "gym_slug", "provider", "currency", "status");
-- Whatever the database's language is: of ASCII alone, as domain/operator/search.ts `lowerCase`.
CREATE INDEX "payments_customer_email_idx" ON "payments" (lower("customer_email" COLLATE "C"), "created_at", "id")
  WHERE "customer_email" IS NOT NULL;

CREATE TABLE "events" (
  "id" uuid PRIMARY KEY,
  "type" text NOT NULL,
  "payment_id" uuid,
  "order_id" uuid,
  "gym_slug" text COLLATE "C",
  "sequence" positive,
  "body" text NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL,
  -- An order's event may be of a payment, too, and does not count among that one's.
  CONSTRAINT "events_sequence" CHECK (("sequence" IS NOT NULL) = ("payment_id" IS NOT NULL AND "order_id" IS NULL)),
  CONSTRAINT "events_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id"),
  CONSTRAINT "events_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id"),
  CONSTRAINT "events_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug")
);
CREATE UNIQUE INDEX "events_payment_id_sequence_key" ON "events" ("payment_id", "sequence");
CREATE INDEX "events_order_id_idx" ON "events" ("order_id") WHERE "order_id" IS NOT NULL;
CREATE INDEX "events_failed" ON "events" ("recorded_at") WHERE "type" = 'payment.failed';
CREATE INDEX "events_recorded_at_sequence_id_idx" ON "events" ("recorded_at", "sequence", "id");
CREATE INDEX "events_gym_slug_recorded_at_sequence_id_idx" ON "events" ("gym_slug", "recorded_at", "sequence", "id")
  WHERE "gym_slug" IS NOT NULL;

CREATE TABLE "webhook_endpoints" (
  "id" uuid PRIMARY KEY,
  "url" text NOT NULL,
  "event_types" text[],
  "description" text,
  "gym_slug" text COLLATE "C",
  "status" text NOT NULL CHECK ("status" IN ('enabled', 'disabled')),
  "disabled_reason" text,
  "place" positive NOT NULL UNIQUE,
  "secret_made_by" uuid NOT NULL,
  "sealed" text NOT NULL,
  "previous" jsonb NOT NULL DEFAULT '[]',
  "failing_since" timestamptz(3),
  -- How often deliveries were taken: which of two workers came first.
  "takes" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL,
  "updated_at" timestamptz(3) NOT NULL,
  CONSTRAINT "webhook_endpoints_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug")
);

CREATE TABLE "event_deliveries" (
  "endpoint_id" uuid NOT NULL,
  "event_id" uuid NOT NULL,
  "payment_id" uuid,
  "sequence" integer,
  "status" progress NOT NULL DEFAULT 'pending',
  "tries" non_negative NOT NULL DEFAULT 0,
  -- Those before it was requested last.
  "tries_before" non_negative NOT NULL DEFAULT 0,
  -- The id of the next try.
  "try_id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "due_at" timestamptz(3) NOT NULL,
  "lease_token" uuid,
  "lease_until" timestamptz(3),
  PRIMARY KEY ("endpoint_id", "event_id"),
  CONSTRAINT "event_deliveries_lease" CHECK (("lease_token" IS NULL) = ("lease_until" IS NULL)),
  CONSTRAINT "event_deliveries_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoints" ("id") ON DELETE CASCADE,
  CONSTRAINT "event_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events" ("id")
);
CREATE INDEX "event_deliveries_due" ON "event_deliveries" ("endpoint_id", "due_at") WHERE "status" = 'pending';
CREATE INDEX "event_deliveries_order" ON "event_deliveries" ("endpoint_id", "payment_id", "sequence")
  WHERE "status" = 'pending';
CREATE INDEX "event_deliveries_held" ON "event_deliveries" ("endpoint_id") WHERE "lease_until" IS NOT NULL;
CREATE INDEX "event_deliveries_event_id_idx" ON "event_deliveries" ("event_id");

CREATE TABLE "event_tries" (
  "endpoint_id" uuid NOT NULL,
  "event_id" uuid NOT NULL,
  "try" positive NOT NULL,
  "id" uuid NOT NULL UNIQUE,
  "response_status" integer,
  "response_body" text,
  "error" text,
  "is_delivered" boolean NOT NULL,
  "duration_ms" integer NOT NULL,
  "tried_at" timestamptz(3) NOT NULL,
  PRIMARY KEY ("endpoint_id", "event_id", "try"),
  CONSTRAINT "event_tries_endpoint_id_event_id_fkey" FOREIGN KEY ("endpoint_id", "event_id")
    REFERENCES "event_deliveries" ("endpoint_id", "event_id") ON DELETE CASCADE
);

-- Of a key's text only the hash is stored, from which no text can be found: a text has 256 random bits.
CREATE TABLE "api_keys" (
  "id" uuid PRIMARY KEY,
  "name" text NOT NULL,
  "scopes" text[] NOT NULL,
  "hash" text NOT NULL UNIQUE CHECK ("hash" ~ '^[0-9a-f]{64}$'),
  "created_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" timestamptz(3),
  "last_used_at" timestamptz(3)
);
CREATE INDEX "api_keys_created_at_id_idx" ON "api_keys" ("created_at", "id");

-- Who changed what, of all that people and keys change. An entry is written in the commit of its change.
CREATE TABLE "audit" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  "actor" text NOT NULL,
  "action" text NOT NULL,
  "subject" text NOT NULL,
  "changes" jsonb NOT NULL,
  "request_id" text
);
CREATE INDEX "audit_at_id_idx" ON "audit" ("at", "id");
CREATE INDEX "audit_actor_at_id_idx" ON "audit" ("actor", "at", "id");
CREATE INDEX "audit_subject_at_id_idx" ON "audit" ("subject", "at", "id");
-- A payment is cancelled once, however many requests ask for it at the same time.
CREATE UNIQUE INDEX "audit_cancellations" ON "audit" ("subject") WHERE "action" = 'payment.cancel';

ALTER TABLE "orders" ADD CONSTRAINT "orders_paid_by_fkey" FOREIGN KEY ("paid_by") REFERENCES "payments" ("id");

CREATE TABLE "payment_transitions" (
  "payment_id" uuid NOT NULL,
  "seq" positive NOT NULL,
  "from_status" payment_status NOT NULL,
  "to_status" payment_status NOT NULL,
  "cause_kind" cause_kind NOT NULL,
  "cause_id" text NOT NULL,
  "occurred_at" timestamptz(3),
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("payment_id", "seq"),
  CONSTRAINT "payment_transitions_change" CHECK ("from_status" <> "to_status"),
  CONSTRAINT "payment_transitions_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);

CREATE INDEX "payment_transitions_succeeded" ON "payment_transitions" ("recorded_at") WHERE "to_status" = 'succeeded';

CREATE TABLE "payment_attempts" (
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "payment_id" uuid NOT NULL,
  "status" payment_status NOT NULL,
  "status_at" timestamptz(3),
  "authorized_minor" reported_minor_units,
  "currency" currency_code,
  "captured_minor" reported_minor_units NOT NULL,
  -- Why it was declined last, in our word and the provider's, and when by the provider's clock.
  "decline_code" decline_code,
  "decline_provider_code" text,
  "declined_at" timestamptz(3),
  -- With what, and the fact that came with it.
  "method_type" method_type,
  "method_brand" text,
  "method_last4" text,
  "method_installments" positive,
  "method_status" payment_status,
  "method_at" timestamptz(3),
  -- The tries that it stands for, where the provider has one payment for all of them: [{id, decline, method}].
  "charges" jsonb,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("provider_payment_id", "account_id"),
  CONSTRAINT "payment_attempts_money" CHECK (("authorized_minor" IS NULL) = ("currency" IS NULL)),
  CONSTRAINT "payment_attempts_decline" CHECK (("decline_code" IS NULL) = ("decline_provider_code" IS NULL)),
  CONSTRAINT "payment_attempts_method" CHECK (("method_type" IS NULL) = ("method_status" IS NULL)),
  CONSTRAINT "payment_attempts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "payment_attempts_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "payment_attempts_payment_id_idx" ON "payment_attempts" ("payment_id");
-- Written at once: a search would have to read a list of what is not in its place yet.
CREATE INDEX "payment_attempts_charges" ON "payment_attempts"
  USING gin (jsonb_path_query_array("charges", '$[*].id') jsonb_path_ops) WITH (fastupdate = off)
  WHERE "charges" IS NOT NULL;

CREATE TABLE "payment_anomalies" (
  "id" uuid PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  "kind" text NOT NULL,
  "subject" text NOT NULL,
  "detail" jsonb NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "resolved_at" timestamptz(3),
  -- Null where it ended with its cause.
  "resolved_by" text,
  "resolution" text,
  CONSTRAINT "payment_anomalies_resolved" CHECK (num_nonnulls("resolved_at", "resolution") IN (0, 2)
                                                 AND ("resolved_by" IS NULL OR "resolved_at" IS NOT NULL)),
  CONSTRAINT "payment_anomalies_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "payment_anomalies_payment_id_idx" ON "payment_anomalies" ("payment_id");
-- One that ended with its cause is found anew when that is back.
CREATE UNIQUE INDEX "payment_anomalies_open_once" ON "payment_anomalies" ("payment_id", "kind", "subject")
  WHERE "resolved_at" IS NULL;
CREATE INDEX "payment_anomalies_open" ON "payment_anomalies" ("recorded_at") WHERE "resolved_at" IS NULL;

CREATE TABLE "deliveries" (
  "account_id" uuid NOT NULL,
  "key" text NOT NULL,
  "event_id" text NOT NULL,
  "event_type" text NOT NULL,
  "state" delivery_state NOT NULL,
  "body" bytea NOT NULL,
  "headers" jsonb NOT NULL,
  "query" jsonb NOT NULL,
  "received_at" timestamptz(3) NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "processed_at" timestamptz(3),
  "payment_id" uuid,
  PRIMARY KEY ("account_id", "key"),
  CONSTRAINT "deliveries_processed_for_a_payment"
    CHECK (num_nonnulls("processed_at", "payment_id") = CASE WHEN "state" = 'processed' THEN 2 ELSE 0 END),
  CONSTRAINT "deliveries_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "deliveries_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "deliveries_payment_id_idx" ON "deliveries" ("payment_id");

-- Guards: what must hold between a row and the row it was before, whichever program writes it. What one of them refuses is a
-- fault of the program. They name their columns, so that an update of others costs nothing.

-- Exactly domain/payment/fact.ts `compareFacts` > 0: rank, then time, then kind; of an end the earlier time. A missing time is
-- less than any.
CREATE FUNCTION fact_exceeds(kind text, at timestamptz, than_kind text, than_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN kind = than_kind AND kind IN ('cancelled', 'succeeded')
    THEN coalesce(at, 'infinity') < coalesce(than_at, 'infinity')
    ELSE (CASE kind WHEN 'succeeded' THEN 2 WHEN 'cancelled' THEN 1 ELSE 0 END,
          coalesce(at, '-infinity'),
          array_position(ARRAY['pending', 'processing', 'failed', 'cancelled', 'succeeded'], kind))
       > (CASE than_kind WHEN 'succeeded' THEN 2 WHEN 'cancelled' THEN 1 ELSE 0 END,
          coalesce(than_at, '-infinity'),
          array_position(ARRAY['pending', 'processing', 'failed', 'cancelled', 'succeeded'], than_kind)) END
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER payments_birth_is_fixed BEFORE UPDATE OF id, user_id, order_id, gym_slug, account_id, provider, amount_minor, currency,
  title, customer_email, capture_method, return_url, statement_descriptor, expires_at, created_at ON payments FOR EACH ROW
WHEN ((OLD.id, OLD.user_id, OLD.order_id, OLD.gym_slug, OLD.account_id, OLD.provider, OLD.amount_minor, OLD.currency,
       OLD.title, OLD.customer_email, OLD.capture_method, OLD.return_url, OLD.statement_descriptor,
       OLD.expires_at, OLD.created_at)
   IS DISTINCT FROM
      (NEW.id, NEW.user_id, NEW.order_id, NEW.gym_slug, NEW.account_id, NEW.provider, NEW.amount_minor, NEW.currency,
       NEW.title, NEW.customer_email, NEW.capture_method, NEW.return_url, NEW.statement_descriptor,
       NEW.expires_at, NEW.created_at))
EXECUTE FUNCTION refuse_change('what a payment was made with never changes');

CREATE TRIGGER payments_ids_are_written_once BEFORE UPDATE OF parent_id, intent_id ON payments FOR EACH ROW
WHEN ((OLD.parent_id IS NOT NULL AND OLD.parent_id IS DISTINCT FROM NEW.parent_id)
   OR (OLD.intent_id IS NOT NULL AND OLD.intent_id IS DISTINCT FROM NEW.intent_id))
EXECUTE FUNCTION refuse_change('provider ids are written once');

-- In a function, which keeps its plan: in a WHEN, PostgreSQL parses the comparison of facts anew in each statement.
CREATE FUNCTION refuse_lesser_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF fact_exceeds(NEW.status, NEW.status_at, OLD.status, OLD.status_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'payments: a status is replaced only by a greater fact'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER payments_status_only_grows BEFORE UPDATE OF status, status_at ON payments FOR EACH ROW
WHEN ((OLD.status, OLD.status_at) IS DISTINCT FROM (NEW.status, NEW.status_at))
EXECUTE FUNCTION refuse_lesser_fact();

CREATE TRIGGER payments_are_kept BEFORE DELETE ON payments FOR EACH ROW
EXECUTE FUNCTION refuse_change('payments are never deleted');

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW
EXECUTE FUNCTION refuse_change('the audit is append-only');

CREATE TRIGGER audit_is_kept BEFORE TRUNCATE ON audit FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('the audit is append-only');

CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW
EXECUTE FUNCTION refuse_change('events are append-only');

CREATE TRIGGER events_are_kept BEFORE TRUNCATE ON events FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('events are append-only');

-- They go with their endpoint.
CREATE TRIGGER event_tries_are_fixed BEFORE UPDATE ON event_tries FOR EACH ROW
EXECUTE FUNCTION refuse_change('a try stays as it was made');

CREATE TRIGGER payment_transitions_are_append_only BEFORE UPDATE OR DELETE ON payment_transitions FOR EACH ROW
EXECUTE FUNCTION refuse_change('history is append-only');

CREATE TRIGGER payment_transitions_are_kept BEFORE TRUNCATE ON payment_transitions FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('history is append-only');

CREATE TRIGGER payment_attempts_are_fixed BEFORE UPDATE ON payment_attempts FOR EACH ROW
WHEN ((OLD.account_id, OLD.provider_payment_id, OLD.payment_id)
   IS DISTINCT FROM (NEW.account_id, NEW.provider_payment_id, NEW.payment_id)
   -- But for an answer that was wrong about all the money.
   OR (NEW.captured_minor < OLD.captured_minor
       AND (OLD.authorized_minor, OLD.currency) IS NOT DISTINCT FROM (NEW.authorized_minor, NEW.currency)))
EXECUTE FUNCTION refuse_change('a provider payment belongs to one payment, and what was captured only grows');

CREATE TRIGGER payment_anomalies_are_resolved_once BEFORE UPDATE ON payment_anomalies FOR EACH ROW
WHEN (OLD.resolved_at IS NOT NULL
   OR (OLD.id, OLD.payment_id, OLD.kind, OLD.subject, OLD.detail, OLD.recorded_at)
   IS DISTINCT FROM (NEW.id, NEW.payment_id, NEW.kind, NEW.subject, NEW.detail, NEW.recorded_at))
EXECUTE FUNCTION refuse_change('an anomaly stays as it was found, and is resolved once');

CREATE TRIGGER payment_anomalies_are_kept BEFORE DELETE ON payment_anomalies FOR EACH ROW
EXECUTE FUNCTION refuse_change('anomalies are never deleted');

CREATE TRIGGER accounts_are_fixed BEFORE UPDATE OF id, gym_slug, provider, provider_user_id ON accounts FOR EACH ROW
WHEN ((OLD.id, OLD.gym_slug, OLD.provider) IS DISTINCT FROM (NEW.id, NEW.gym_slug, NEW.provider)
   OR (OLD.provider_user_id IS NOT NULL AND OLD.provider_user_id IS DISTINCT FROM NEW.provider_user_id))
EXECUTE FUNCTION refuse_change('an account never changes its holder');

CREATE TRIGGER deliveries_stay_processed BEFORE UPDATE ON deliveries FOR EACH ROW
WHEN (OLD.state = 'processed')
EXECUTE FUNCTION refuse_change('a processed delivery stays as it is');

-- Money that goes back. A requested refund is committed before its provider is called, and reserves its part of the
-- captured money until it has failed; a refund that was made at the provider itself arrives in a report.

CREATE TABLE "refunds" (
  "id" uuid PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  -- The refund that was asked for, of which this goes back through another attempt.
  "part_of" uuid,
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" minor_units NOT NULL,
  "currency" currency_code NOT NULL,
  "reason" text,
  "requested_by" text,
  "status" progress NOT NULL DEFAULT 'pending',
  "provider_refund_id" text,
  "round" positive NOT NULL DEFAULT 1,
  "unknown_calls" non_negative NOT NULL DEFAULT 0,
  "unknown_since" timestamptz(3),
  "lease_token" uuid,
  "lease_began_at" timestamptz(3),
  "lease_until" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "refunds_lease" CHECK (num_nonnulls("lease_token", "lease_began_at", "lease_until") IN (0, 3)),
  CONSTRAINT "refunds_unknown" CHECK (("unknown_calls" = 0) = ("unknown_since" IS NULL)),
  CONSTRAINT "refunds_requested_or_reported" CHECK (num_nonnulls("requested_by", "provider_refund_id") > 0),
  CONSTRAINT "refunds_succeed_at_the_provider" CHECK ("status" <> 'succeeded' OR "provider_refund_id" IS NOT NULL),
  -- Once the provider has it, or it is over, no process holds a lease to call for it, and nothing about it is unknown.
  CONSTRAINT "refunds_end_leases" CHECK (("provider_refund_id" IS NULL AND "status" = 'pending')
                                         OR num_nonnulls("lease_token", "unknown_since") = 0),
  CONSTRAINT "refunds_part_of_fkey" FOREIGN KEY ("part_of") REFERENCES "refunds" ("id"),
  CONSTRAINT "refunds_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id"),
  CONSTRAINT "refunds_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id")
);
CREATE UNIQUE INDEX "refunds_provider_refund_id_account_id_key" ON "refunds" ("provider_refund_id", "account_id");
CREATE INDEX "refunds_payment_id_created_at_id_idx" ON "refunds" ("payment_id", "created_at", "id");
CREATE INDEX "refunds_succeeded" ON "refunds" ("updated_at") WHERE "status" = 'succeeded';
CREATE INDEX "refunds_pending" ON "refunds" ("created_at") WHERE "status" = 'pending';

CREATE TRIGGER refunds_birth_is_fixed BEFORE UPDATE OF id, payment_id, part_of, account_id, provider_payment_id, amount_minor,
  currency, reason, requested_by, created_at ON refunds FOR EACH ROW
WHEN ((OLD.id, OLD.payment_id, OLD.part_of, OLD.account_id, OLD.provider_payment_id, OLD.amount_minor, OLD.currency,
       OLD.reason, OLD.requested_by, OLD.created_at)
   IS DISTINCT FROM
      (NEW.id, NEW.payment_id, NEW.part_of, NEW.account_id, NEW.provider_payment_id, NEW.amount_minor, NEW.currency, NEW.reason,
       NEW.requested_by, NEW.created_at))
EXECUTE FUNCTION refuse_change('what a refund was made with never changes');

CREATE TRIGGER refunds_ids_are_written_once BEFORE UPDATE OF provider_refund_id ON refunds FOR EACH ROW
WHEN (OLD.provider_refund_id IS NOT NULL AND OLD.provider_refund_id IS DISTINCT FROM NEW.provider_refund_id)
EXECUTE FUNCTION refuse_change('provider ids are written once');

-- As domain/payment/refund.ts `joinRefundStatus`: pending, then succeeded, then failed.
CREATE TRIGGER refunds_status_only_grows BEFORE UPDATE OF status ON refunds FOR EACH ROW
WHEN ((OLD.status = 'failed' AND NEW.status <> 'failed') OR (OLD.status = 'succeeded' AND NEW.status = 'pending'))
EXECUTE FUNCTION refuse_change('a refund never goes back to what it was');

CREATE TRIGGER refunds_are_kept BEFORE DELETE ON refunds FOR EACH ROW
EXECUTE FUNCTION refuse_change('refunds are never deleted');

-- The captured money of a provider payment that has not gone back and is not on its way.
CREATE FUNCTION refundable(of_account uuid, of_provider_payment text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT captured_minor FROM payment_attempts
                    WHERE account_id = of_account AND provider_payment_id = of_provider_payment), 0)
       - coalesce((SELECT sum(amount_minor)::bigint FROM refunds
                    WHERE account_id = of_account AND provider_payment_id = of_provider_payment AND status <> 'failed'), 0)
$$;

-- Concurrent inserts queue for this lock, so the second sees what the first has left.
CREATE FUNCTION refuse_refund_beyond_capture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM payment_attempts
    WHERE account_id = NEW.account_id AND provider_payment_id = NEW.provider_payment_id FOR UPDATE;
  IF NEW.amount_minor > refundable(NEW.account_id, NEW.provider_payment_id) THEN
    RAISE EXCEPTION 'refunds: more would go back than was captured' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- A refund that a provider reports has happened already: it is recorded whatever the sum.
CREATE TRIGGER refunds_stay_within_captured BEFORE INSERT ON refunds FOR EACH ROW
WHEN (NEW.requested_by IS NOT NULL)
EXECUTE FUNCTION refuse_refund_beyond_capture();

-- Money that a customer has agreed to and that is taken later. What was asked for is committed before the provider is
-- called.

CREATE TABLE "captures" (
  "id" uuid PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" minor_units NOT NULL CHECK ("amount_minor" > 0),
  "currency" currency_code NOT NULL,
  "requested_by" text NOT NULL,
  "status" progress NOT NULL DEFAULT 'pending',
  "round" positive NOT NULL DEFAULT 1,
  "unknown_calls" non_negative NOT NULL DEFAULT 0,
  "unknown_since" timestamptz(3),
  "lease_token" uuid,
  "lease_began_at" timestamptz(3),
  "lease_until" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "captures_lease" CHECK (num_nonnulls("lease_token", "lease_began_at", "lease_until") IN (0, 3)),
  CONSTRAINT "captures_unknown" CHECK (("unknown_calls" = 0) = ("unknown_since" IS NULL)),
  -- Once it is over, no process holds a lease to call for it, and nothing about it is unknown.
  CONSTRAINT "captures_end_leases" CHECK ("status" = 'pending' OR num_nonnulls("lease_token", "unknown_since") = 0),
  CONSTRAINT "captures_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id"),
  CONSTRAINT "captures_provider_payment_id_account_id_fkey" FOREIGN KEY ("provider_payment_id", "account_id")
    REFERENCES "payment_attempts" ("provider_payment_id", "account_id")
);
-- An authorization is captured once, all or a part of it.
CREATE UNIQUE INDEX "captures_one_per_payment" ON "captures" ("payment_id") WHERE "status" <> 'failed';
CREATE INDEX "captures_payment_id_idx" ON "captures" ("payment_id");

CREATE TRIGGER captures_are_fixed BEFORE UPDATE ON captures FOR EACH ROW
WHEN ((OLD.id, OLD.payment_id, OLD.account_id, OLD.provider_payment_id, OLD.amount_minor, OLD.currency, OLD.requested_by,
       OLD.created_at)
   IS DISTINCT FROM
      (NEW.id, NEW.payment_id, NEW.account_id, NEW.provider_payment_id, NEW.amount_minor, NEW.currency, NEW.requested_by,
       NEW.created_at)
   OR (OLD.status <> 'pending' AND OLD.status <> NEW.status))
EXECUTE FUNCTION refuse_change('a capture never changes but for its end');

CREATE TRIGGER captures_are_kept BEFORE DELETE ON captures FOR EACH ROW
EXECUTE FUNCTION refuse_change('captures are never deleted');

-- Disputes as providers report them. No decision reads them: they are for operators.

-- All that counts of what the provider said about one, in whatever order: the greatest word about it, and when it last said
-- that none is open. Until there is such a word no dispute is known, and no reader sees the row.
CREATE TABLE "disputes" (
  "account_id" uuid NOT NULL,
  "provider_dispute_id" text NOT NULL,
  "payment_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" minor_units,
  "currency" currency_code,
  "reason" text,
  "status" text CHECK ("status" IN ('open', 'won', 'lost')),
  "status_at" timestamptz(3),
  "over_won_at" timestamptz(3),
  "over_lost_at" timestamptz(3),
  "created_at" timestamptz(3),
  PRIMARY KEY ("provider_dispute_id", "account_id"),
  CONSTRAINT "disputes_word" CHECK (num_nonnulls("status", "status_at", "created_at") IN (0, 3)),
  CONSTRAINT "disputes_money" CHECK (("amount_minor" IS NULL) = ("currency" IS NULL)),
  CONSTRAINT "disputes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "disputes_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "disputes_payment_id_idx" ON "disputes" ("payment_id");
CREATE INDEX "disputes_created_at_idx" ON "disputes" ("created_at");

CREATE TRIGGER disputes_are_fixed BEFORE UPDATE ON disputes FOR EACH ROW
WHEN ((OLD.account_id, OLD.provider_dispute_id, OLD.payment_id, OLD.provider_payment_id,
       coalesce(OLD.created_at, NEW.created_at))
   IS DISTINCT FROM
      (NEW.account_id, NEW.provider_dispute_id, NEW.payment_id, NEW.provider_payment_id, NEW.created_at)
   OR num_nulls(NEW.status_at, NEW.over_won_at, NEW.over_lost_at)
    > num_nulls(OLD.status_at, OLD.over_won_at, OLD.over_lost_at)
   OR NEW.status_at < OLD.status_at OR NEW.over_won_at < OLD.over_won_at OR NEW.over_lost_at < OLD.over_lost_at)
EXECUTE FUNCTION refuse_change('a dispute is about one payment, and never goes back in time');

CREATE TRIGGER disputes_are_kept BEFORE DELETE ON disputes FOR EACH ROW
EXECUTE FUNCTION refuse_change('disputes are never deleted');

-- How a dispute stands; nulls while there is none. Exactly domain/payment/dispute.ts `outcomeOf`.
CREATE FUNCTION dispute_outcome(d disputes, OUT status text, OUT status_at timestamptz) LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  status := d.status;
  status_at := d.status_at;
  IF d.status = 'open' AND d.over_won_at > d.status_at THEN
    status := 'won';
    status_at := d.over_won_at;
  ELSIF d.status = 'open' AND d.over_lost_at > d.status_at THEN
    status := 'lost';
    status_at := d.over_lost_at;
  END IF;
END $$;

-- What the worker comes back to. A check is remembered in the statement that makes it necessary, so a crash forgets
-- none; replicas share them. How long each kind waits stands in src/domain/schedule.ts.

CREATE TABLE "checks" (
  "kind" check_kind NOT NULL,
  "subject" text NOT NULL,
  "due_at" timestamptz(3),
  "tries" non_negative NOT NULL DEFAULT 0,
  "token" uuid,
  "abandoned_at" timestamptz(3),
  "resolved_at" timestamptz(3),
  "resolved_by" text,
  "resolution" text,
  PRIMARY KEY ("kind", "subject"),
  CONSTRAINT "checks_abandoned" CHECK (("due_at" IS NULL) = ("abandoned_at" IS NOT NULL)),
  CONSTRAINT "checks_resolved" CHECK (num_nonnulls("resolved_at", "resolved_by", "resolution") IN (0, 3)
                                      AND ("resolved_at" IS NULL OR "abandoned_at" IS NOT NULL))
);
CREATE INDEX "checks_due_at_idx" ON "checks" ("due_at");

-- What an `Idempotency-Key` began, so that the same key finishes it and never begins another; src/domain/operation.ts says
-- for how long. Leases are measured on the database's clock, so that replicas agree.

CREATE TABLE "operations" (
  "id" uuid PRIMARY KEY,
  "user_id" text NOT NULL,
  "path" text NOT NULL,
  "key" text NOT NULL CHECK ("key" ~ '^[!-~]{1,255}$'),
  "body_hash" text NOT NULL CHECK ("body_hash" ~ '^[0-9a-f]{64}$'),
  "lease_token" uuid,
  "lease_until" timestamptz(3),
  "answer" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "operations_lease" CHECK (num_nonnulls("lease_token", "lease_until") IN (0, 2)),
  -- Once it was answered, no request may hold it.
  CONSTRAINT "operations_answer_ends_leases" CHECK (num_nonnulls("answer", "lease_token") < 2)
);
CREATE UNIQUE INDEX "operations_user_id_path_key_key" ON "operations" ("user_id", "path", "key");
CREATE INDEX "operations_created_at_idx" ON "operations" ("created_at");
CREATE INDEX "operations_answered_idx" ON "operations" ("created_at") WHERE "answer" IS NOT NULL;

-- Gyms that connect their account at the provider itself. A link leads there and back once, and only for a while; its row
-- stays until the account is written, so that whatever ends links ends this one as well while the provider is asked.

CREATE TABLE "connections" (
  "link_hash" text PRIMARY KEY CHECK ("link_hash" ~ '^[0-9a-f]{64}$'),
  "gym_slug" text COLLATE "C" NOT NULL,
  "provider" text NOT NULL,
  "sealed" text NOT NULL,
  "begun_by" text NOT NULL,
  "replaces" boolean NOT NULL,
  "taken" boolean NOT NULL DEFAULT false,
  "expires_at" timestamptz(3) NOT NULL,
  CONSTRAINT "connections_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug")
);
-- Only the newest link of a gym works.
CREATE UNIQUE INDEX "connections_gym_slug_key" ON "connections" ("gym_slug");

-- Requests to the service and its calls to providers about one payment, for operators who have to explain it. No decision
-- reads them, so writing may fail, and is outside of every transaction.

CREATE TABLE "journal" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  "kind" journal_kind NOT NULL,
  -- The caller's user id, or the provider's name.
  "actor" text NOT NULL,
  "operation" text NOT NULL,
  "outcome" text NOT NULL,
  "reason" text,
  "took_ms" non_negative NOT NULL,
  -- Its end; the database's clock, as everywhere in a payment's history.
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "journal_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "journal_payment_id_idx" ON "journal" ("payment_id");

CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW
EXECUTE FUNCTION refuse_change('the journal is append-only');

CREATE TRIGGER journal_is_kept BEFORE TRUNCATE ON journal FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('the journal is append-only');

-- The timeline of a payment, from all tables that have a part of it. Order by (at, rank, seq): `rank` puts a cause before its
-- effect if both happened in one millisecond. `entry` has the fields of its kind (src/domain/operator/timeline.ts), but for `at`.
CREATE VIEW "payment_timeline" AS
  SELECT id AS payment_id, created_at AS at, 1 AS rank, '' COLLATE "C" AS seq,
         jsonb_build_object('kind', 'opened', 'userId', user_id, 'purpose',
           CASE WHEN order_id IS NULL THEN jsonb_build_object('kind', 'checkout', 'gymSlug', gym_slug)
                ELSE jsonb_build_object('kind', 'order', 'orderId', order_id) END) AS entry
    FROM payments
  UNION ALL
  SELECT payment_id, recorded_at - took_ms * interval '1 millisecond', CASE kind WHEN 'request' THEN 0 ELSE 3 END,
         lpad(id::text, 20, '0'),
         jsonb_build_object('kind', kind, 'actor', actor, 'operation', operation, 'outcome', outcome, 'reason', reason,
           'tookMs', took_ms)
    FROM journal
  UNION ALL
  SELECT deliveries.payment_id, received_at, 2, key,
         jsonb_build_object('kind', 'delivery', 'provider', provider, 'eventId', event_id, 'eventType', event_type,
           'state', state)
    FROM deliveries JOIN accounts ON accounts.id = deliveries.account_id
  UNION ALL
  SELECT payment_id, recorded_at, 4, lpad(seq::text, 20, '0'),
         jsonb_build_object('kind', 'transition', 'from', from_status, 'to', to_status, 'cause',
           jsonb_build_object('kind', cause_kind, 'id', cause_id), 'occurredAt', occurred_at)
    FROM payment_transitions
  UNION ALL
  SELECT payment_id, recorded_at, 5, id::text,
         jsonb_build_object('kind', 'anomaly', 'id', id, 'anomaly', kind, 'subject', subject)
    FROM payment_anomalies
  UNION ALL
  SELECT payment_id, resolved_at, 6, id::text,
         jsonb_build_object('kind', 'resolution', 'id', id, 'anomaly', kind, 'subject', subject, 'by', resolved_by,
           'reason', resolution)
    FROM payment_anomalies WHERE resolved_at IS NOT NULL
  UNION ALL
  SELECT refunds.payment_id, refunds.created_at, 4, refunds.id::text,
         jsonb_build_object('id', refunds.id, 'amount',
           jsonb_build_object('minor', amount_minor, 'currency', refunds.currency), 'reason', reason)
           || CASE WHEN requested_by IS NULL THEN jsonb_build_object('kind', 'refund_elsewhere', 'provider', provider)
                   ELSE jsonb_build_object('kind', 'refund', 'requestedBy', requested_by) END
    FROM refunds JOIN accounts ON accounts.id = refunds.account_id
  UNION ALL
  SELECT payment_id, created_at, 2, id::text,
         jsonb_build_object('kind', 'capture', 'id', id, 'amount',
           jsonb_build_object('minor', amount_minor, 'currency', currency), 'requestedBy', requested_by)
    FROM captures
  UNION ALL
  SELECT disputes.payment_id, disputes.created_at, 5, provider_dispute_id,
         jsonb_build_object('kind', 'dispute', 'provider', provider, 'providerDisputeId', provider_dispute_id, 'reason',
           reason, 'status', outcome.status, 'statusAt', outcome.status_at)
    FROM disputes JOIN accounts ON accounts.id = disputes.account_id CROSS JOIN dispute_outcome(disputes) AS outcome
   WHERE disputes.status IS NOT NULL
  UNION ALL
  SELECT refunds.payment_id, refunds.updated_at, 5, refunds.id::text,
         jsonb_build_object('kind', 'refund_end', 'id', refunds.id, 'provider', provider, 'status', refunds.status,
           'currency', refunds.currency)
    FROM refunds JOIN accounts ON accounts.id = refunds.account_id WHERE refunds.status <> 'pending';

-- Calls that may have had an effect which no provider has reported.
CREATE VIEW "calls_in_doubt" AS
  SELECT id AS payment_id, 'opening' AS operation, unknown_calls AS calls, unknown_since AS since
    FROM payments WHERE unknown_since IS NOT NULL
  UNION ALL
  SELECT payment_id, 'refund', unknown_calls, unknown_since FROM refunds WHERE unknown_since IS NOT NULL
  UNION ALL
  SELECT payment_id, 'capture', unknown_calls, unknown_since FROM captures WHERE unknown_since IS NOT NULL;

-- Figures: counts and amounts of what happened, by time and group (docs/decisions/0014). Sums are kept, so that a year is
-- read without its payments; a worker brings them up with what changed. No commit waits for them.

-- All that figures count, each with the payment that it happened to as that is now. What it is called is `MEASURES` of
-- src/domain/operator/figures.ts.
CREATE VIEW "figure_facts" AS
  SELECT 'opened' AS measure, created_at AS at, id AS payment_id, provider, gym_slug, status, currency, amount_minor
    FROM payments
  UNION ALL
  SELECT 'succeeded', t.recorded_at, p.id, p.provider, p.gym_slug, p.status, p.currency, p.amount_minor
    FROM payment_transitions t JOIN payments p ON p.id = t.payment_id WHERE t.to_status = 'succeeded'
  UNION ALL
  SELECT 'failed', e.recorded_at, p.id, p.provider, p.gym_slug, p.status, p.currency, p.amount_minor
    FROM events e JOIN payments p ON p.id = e.payment_id WHERE e.type = 'payment.failed'
  UNION ALL
  SELECT 'refunded', r.updated_at, p.id, p.provider, p.gym_slug, p.status, r.currency, r.amount_minor
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.status = 'succeeded'
  UNION ALL
  SELECT 'disputed', d.created_at, p.id, p.provider, p.gym_slug, p.status, coalesce(d.currency, p.currency),
         coalesce(d.amount_minor, 0)
    FROM disputes d JOIN payments p ON p.id = d.payment_id WHERE d.status IS NOT NULL;

-- The sums of so many hours from a moment on, of one group and currency. A worker replaces all rows of a moment at once.
-- To add up integers takes a fraction of what it takes to add up bigints, which only the amounts need.
CREATE TABLE "figure_sums" (
  "by" text NOT NULL CHECK ("by" IN ('provider', 'gym_id', 'status')),
  "hours" integer NOT NULL CHECK ("hours" IN (1, 6, 24)),
  "start" timestamptz(3) NOT NULL,
  "group" text COLLATE "C",
  "currency" text COLLATE "C" NOT NULL,
  "opened" integer NOT NULL,
  "opened_minor" bigint NOT NULL,
  -- Of the opened payments, how many have succeeded by now.
  "won" integer NOT NULL,
  "succeeded" integer NOT NULL,
  "succeeded_minor" bigint NOT NULL,
  "failed" integer NOT NULL,
  "failed_minor" bigint NOT NULL,
  "refunded" integer NOT NULL,
  "refunded_minor" bigint NOT NULL,
  "disputed" integer NOT NULL,
  "disputed_minor" bigint NOT NULL
);
CREATE INDEX "figure_sums_by_hours_start_idx" ON "figure_sums" ("by", "hours", "start");

-- What may have changed since the sums were made: all that happened to a payment, or what happened at a moment. Commits only
-- add to it, without an index, and the worker takes it away.
CREATE TABLE "figure_changes" (
  "payment_id" uuid,
  "at" timestamptz(3),
  CONSTRAINT "figure_changes_one" CHECK (num_nonnulls("payment_id", "at") = 1)
);

-- The hours whose sums are missing or out of date: they are counted when figures are read.
CREATE TABLE "figure_hours" ("start" timestamptz(3) PRIMARY KEY);

-- One row. Each round of a worker raises it and compares it, so that of two at once the second does nothing.
CREATE TABLE "figure_rounds" ("id" boolean PRIMARY KEY DEFAULT true CHECK ("id"), "round" bigint NOT NULL DEFAULT 0);
INSERT INTO "figure_rounds" DEFAULT VALUES;

-- Triggers, so that no writer forgets one, COPY included. They decide nothing: a change too many costs a count.
CREATE FUNCTION figure_changed_when_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_changes (at) VALUES (NEW.created_at);
  RETURN NULL;
END $$;

CREATE FUNCTION figure_changed_when_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_changes (at) VALUES (NEW.recorded_at);
  RETURN NULL;
END $$;

-- Whatever happened to a payment is grouped by its present status.
CREATE FUNCTION figure_changed_of_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_changes (payment_id) VALUES (NEW.payment_id);
  RETURN NULL;
END $$;

CREATE FUNCTION figure_changed_when_refunded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO figure_changes (at) VALUES (NEW.updated_at);
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO figure_changes (at) VALUES (OLD.updated_at);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER payments_change_figures AFTER INSERT ON payments FOR EACH ROW
EXECUTE FUNCTION figure_changed_when_made();

CREATE TRIGGER payment_transitions_change_figures AFTER INSERT ON payment_transitions FOR EACH ROW
EXECUTE FUNCTION figure_changed_of_payment();

CREATE TRIGGER events_change_figures AFTER INSERT ON events FOR EACH ROW WHEN (NEW.type = 'payment.failed')
EXECUTE FUNCTION figure_changed_when_recorded();

CREATE TRIGGER refunds_made_change_figures AFTER INSERT ON refunds FOR EACH ROW WHEN (NEW.status = 'succeeded')
EXECUTE FUNCTION figure_changed_when_refunded();

CREATE TRIGGER refunds_change_figures AFTER UPDATE OF status, updated_at ON refunds FOR EACH ROW
WHEN ('succeeded' IN (OLD.status, NEW.status)
  AND (OLD.status, OLD.updated_at) IS DISTINCT FROM (NEW.status, NEW.updated_at))
EXECUTE FUNCTION figure_changed_when_refunded();

CREATE TRIGGER disputes_made_change_figures AFTER INSERT ON disputes FOR EACH ROW WHEN (NEW.status IS NOT NULL)
EXECUTE FUNCTION figure_changed_when_made();

CREATE TRIGGER disputes_change_figures AFTER UPDATE OF status, amount_minor, currency ON disputes FOR EACH ROW
WHEN (NEW.status IS NOT NULL AND (OLD.status IS NULL OR (OLD.amount_minor, OLD.currency)
   IS DISTINCT FROM (NEW.amount_minor, NEW.currency)))
EXECUTE FUNCTION figure_changed_when_made();
