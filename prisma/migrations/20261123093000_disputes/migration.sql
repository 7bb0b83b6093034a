-- Customers who say that a payment was not right, as providers tell of it. Nothing is decided here: it is for people.

CREATE TABLE "disputes" (
  "account_id" uuid NOT NULL,
  "provider_dispute_id" text NOT NULL,
  "payment_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" bigint CHECK ("amount_minor" BETWEEN 0 AND 999999999999),
  "currency" text CHECK ("currency" ~ '^[A-Z]{3}$'),
  "reason" text,
  "status" text NOT NULL CHECK ("status" IN ('open', 'won', 'lost')),
  "status_at" timestamptz(3) NOT NULL,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("account_id", "provider_dispute_id"),
  CONSTRAINT "disputes_money" CHECK (("amount_minor" IS NULL) = ("currency" IS NULL)),
  CONSTRAINT "disputes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "disputes_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "disputes_payment_id_idx" ON "disputes" ("payment_id");

CREATE TRIGGER disputes_are_fixed BEFORE UPDATE ON disputes FOR EACH ROW
WHEN ((OLD.account_id, OLD.provider_dispute_id, OLD.payment_id, OLD.provider_payment_id, OLD.created_at)
   IS DISTINCT FROM
      (NEW.account_id, NEW.provider_dispute_id, NEW.payment_id, NEW.provider_payment_id, NEW.created_at)
   OR NEW.status_at < OLD.status_at)
EXECUTE FUNCTION refuse_change('a dispute is about one payment, and never goes back in time');

CREATE TRIGGER disputes_are_kept BEFORE DELETE ON disputes FOR EACH ROW
EXECUTE FUNCTION refuse_change('disputes are never deleted');

-- Joins what a provider tells of a dispute with what was known of it → anomalies. The later word counts, and the further
-- one at the same moment: exactly domain/dispute.ts `joinDispute`. The payment is locked.
CREATE FUNCTION keep_dispute(p payments, told jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  said disputes := jsonb_populate_record(NULL::disputes, told);
  words text[] := ARRAY['open', 'won', 'lost'];
  d disputes;
BEGIN
  SELECT * INTO d FROM disputes
   WHERE account_id = p.account_id AND provider_dispute_id = said.provider_dispute_id FOR NO KEY UPDATE;
  IF (FOUND AND d.payment_id <> p.id) OR EXISTS (
       SELECT FROM payment_attempts
        WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id AND payment_id <> p.id)
  THEN RETURN anomaly('reference_mismatch', said.provider_dispute_id); END IF;
  IF d.payment_id IS NULL AND NOT (told ->> 'is_only_an_end')::boolean THEN
    INSERT INTO disputes (account_id, provider_dispute_id, payment_id, provider_payment_id, amount_minor, currency, reason,
                          status, status_at, created_at)
    VALUES (p.account_id, said.provider_dispute_id, p.id, said.provider_payment_id, said.amount_minor, said.currency,
            said.reason, said.status, said.status_at, clock_timestamp());
  ELSIF (said.status_at, array_position(words, said.status)) > (d.status_at, array_position(words, d.status))
    -- Once it has ended, that no dispute is open any more is no news.
    AND NOT ((told ->> 'is_only_an_end')::boolean AND d.status <> 'open') THEN
    UPDATE disputes
       SET status = said.status, status_at = said.status_at, reason = coalesce(said.reason, reason),
           amount_minor = coalesce(said.amount_minor, amount_minor), currency = coalesce(said.currency, currency)
     WHERE account_id = p.account_id AND provider_dispute_id = said.provider_dispute_id;
  END IF;
  RETURN '[]';
END $$;
