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

-- The claim of a locked refund → {token, round, unknown}; null when somebody holds it, or nobody has to call. As `take_claim`.
CREATE FUNCTION take_refund_claim(r refunds, lease_ms integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
BEGIN
  IF r.provider_refund_id IS NOT NULL OR r.status <> 'pending' OR r.claim_until > now_at THEN RETURN NULL; END IF;
  UPDATE refunds
     SET claim_token = gen_random_uuid(), claim_began_at = now_at,
         claim_until = now_at + lease_ms * interval '1 millisecond',
         unknown_calls = unknown_calls + (claim_token IS NOT NULL)::integer,
         unknown_since = coalesce(claim_began_at, unknown_since)
   WHERE id = r.id RETURNING * INTO r;
  RETURN claim_of(r.claim_token, r.round, r.claim_began_at, r.unknown_calls, r.unknown_since);
END $$;

-- The attempts that a refund may be of, and what is left of each: the one that is named; else all in the currency of the
-- first. Unless an amount is named it is of those that count: the attempt that pays alone, or else all of them.
CREATE FUNCTION refundable_attempts(p payments, named text) RETURNS TABLE (place bigint, account_id uuid,
  provider_payment_id text, currency text, left_minor bigint, counts boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT placed.place, placed.account_id, placed.provider_payment_id, placed.currency, placed.left_minor,
         placed.place = 1 OR NOT placed.is_paid_alone
    FROM (SELECT row_number() OVER in_order AS place, first_value(a.currency) OVER in_order AS first_currency,
                 bool_or(pays(p, a)) OVER () AS is_paid_alone, a.account_id, a.provider_payment_id, a.currency,
                 greatest(refundable(a.account_id, a.provider_payment_id), 0) AS left_minor
            FROM payment_attempts a
           WHERE a.payment_id = p.id AND a.captured_minor > 0 AND (named IS NULL OR a.provider_payment_id = named)
          WINDOW in_order AS (
            ORDER BY NOT pays(p, a),
                     EXISTS (SELECT FROM payment_anomalies o
                              WHERE (o.payment_id, o.kind, o.subject) = (p.id, 'paid_twice', a.provider_payment_id)),
                     a.created_at, a.provider_payment_id)) AS placed
   WHERE placed.currency = placed.first_currency;
END $$;

-- Commits a refund of a locked payment, in parts where it is more than any one attempt has left: the first has the id that
-- was chosen, and the others refer to it → why that isn't possible, or null.
CREATE FUNCTION open_parts(p payments, wanted refunds) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  found_out record;
  one record;
  rest bigint;
  part refunds := wanted;
BEGIN
  SELECT count(*) AS attempts, coalesce(sum(left_minor), 0) AS all_left,
         coalesce(sum(left_minor) FILTER (WHERE counts), 0) AS counting_left
    INTO found_out FROM refundable_attempts(p, wanted.provider_payment_id);
  IF found_out.attempts = 0 THEN
    RETURN CASE WHEN wanted.provider_payment_id IS NULL THEN 'Nothing was captured'
                ELSE 'Nothing was captured by this provider_payment_id of the payment' END;
  END IF;
  rest := coalesce(wanted.amount_minor, found_out.counting_left);
  IF rest NOT BETWEEN 1 AND found_out.all_left THEN
    RETURN 'At most ' || CASE WHEN wanted.amount_minor IS NULL THEN found_out.counting_left ELSE found_out.all_left END
           || ' can be refunded, in minor units';
  END IF;
  FOR one IN
    -- The whole of it by one attempt, where one can; those that count come first.
    SELECT * FROM refundable_attempts(p, wanted.provider_payment_id)
     WHERE left_minor > 0 ORDER BY NOT counts, left_minor < rest, place
  LOOP
    EXIT WHEN rest = 0;
    part.amount_minor := least(rest, one.left_minor);
    INSERT INTO refunds (id, payment_id, part_of, account_id, provider_payment_id, amount_minor, currency, reason,
                         requested_by, created_at, updated_at)
    VALUES (part.id, p.id, part.part_of, one.account_id, one.provider_payment_id, part.amount_minor, one.currency,
            wanted.reason, wanted.requested_by, clock_timestamp(), clock_timestamp());
    PERFORM remember_check('refund', part.id::text);
    rest := rest - part.amount_minor;
    part.part_of := wanted.id;
    part.id := gen_random_uuid();
  END LOOP;
  RETURN NULL;
END $$;

-- {id, payment_id, provider_payment_id, amount_minor, reason, requested_by, lease_ms} → {parts: [{refund, claim}]}, the one
-- of the id first. Without an amount it is all that is left. An id that is there already is that refund. The payment is
-- locked, so refunds of one payment come one after the other.
CREATE FUNCTION open_refund(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted refunds := jsonb_populate_record(NULL::refunds, arg);
  p payments;
  because text;
  r refunds;
  parts jsonb := '[]';
BEGIN
  SELECT * INTO p FROM payments WHERE id = wanted.payment_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'payment_not_found'); END IF;
  IF NOT EXISTS (SELECT FROM refunds WHERE id = wanted.id AND payment_id = p.id) THEN
    because := open_parts(p, wanted);
    IF because IS NOT NULL THEN RETURN conflict(because); END IF;
  END IF;
  FOR r IN
    SELECT * FROM refunds WHERE payment_id = p.id AND (id = wanted.id OR part_of = wanted.id)
     ORDER BY part_of NULLS FIRST, created_at, id FOR NO KEY UPDATE
  LOOP
    parts := parts
      || jsonb_build_object('refund', to_jsonb(r), 'claim', take_refund_claim(r, (arg ->> 'lease_ms')::integer));
  END LOOP;
  RETURN jsonb_build_object('parts', parts);
END $$;

-- {id, lease_ms} → {refund, claim}
CREATE FUNCTION claim_refund(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  r refunds;
BEGIN
  SELECT * INTO r FROM refunds WHERE id = (arg ->> 'id')::uuid FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN conflict('There is no such refund'); END IF;
  RETURN jsonb_build_object('refund', to_jsonb(r), 'claim', take_refund_claim(r, (arg ->> 'lease_ms')::integer));
END $$;

-- {id, token, end} → {}. As `end_opening`; `failed` also ends the refund: its part of the money is free again.
CREATE FUNCTION end_refund(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  UPDATE refunds
     SET claim_token = NULL, claim_began_at = NULL, claim_until = NULL,
         round = round + (arg ->> 'end' = 'refused')::integer,
         status = CASE arg ->> 'end' WHEN 'failed' THEN 'failed' ELSE status END,
         updated_at = CASE arg ->> 'end' WHEN 'failed' THEN clock_timestamp() ELSE updated_at END,
         unknown_calls = CASE arg ->> 'end'
           WHEN 'unchanged' THEN unknown_calls WHEN 'unknown' THEN unknown_calls + 1 ELSE 0 END,
         unknown_since = CASE arg ->> 'end'
           WHEN 'unchanged' THEN unknown_since WHEN 'unknown' THEN claim_began_at ELSE NULL END
   WHERE id = (arg ->> 'id')::uuid AND claim_token = (arg ->> 'token')::uuid;
  SELECT '{}'::jsonb
$$;

-- What is told of a refund otherwise than it was asked for. The row keeps what it was made with.
CREATE FUNCTION refund_mismatch(r refunds, said refunds) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN r.provider_payment_id <> said.provider_payment_id THEN anomaly('reference_mismatch', said.provider_refund_id,
      jsonb_build_object('expected', r.provider_payment_id, 'found', said.provider_payment_id))
    WHEN r.currency <> said.currency THEN anomaly('currency_mismatch', said.provider_refund_id,
      jsonb_build_object('expected', r.currency, 'found', said.currency))
    WHEN r.amount_minor <> said.amount_minor THEN anomaly('amount_mismatch', said.provider_refund_id,
      jsonb_build_object('expected', r.amount_minor, 'found', said.amount_minor))
    ELSE '[]' END
$$;

-- Joins what a provider tells of a refund with what was known of it → anomalies. It is the row that has the
-- provider's id; else one of ours that has none yet: the one that it refers to, whatever amount it tells, or, where
-- providers carry no reference, the oldest of its amount; else it was made at the provider. The payment is locked.
CREATE FUNCTION keep_refund(p payments, told jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  said refunds := jsonb_populate_record(NULL::refunds, told);
  r refunds;
  found_out jsonb;
BEGIN
  SELECT * INTO r FROM refunds
   WHERE account_id = p.account_id AND provider_refund_id = said.provider_refund_id FOR NO KEY UPDATE;
  IF (FOUND AND r.payment_id <> p.id) OR EXISTS (
       SELECT FROM payment_attempts
        WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id AND payment_id <> p.id)
  THEN RETURN anomaly('reference_mismatch', said.provider_refund_id); END IF;
  IF r.id IS NULL THEN
    SELECT * INTO r FROM refunds
     WHERE payment_id = p.id AND provider_refund_id IS NULL AND status = 'pending'
       AND (id::text = told ->> 'reference'
            OR ((told ->> 'is_anonymous')::boolean
                AND (provider_payment_id, amount_minor, currency)
                  = (said.provider_payment_id, said.amount_minor, said.currency)))
     ORDER BY id::text = told ->> 'reference' DESC, created_at, id LIMIT 1 FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      -- Without an amount there is nothing to keep: `judge` has told of it.
      IF said.amount_minor IS NULL THEN RETURN '[]'; END IF;
      INSERT INTO refunds (id, payment_id, account_id, provider_payment_id, amount_minor, currency, reason, status,
                           provider_refund_id, created_at, updated_at)
      VALUES (gen_random_uuid(), p.id, p.account_id, said.provider_payment_id, said.amount_minor, said.currency,
              said.reason, said.status, said.provider_refund_id, clock_timestamp(), clock_timestamp())
      RETURNING * INTO r;
      -- No notification may report its end.
      IF r.status = 'pending' THEN PERFORM remember_check('refund', r.id::text); END IF;
      RETURN '[]';
    END IF;
    -- While its only call is under way, what comes up is most likely what that call made. Later nobody knows.
    IF r.id::text IS DISTINCT FROM told ->> 'reference'
       AND (r.unknown_calls > 0 OR r.claim_until IS NULL OR r.claim_until <= clock_timestamp()) THEN
      found_out := anomaly('reference_mismatch', said.provider_refund_id,
                           jsonb_build_object('expected', r.id, 'found', NULL));
    END IF;
  END IF;
  IF refund_rank(said.status) > refund_rank(r.status) OR r.provider_refund_id IS NULL THEN
    UPDATE refunds
       SET provider_refund_id = said.provider_refund_id, updated_at = clock_timestamp(),
           status = CASE WHEN refund_rank(said.status) > refund_rank(status) THEN said.status ELSE status END,
           claim_token = NULL, claim_began_at = NULL, claim_until = NULL, unknown_calls = 0, unknown_since = NULL
     WHERE id = r.id;
  END IF;
  RETURN coalesce(found_out, refund_mismatch(r, said));
END $$;
