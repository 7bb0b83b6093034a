-- The tables, with what must hold of a single row. schema.prisma says in words what each is for.
-- Money is bigint in minor units, time is timestamptz in milliseconds, words are text with a CHECK: a new
-- word is then one line in a migration, where an enum type would need a transaction of its own.

CREATE TABLE "orders" (
  "id" uuid PRIMARY KEY,
  "user_id" text NOT NULL,
  "amount_minor" bigint NOT NULL CHECK ("amount_minor" BETWEEN 0 AND 999999999999),
  "currency" text NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "customer_email" text,
  "description" text,
  "provider" text NOT NULL,
  "capture_method" text NOT NULL CHECK ("capture_method" IN ('automatic', 'manual')),
  "return_url" text,
  "status" text NOT NULL CHECK ("status" IN ('pending', 'paid', 'cancelled')),
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
  "currency" text NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "return_url" text,
  "statement_descriptor" text,
  "signature" text NOT NULL CHECK ("signature" IN ('required', 'advisory')),
  "account_id" uuid,
  "needs_reconnect" boolean NOT NULL DEFAULT false,
  "version" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

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
  "amount_minor" bigint NOT NULL CHECK ("amount_minor" BETWEEN 0 AND 999999999999),
  "currency" text NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "title" text NOT NULL,
  "customer_email" text,
  "capture_method" text NOT NULL CHECK ("capture_method" IN ('automatic', 'manual')),
  "return_url" text,
  "statement_descriptor" text,
  "expires_at" timestamptz(3) NOT NULL,
  "status" text NOT NULL DEFAULT 'pending'
    CHECK ("status" IN ('pending', 'processing', 'failed', 'cancelled', 'succeeded')),
  "status_at" timestamptz(3),
  "transitions" integer NOT NULL DEFAULT 0 CHECK ("transitions" >= 0),
  "parent_id" text,
  "intent_id" text,
  "round" integer NOT NULL DEFAULT 1 CHECK ("round" >= 1),
  "unknown_calls" integer NOT NULL DEFAULT 0 CHECK ("unknown_calls" >= 0),
  "unknown_since" timestamptz(3),
  "claim_token" uuid,
  "claim_began_at" timestamptz(3),
  "claim_until" timestamptz(3),
  "version" integer NOT NULL DEFAULT 0,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "payments_one_purpose" CHECK (num_nonnulls("order_id", "gym_slug") = 1),
  CONSTRAINT "payments_claim" CHECK (num_nonnulls("claim_token", "claim_began_at", "claim_until") IN (0, 3)),
  CONSTRAINT "payments_unknown" CHECK (("unknown_calls" = 0) = ("unknown_since" IS NULL)),
  -- Once there is a parent, nobody may be calling for one, and nothing about it is unknown.
  CONSTRAINT "payments_parent_ends_claims"
    CHECK ("parent_id" IS NULL OR num_nonnulls("claim_token", "unknown_since") = 0),
  CONSTRAINT "payments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id"),
  CONSTRAINT "payments_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug"),
  CONSTRAINT "payments_account_id_provider_fkey"
    FOREIGN KEY ("account_id", "provider") REFERENCES "accounts" ("id", "provider")
);
-- One order, one open payment. The statuses are those that domain/fact.ts calls open.
CREATE UNIQUE INDEX "payments_one_open_per_order" ON "payments" ("order_id")
  WHERE "status" IN ('pending', 'processing', 'failed');
CREATE UNIQUE INDEX "payments_account_id_parent_id_key" ON "payments" ("account_id", "parent_id");
CREATE UNIQUE INDEX "payments_account_id_intent_id_key" ON "payments" ("account_id", "intent_id");
CREATE INDEX "payments_order_id_idx" ON "payments" ("order_id");
-- Lists are newest first: each begins where the last page ended, and reads no further than its own.
CREATE INDEX "payments_created_at_id_idx" ON "payments" ("created_at", "id");
CREATE INDEX "payments_user_id_created_at_id_idx" ON "payments" ("user_id", "created_at", "id");
CREATE INDEX "payments_gym_slug_created_at_id_idx" ON "payments" ("gym_slug", "created_at", "id");
CREATE INDEX "payments_status_created_at_id_idx" ON "payments" ("status", "created_at", "id");

ALTER TABLE "orders" ADD CONSTRAINT "orders_paid_by_fkey" FOREIGN KEY ("paid_by") REFERENCES "payments" ("id");

CREATE TABLE "payment_transitions" (
  "payment_id" uuid NOT NULL,
  "seq" integer NOT NULL CHECK ("seq" >= 1),
  "from_status" text NOT NULL,
  "to_status" text NOT NULL CHECK ("to_status" IN ('pending', 'processing', 'failed', 'cancelled', 'succeeded')),
  "cause_kind" text NOT NULL CHECK ("cause_kind" IN ('webhook', 'sync', 'request', 'operator')),
  "cause_id" text NOT NULL,
  "occurred_at" timestamptz(3),
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("payment_id", "seq"),
  CONSTRAINT "payment_transitions_change" CHECK ("from_status" <> "to_status"),
  CONSTRAINT "payment_transitions_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);

CREATE TABLE "payment_attempts" (
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "payment_id" uuid NOT NULL,
  "status" text NOT NULL CHECK ("status" IN ('pending', 'processing', 'failed', 'cancelled', 'succeeded')),
  "status_at" timestamptz(3),
  "authorized_minor" bigint CHECK ("authorized_minor" >= 0),
  "currency" text CHECK ("currency" ~ '^[A-Z]{3}$'),
  "captured_minor" bigint NOT NULL CHECK ("captured_minor" >= 0),
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("account_id", "provider_payment_id"),
  CONSTRAINT "payment_attempts_money" CHECK (("authorized_minor" IS NULL) = ("currency" IS NULL)),
  CONSTRAINT "payment_attempts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "payment_attempts_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "payment_attempts_payment_id_idx" ON "payment_attempts" ("payment_id");

CREATE TABLE "payment_anomalies" (
  -- What people call it by.
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "payment_id" uuid NOT NULL,
  "kind" text NOT NULL,
  "subject" text NOT NULL,
  "detail" jsonb NOT NULL,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "resolved_at" timestamptz(3),
  "resolved_by" text,
  "resolution" text,
  PRIMARY KEY ("payment_id", "kind", "subject"),
  CONSTRAINT "payment_anomalies_resolved" CHECK (num_nonnulls("resolved_at", "resolved_by", "resolution") IN (0, 3)),
  CONSTRAINT "payment_anomalies_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE UNIQUE INDEX "payment_anomalies_id_key" ON "payment_anomalies" ("id");

CREATE TABLE "deliveries" (
  "account_id" uuid NOT NULL,
  "key" text NOT NULL,
  "event_id" text NOT NULL,
  "event_type" text NOT NULL,
  "state" text NOT NULL CHECK ("state" IN ('waiting', 'ignored', 'processed')),
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
