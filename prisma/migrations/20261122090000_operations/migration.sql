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
