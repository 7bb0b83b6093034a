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

