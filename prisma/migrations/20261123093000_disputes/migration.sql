-- Customers who say that a payment was not right, as providers tell of it. Nothing is decided here: it is for people.

-- All that counts of what was told of one, in whatever order: the greatest word about it, and when it was last said that
-- none is open. Until there is such a word nobody disputes anything, as far as is known, and the row is shown to nobody.
CREATE TABLE "disputes" (
  "account_id" uuid NOT NULL,
  "provider_dispute_id" text NOT NULL,
  "payment_id" uuid NOT NULL,
  "provider_payment_id" text NOT NULL,
  "amount_minor" bigint CHECK ("amount_minor" BETWEEN 0 AND 999999999999),
  "currency" text CHECK ("currency" ~ '^[A-Z]{3}$'),
  "reason" text,
  "status" text CHECK ("status" IN ('open', 'won', 'lost')),
  "status_at" timestamptz(3),
  "over_won_at" timestamptz(3),
  "over_lost_at" timestamptz(3),
  "created_at" timestamptz(3),
  PRIMARY KEY ("account_id", "provider_dispute_id"),
  CONSTRAINT "disputes_word" CHECK (num_nonnulls("status", "status_at", "created_at") IN (0, 3)),
  CONSTRAINT "disputes_money" CHECK (("amount_minor" IS NULL) = ("currency" IS NULL)),
  CONSTRAINT "disputes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"),
  CONSTRAINT "disputes_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "disputes_payment_id_idx" ON "disputes" ("payment_id");

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

-- Whether the word of one is greater than the other's. Exactly domain/dispute.ts `compareWords`.
CREATE FUNCTION dispute_exceeds(a disputes, b disputes) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  words text[] := ARRAY['open', 'won', 'lost'];
BEGIN
  RETURN a.status IS NOT NULL AND (b.status IS NULL OR
    (a.status_at, array_position(words, a.status), coalesce(a.amount_minor, -1),
     coalesce(a.currency, '') COLLATE "C", coalesce(a.reason, '') COLLATE "C") >
    (b.status_at, array_position(words, b.status), coalesce(b.amount_minor, -1),
     coalesce(b.currency, '') COLLATE "C", coalesce(b.reason, '') COLLATE "C"));
END $$;

-- What two rows know of one dispute. Exactly domain/dispute.ts `joinDisputes`.
CREATE FUNCTION join_disputes(a disputes, b disputes) RETURNS disputes LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  j disputes := a;
BEGIN
  IF dispute_exceeds(b, a) THEN j := b; END IF;
  j.over_won_at := greatest(a.over_won_at, b.over_won_at);
  j.over_lost_at := greatest(a.over_lost_at, b.over_lost_at);
  RETURN j;
END $$;

-- How a dispute stands; nulls while there is none. Exactly domain/dispute.ts `outcomeOf`.
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

-- Joins what a provider tells of a dispute with what was known of it → anomalies. The payment is locked.
CREATE FUNCTION keep_dispute(p payments, told jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  said disputes := jsonb_populate_record(NULL::disputes, told);
  known disputes;
BEGIN
  SELECT * INTO known FROM disputes
   WHERE account_id = p.account_id AND provider_dispute_id = said.provider_dispute_id FOR NO KEY UPDATE;
  IF known.payment_id <> p.id OR EXISTS (
       SELECT FROM payment_attempts
        WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id AND payment_id <> p.id)
  THEN RETURN anomaly('reference_mismatch', said.provider_dispute_id); END IF;
  said.account_id := p.account_id;
  said.payment_id := p.id;
  said.created_at := CASE WHEN said.status IS NOT NULL THEN clock_timestamp() END;
  IF known.payment_id IS NULL THEN
    INSERT INTO disputes SELECT said.*;
  ELSE
    said := join_disputes(known, said);
    UPDATE disputes
       SET status = said.status, status_at = said.status_at, amount_minor = said.amount_minor, currency = said.currency,
           reason = said.reason, over_won_at = said.over_won_at, over_lost_at = said.over_lost_at,
           created_at = coalesce(created_at, said.created_at)
     WHERE account_id = p.account_id AND provider_dispute_id = said.provider_dispute_id AND said IS DISTINCT FROM known;
  END IF;
  IF (dispute_outcome(said)).status = 'open' THEN PERFORM remember_check('dispute', p.id::text); END IF;
  RETURN '[]';
END $$;
