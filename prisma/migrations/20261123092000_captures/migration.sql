-- Money that a customer has agreed to and that is taken later. What was asked for is committed before the provider is
-- called. A provider captures an authorization once, so nobody has to hold a claim: a second call changes nothing.

CREATE TABLE "captures" (
  "id" uuid PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" bigint NOT NULL CHECK ("amount_minor" BETWEEN 1 AND 999999999999),
  "currency" text NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "requested_by" text NOT NULL,
  "status" text NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'succeeded', 'failed')),
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "captures_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id"),
  CONSTRAINT "captures_account_id_provider_payment_id_fkey" FOREIGN KEY ("account_id", "provider_payment_id")
    REFERENCES "payment_attempts" ("account_id", "provider_payment_id")
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

