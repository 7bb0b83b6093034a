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

-- {id, payment_id, amount_minor, requested_by} → {capture}. Without an amount it is all that was authorized. While one
-- is going on, the same amount again is that one; another amount is refused. Once it was captured elsewhere, just what was
-- captured can still be asked for: somebody answers for it.
CREATE FUNCTION open_capture(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted captures := jsonb_populate_record(NULL::captures, arg);
  p payments;
  held payment_attempts;
  c captures;
BEGIN
  SELECT * INTO p FROM payments WHERE id = wanted.payment_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'payment_not_found'); END IF;
  SELECT * INTO held FROM payment_attempts
   WHERE payment_id = p.id AND (authorized_minor, currency) = (p.amount_minor, p.currency)
     AND (status, captured_minor) IN (('processing', 0), ('succeeded', wanted.amount_minor))
   ORDER BY created_at DESC, provider_payment_id LIMIT 1;
  IF p.status IN ('cancelled', 'succeeded') THEN RETURN conflict('The payment is ' || p.status); END IF;
  IF p.capture_method <> 'manual' THEN RETURN conflict('The payment is captured automatically'); END IF;
  IF held.account_id IS NULL THEN RETURN conflict('The payment has no authorization to capture'); END IF;
  wanted.amount_minor := coalesce(wanted.amount_minor, held.authorized_minor);
  -- This very one first: when it was refused, it stays so.
  SELECT * INTO c FROM captures WHERE payment_id = p.id AND (id = wanted.id OR status <> 'failed')
   ORDER BY id = wanted.id DESC LIMIT 1;
  IF NOT FOUND AND wanted.amount_minor <= held.authorized_minor THEN
    INSERT INTO captures (id, payment_id, account_id, provider_payment_id, amount_minor, currency, requested_by,
                          created_at, updated_at)
    VALUES (wanted.id, p.id, held.account_id, held.provider_payment_id, wanted.amount_minor, held.currency,
            wanted.requested_by, clock_timestamp(), clock_timestamp())
    RETURNING * INTO c;
  END IF;
  IF c.id IS NULL THEN
    RETURN conflict('At most ' || held.authorized_minor || ' can be captured, in minor units');
  END IF;
  IF (c.status, c.amount_minor) <> ('pending', wanted.amount_minor) THEN
    RETURN conflict('A capture of ' || c.amount_minor || ' in minor units was asked for before');
  END IF;
  PERFORM remember_check('capture', c.id::text);
  RETURN jsonb_build_object('capture', to_jsonb(c));
END $$;

-- A payment's end is the end of what was asked of it.
CREATE FUNCTION end_captures(p payments) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE captures
     SET status = CASE p.status WHEN 'succeeded' THEN 'succeeded' ELSE 'failed' END, updated_at = clock_timestamp()
   WHERE payment_id = p.id AND status = 'pending' AND p.status IN ('succeeded', 'cancelled');
END $$;
