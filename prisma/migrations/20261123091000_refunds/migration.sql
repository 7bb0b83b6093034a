-- Money that goes back. A refund that we are asked for is committed before its provider is called, and holds its
-- part of what was captured until it has failed; one that was made at the provider itself is told to us.

CREATE TABLE "refunds" (
  "id" uuid PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  -- The refund that was asked for, of which this goes back through another attempt.
  "part_of" uuid,
  "account_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" bigint NOT NULL CHECK ("amount_minor" BETWEEN 0 AND 999999999999),
  "currency" text NOT NULL CHECK ("currency" ~ '^[A-Z]{3}$'),
  "reason" text,
  "requested_by" text,
  "status" text NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'succeeded', 'failed')),
  "provider_refund_id" text,
  "round" integer NOT NULL DEFAULT 1 CHECK ("round" >= 1),
  "unknown_calls" integer NOT NULL DEFAULT 0 CHECK ("unknown_calls" >= 0),
  "unknown_since" timestamptz(3),
  "claim_token" uuid,
  "claim_began_at" timestamptz(3),
  "claim_until" timestamptz(3),
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "refunds_claim" CHECK (num_nonnulls("claim_token", "claim_began_at", "claim_until") IN (0, 3)),
  CONSTRAINT "refunds_unknown" CHECK (("unknown_calls" = 0) = ("unknown_since" IS NULL)),
  CONSTRAINT "refunds_asked_for_or_told" CHECK (num_nonnulls("requested_by", "provider_refund_id") > 0),
  CONSTRAINT "refunds_succeed_at_the_provider" CHECK ("status" <> 'succeeded' OR "provider_refund_id" IS NOT NULL),
  -- Once the provider has it, or it is over, nobody may be calling for it, and nothing about it is unknown.
  CONSTRAINT "refunds_end_claims" CHECK (("provider_refund_id" IS NULL AND "status" = 'pending')
                                         OR num_nonnulls("claim_token", "unknown_since") = 0),
  CONSTRAINT "refunds_part_of_fkey" FOREIGN KEY ("part_of") REFERENCES "refunds" ("id"),
  CONSTRAINT "refunds_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id"),
  CONSTRAINT "refunds_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id")
);
CREATE UNIQUE INDEX "refunds_account_id_provider_refund_id_key" ON "refunds" ("account_id", "provider_refund_id");
CREATE INDEX "refunds_payment_id_created_at_id_idx" ON "refunds" ("payment_id", "created_at", "id");

CREATE TRIGGER refunds_birth_is_fixed BEFORE UPDATE ON refunds FOR EACH ROW
WHEN ((OLD.id, OLD.payment_id, OLD.part_of, OLD.account_id, OLD.provider_payment_id, OLD.amount_minor, OLD.currency,
       OLD.reason, OLD.requested_by, OLD.created_at)
   IS DISTINCT FROM
      (NEW.id, NEW.payment_id, NEW.part_of, NEW.account_id, NEW.provider_payment_id, NEW.amount_minor, NEW.currency, NEW.reason,
       NEW.requested_by, NEW.created_at))
EXECUTE FUNCTION refuse_change('what a refund was made with never changes');

CREATE TRIGGER refunds_ids_are_written_once BEFORE UPDATE ON refunds FOR EACH ROW
WHEN (OLD.provider_refund_id IS NOT NULL AND OLD.provider_refund_id IS DISTINCT FROM NEW.provider_refund_id)
EXECUTE FUNCTION refuse_change('provider ids are written once');

-- Exactly domain/refund.ts `joinRefundStatus`.
CREATE FUNCTION refund_rank(status text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_position(ARRAY['pending', 'succeeded', 'failed'], status)
$$;

CREATE TRIGGER refunds_status_only_grows BEFORE UPDATE ON refunds FOR EACH ROW
WHEN (refund_rank(NEW.status) < refund_rank(OLD.status))
EXECUTE FUNCTION refuse_change('a refund never goes back to what it was');

CREATE TRIGGER refunds_are_kept BEFORE DELETE ON refunds FOR EACH ROW
EXECUTE FUNCTION refuse_change('refunds are never deleted');

-- What of a provider payment has not gone back, and is not on its way.
CREATE FUNCTION refundable(of_account uuid, of_provider_payment text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT captured_minor FROM payment_attempts
                    WHERE account_id = of_account AND provider_payment_id = of_provider_payment), 0)
       - coalesce((SELECT sum(amount_minor)::bigint FROM refunds
                    WHERE account_id = of_account AND provider_payment_id = of_provider_payment AND status <> 'failed'), 0)
$$;

-- Whoever inserts: two at once come one after the other here, and the second sees what the first has left.
CREATE FUNCTION refuse_refund_beyond_capture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM payment_attempts
    WHERE account_id = NEW.account_id AND provider_payment_id = NEW.provider_payment_id FOR UPDATE;
  IF NEW.amount_minor > refundable(NEW.account_id, NEW.provider_payment_id) THEN
    RAISE EXCEPTION 'refunds: more would go back than was captured' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- What a provider tells has happened already; it is recorded whatever it adds up to.
CREATE TRIGGER refunds_stay_within_captured BEFORE INSERT ON refunds FOR EACH ROW
WHEN (NEW.requested_by IS NOT NULL)
EXECUTE FUNCTION refuse_refund_beyond_capture();

