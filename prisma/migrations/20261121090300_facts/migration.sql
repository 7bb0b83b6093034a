-- What a provider said becomes what we know: one call, one statement, one commit. What reads or writes tables here is
-- plpgsql, which keeps its plans: a function in plain SQL would be planned anew at each call (a fifth of all the time).

CREATE FUNCTION anomaly(kind text, subject text, detail jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('kind', kind, 'subject', subject, 'detail', detail)
$$;

-- Keeps what should not have happened, and answers what was new of it: the same subject again adds nothing.
CREATE FUNCTION keep_anomalies(for_payment uuid, anomalies jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  new_ones jsonb;
BEGIN
  IF anomalies = '[]' THEN RETURN '[]'; END IF;
  WITH kept AS (
    INSERT INTO payment_anomalies (payment_id, kind, subject, detail, recorded_at)
    SELECT for_payment, one ->> 'kind', one ->> 'subject', one -> 'detail', clock_timestamp()
      FROM jsonb_array_elements(anomalies) AS one
    ON CONFLICT DO NOTHING RETURNING *)
  SELECT coalesce(jsonb_agg(anomaly(kind, subject, detail)), '[]') INTO new_ones FROM kept;
  RETURN new_ones;
END $$;

-- Keeps a raw delivery, as processed for a payment, or in another state for none. False when it was
-- settled before: processed is final, and ignored is final unless it is processed after all.
CREATE FUNCTION keep_delivery(d jsonb, body bytea, new_state text, for_payment uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  done_at timestamptz := CASE WHEN for_payment IS NOT NULL THEN clock_timestamp() END;
BEGIN
  INSERT INTO deliveries (account_id, key, event_id, event_type, state, body, headers, query, received_at,
                          recorded_at, processed_at, payment_id)
  VALUES ((d ->> 'account_id')::uuid, d ->> 'key', d ->> 'event_id', d ->> 'event_type', new_state,
          body, d -> 'headers', d -> 'query', (d ->> 'received_at')::timestamptz, clock_timestamp(), done_at,
          for_payment)
  ON CONFLICT (account_id, key) DO UPDATE
    SET state = excluded.state, processed_at = excluded.processed_at, payment_id = excluded.payment_id
    WHERE deliveries.state = 'waiting' OR (deliveries.state = 'ignored' AND excluded.state = 'processed');
  IF NOT FOUND THEN RETURN false; END IF;
  IF new_state = 'waiting' THEN PERFORM remember_check('delivery', (d ->> 'account_id') || '/' || (d ->> 'key')); END IF;
  RETURN true;
END $$;

-- Whether this attempt alone is the money that the payment asks for. As domain/judgement.ts `compareMoney`.
CREATE FUNCTION pays(p payments, a payment_attempts) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (a.authorized_minor, a.currency) IS NOT DISTINCT FROM (p.amount_minor, p.currency)
     AND (a.captured_minor = p.amount_minor
          OR EXISTS (SELECT FROM captures WHERE payment_id = p.id AND amount_minor = a.captured_minor));
END $$;

-- What each attempt that succeeded brings toward the payment's amount: a buyer may split a purchase over several. Money
-- that went back, or is disputed, before the payment was complete brings nothing; what happens to it later changes nothing.
CREATE FUNCTION parts_of(p payments) RETURNS TABLE (provider_payment_id text, part_minor bigint, pays_alone boolean,
  captured_minor bigint, back_minor bigint, status_at timestamptz, created_at timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  complete_since timestamptz := (
    SELECT t.recorded_at FROM payment_transitions t WHERE t.payment_id = p.id AND t.to_status = 'succeeded');
BEGIN
  RETURN QUERY
  SELECT a.provider_payment_id,
         CASE WHEN pays(p, a) THEN p.amount_minor
              WHEN (a.currency, a.captured_minor) = (p.currency, a.authorized_minor) AND a.captured_minor < p.amount_minor
              THEN greatest(a.captured_minor - CASE WHEN is_disputed THEN a.captured_minor ELSE back.before_complete END, 0)
              ELSE 0 END,
         pays(p, a), a.captured_minor, CASE WHEN is_disputed THEN a.captured_minor ELSE back.minor END,
         a.status_at, a.created_at
    FROM payment_attempts a
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(r.amount_minor), 0)::bigint AS minor,
            coalesce(sum(r.amount_minor) FILTER (WHERE complete_since IS NULL OR r.created_at <= complete_since), 0)::bigint
              AS before_complete
       FROM refunds r
      WHERE r.payment_id = p.id AND r.provider_payment_id = a.provider_payment_id AND r.status <> 'failed') AS back
   CROSS JOIN LATERAL (
     SELECT EXISTS (SELECT FROM disputes d
                     WHERE d.payment_id = p.id AND d.provider_payment_id = a.provider_payment_id
                       AND d.status IN ('open', 'lost') AND (complete_since IS NULL OR d.created_at <= complete_since))
         AS is_disputed) AS dispute
   WHERE a.payment_id = p.id AND a.status = 'succeeded';
END $$;

-- How much of each attempt's money is beyond the payment's amount and still there, once the amount has come. The attempt
-- that pays alone counts first, then those that were not called surplus before, in the order in which they came.
CREATE FUNCTION surplus_parts(p payments) RETURNS TABLE (provider_payment_id text, surplus_minor bigint, is_unused boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT used.provider_payment_id,
         CASE WHEN used.is_complete THEN greatest(used.captured_minor - used.kept - used.back_minor, 0) ELSE 0 END,
         -- Money of an unknown amount is surplus beside money that pays, as long as nothing is known to have gone back.
         used.is_complete AND used.kept = 0 AND used.back_minor = 0
    FROM (SELECT part.*, sum(part.part_minor) OVER () >= p.amount_minor AS is_complete,
                 CASE WHEN NOT part.pays_alone THEN least(part.part_minor, part.missing)
                      WHEN part.missing > 0 THEN part.captured_minor ELSE 0 END AS kept
            FROM (SELECT one.*, greatest(p.amount_minor - coalesce(sum(one.part_minor) OVER (
                           ORDER BY one.pays_alone DESC, one.was_surplus, one.created_at, one.status_at,
                                    one.provider_payment_id
                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0), 0)::bigint AS missing
                    FROM (SELECT each.*, EXISTS (
                            SELECT FROM payment_anomalies o
                             WHERE (o.payment_id, o.kind, o.subject) = (p.id, 'paid_twice', each.provider_payment_id)) AS was_surplus
                            FROM parts_of(p) AS each) AS one) AS part) AS used;
END $$;

-- Anomalies about money beyond the payment's amount. Most payments have one attempt that succeeded.
CREATE FUNCTION surplus_of(p payments) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF (SELECT count(*) FROM payment_attempts WHERE payment_id = p.id AND status = 'succeeded') < 2 THEN RETURN '[]'; END IF;
  RETURN (SELECT coalesce(jsonb_agg(anomaly('paid_twice', provider_payment_id)), '[]')
            FROM surplus_parts(p) WHERE surplus_minor > 0 OR is_unused);
END $$;

-- What the attempts of a payment that may be split say together, where one of them said `kind`: it has succeeded once
-- they come to its amount, whichever came first. While a part is there the rest may come, whatever else failed; when
-- it can't come any more (`over_at`), the payment is over.
CREATE FUNCTION weigh_parts(p payments, over_at timestamptz, INOUT kind text, INOUT at timestamptz) LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_out record;
BEGIN
  SELECT coalesce(sum(part_minor), 0) AS minor, coalesce(bool_or(pays_alone), false) AS is_paid_alone,
         max(status_at) AS last_at, min(status_at) FILTER (WHERE so_far >= p.amount_minor) AS complete_at
    INTO found_out
    FROM (SELECT part_minor, pays_alone, status_at,
                 sum(part_minor) OVER (ORDER BY status_at, provider_payment_id) AS so_far FROM parts_of(p)) AS parts;
  IF found_out.is_paid_alone THEN RETURN; END IF;
  IF found_out.minor >= p.amount_minor THEN
    kind := 'succeeded';
    at := found_out.complete_at;
  ELSIF over_at IS NOT NULL THEN
    kind := 'cancelled';
    at := over_at;
  ELSIF kind <> 'cancelled' AND found_out.minor > 0 THEN
    kind := 'processing';
    at := greatest(at, found_out.last_at, p.status_at) + (p.status <> 'processing')::integer * interval '1 millisecond';
  ELSIF kind = 'succeeded' THEN
    -- All that came went back: as an attempt that ended without money.
    kind := 'failed';
  END IF;
END $$;

-- Money of a purchase that was never complete and is over → anomalies.
CREATE FUNCTION incomplete_of(p payments) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(anomaly('paid_in_part', provider_payment_id,
                   jsonb_build_object('expected', p.amount_minor, 'found', part_minor))), '[]')
            FROM parts_of(p) WHERE part_minor > 0);
END $$;

-- Joins what is said of a provider payment with what was known of it. False when it belongs to another payment of ours:
-- then nothing is written.
CREATE FUNCTION keep_attempt(p payments, a jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  said payment_attempts := jsonb_populate_record(NULL::payment_attempts, a);
  known payment_attempts;
  said_fits boolean;
  known_fits boolean;
BEGIN
  -- More than was agreed to can't have been taken: it is told of as an anomaly, and counts nothing.
  IF said.captured_minor > said.authorized_minor THEN said.captured_minor := 0; END IF;
  INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, status_at, authorized_minor,
                                currency, captured_minor, created_at)
  VALUES (p.account_id, said.provider_payment_id, p.id, said.status, said.status_at, said.authorized_minor,
          said.currency, said.captured_minor, clock_timestamp())
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO known FROM payment_attempts
     WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id FOR NO KEY UPDATE;
    IF known.payment_id <> p.id THEN RETURN false; END IF;
    IF fact_exceeds(said.status, said.status_at, known.status, known.status_at) THEN
      UPDATE payment_attempts SET status = said.status, status_at = said.status_at
       WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id;
    END IF;
    -- What was agreed to doesn't change; it may only have been missing. Where it is told in two ways, an answer was
    -- wrong: the one that fits the payment counts, whichever came first.
    said_fits := (said.authorized_minor, said.currency) = (p.amount_minor, p.currency);
    known_fits := (known.authorized_minor, known.currency) = (p.amount_minor, p.currency);
    IF said_fits AND NOT known_fits THEN
      UPDATE payment_attempts
         SET captured_minor = said.captured_minor, authorized_minor = said.authorized_minor, currency = said.currency
       WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id;
    ELSIF said_fits IS NOT FALSE OR known_fits IS NOT TRUE THEN
      UPDATE payment_attempts
         SET captured_minor = greatest(captured_minor, said.captured_minor),
             authorized_minor = coalesce(authorized_minor, said.authorized_minor),
             currency = coalesce(currency, said.currency)
       WHERE account_id = p.account_id AND provider_payment_id = said.provider_payment_id
         AND (captured_minor < said.captured_minor OR (authorized_minor IS NULL AND said.authorized_minor IS NOT NULL));
    END IF;
  END IF;
  RETURN true;
END $$;

-- Keeps what is told beside an attempt: other tries, and what goes back of their money → anomalies.
CREATE FUNCTION keep_rest(p payments, others jsonb, reversals jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  anomalies jsonb := '[]';
  one jsonb;
BEGIN
  FOR one IN SELECT jsonb_array_elements(others) LOOP
    IF NOT keep_attempt(p, one) THEN
      anomalies := anomalies || anomaly('reference_mismatch', one ->> 'provider_payment_id');
    END IF;
  END LOOP;
  FOR one IN SELECT jsonb_array_elements(reversals) LOOP
    anomalies := anomalies || CASE one ->> 'kind' WHEN 'refund' THEN keep_refund(p, one) ELSE keep_dispute(p, one) END;
  END LOOP;
  RETURN anomalies;
END $$;

-- Gives a payment the provider's ids that it lacked, unless another payment has them: that is an anomaly.
-- Only in memory: the caller writes the payment.
CREATE FUNCTION keep_ids(INOUT p payments, said_parent text, said_intent text, OUT anomalies jsonb) LANGUAGE plpgsql AS $$
DECLARE
  owner uuid;
BEGIN
  anomalies := '[]';
  IF p.parent_id IS NULL AND said_parent IS NOT NULL THEN
    SELECT id INTO owner FROM payments WHERE account_id = p.account_id AND parent_id = said_parent;
    IF owner IS NULL THEN
      p.parent_id := said_parent;
      p.claim_token := NULL;
      p.claim_began_at := NULL;
      p.claim_until := NULL;
      p.unknown_calls := 0;
      p.unknown_since := NULL;
    ELSE
      anomalies := anomalies || anomaly('reference_mismatch', said_parent, jsonb_build_object('belongs_to', owner));
    END IF;
  END IF;
  -- The intent of a surplus parent is not this payment's.
  IF p.intent_id IS NULL AND said_intent IS NOT NULL AND coalesce(said_parent = p.parent_id, true) THEN
    SELECT id INTO owner FROM payments WHERE account_id = p.account_id AND intent_id = said_intent;
    IF owner IS NULL THEN
      p.intent_id := said_intent;
    ELSE
      anomalies := anomalies || anomaly('reference_mismatch', said_intent, jsonb_build_object('belongs_to', owner));
    END IF;
  END IF;
END $$;

-- A payment that has just succeeded marks its order, or says why it can't. Both are locked.
CREATE FUNCTION settle_order(p payments, INOUT the_order orders, subject text, OUT anomalies jsonb) LANGUAGE plpgsql AS $$
BEGIN
  anomalies := '[]';
  IF the_order.status = 'paid' THEN
    anomalies := anomaly('order_paid_twice', subject, jsonb_build_object('paid_by', the_order.paid_by));
  ELSIF (the_order.status, the_order.amount_minor, the_order.currency) <> ('pending', p.amount_minor, p.currency) THEN
    anomalies := anomaly('order_differs', subject, jsonb_build_object(
      'status', the_order.status, 'amount', the_order.amount_minor, 'currency', the_order.currency));
  ELSE
    UPDATE orders SET status = 'paid', paid_by = p.id, updated_at = clock_timestamp()
     WHERE id = the_order.id RETURNING * INTO the_order;
  END IF;
END $$;

-- The answer of record_facts: the payment as it is now, and, when its order is paid, what is still open of that:
-- other payments, or this one.
CREATE FUNCTION recorded(p payments, the_order orders, new_anomalies jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  surplus jsonb;
BEGIN
  IF the_order.status = 'paid' THEN
    SELECT jsonb_agg(id) INTO surplus FROM payments
     WHERE order_id = the_order.id AND status IN ('pending', 'processing', 'failed');
  END IF;
  RETURN jsonb_build_object(
    'payment', to_jsonb(p), 'new_anomalies', new_anomalies, 'surplus', coalesce(surplus, '[]'));
END $$;

-- Whether a payment that the caller has not looked at is the one it was told of; not so where anything that must be told
-- is missing. Ids that are missing may still come.
CREATE FUNCTION is_as_told(p payments, told jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN (p.id::text, p.account_id, p.amount_minor, p.currency)
     IS NOT DISTINCT FROM
         (told ->> 'payment_id', (told -> 'delivery' ->> 'account_id')::uuid,
          (told -> 'unseen' ->> 'amount_minor')::bigint, told -> 'unseen' ->> 'currency')
     AND coalesce(p.parent_id = told ->> 'parent_id', true) AND coalesce(p.intent_id = told ->> 'intent_id', true);
END $$;

-- {payment_id, cause, fact, over_at, splits, attempt, others, reversals, anomalies, parent_id, intent_id, delivery, unseen,
-- cancels_order, if_unopened}, and the delivery's body → {payment, new_anomalies, surplus, has_succeeded}.
-- The order is locked before the payment: a success then either sees a payment that is being opened, or keeps
-- it from being opened. Everything is read after the locks, in statements of its own, so it is the newest.
CREATE FUNCTION record_facts(arg jsonb, body bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  p_id uuid := (arg ->> 'payment_id')::uuid;
  said_kind text := arg -> 'fact' ->> 'kind';
  said_at timestamptz := arg -> 'fact' ->> 'at';
  about text := coalesce(arg -> 'attempt' ->> 'provider_payment_id', arg ->> 'parent_id', arg ->> 'payment_id');
  is_own boolean := true;
  tells_attempts boolean := arg -> 'others' <> '[]' OR jsonb_typeof(arg -> 'attempt') = 'object';
  anomalies jsonb;
  ids record;
  weighed record;
  settled record;
  the_order orders;
  was payments;
  p payments;
  answer jsonb;
BEGIN
  SELECT o.* INTO the_order FROM orders o JOIN payments ON payments.order_id = o.id
   WHERE payments.id = p_id FOR NO KEY UPDATE OF o;
  SELECT * INTO was FROM payments WHERE id = p_id FOR NO KEY UPDATE;
  -- A notification on one account says nothing about another account's payments.
  IF NOT FOUND OR was.account_id <> (arg -> 'delivery' ->> 'account_id')::uuid THEN
    RETURN jsonb_build_object('refused', 'payment_not_found');
  END IF;
  IF jsonb_typeof(arg -> 'unseen') = 'object' AND NOT is_as_told(was, arg) THEN
    RETURN jsonb_build_object('refused', 'payment_not_found');
  END IF;
  -- What nobody was given can't be paid: whoever said so did not know of this parent.
  IF (arg ->> 'if_unopened')::boolean AND was.parent_id IS NOT NULL THEN
    RETURN recorded(was, the_order, '[]');
  END IF;
  IF jsonb_typeof(arg -> 'delivery') = 'object' AND NOT keep_delivery(arg -> 'delivery', body, 'processed', p_id) THEN
    RETURN recorded(was, the_order, '[]');
  END IF;

  ids := keep_ids(was, arg ->> 'parent_id', arg ->> 'intent_id');
  p := ids.p;
  anomalies := ids.anomalies;
  IF anomalies <> '[]' OR arg ->> 'parent_id' <> p.parent_id OR arg ->> 'intent_id' <> p.intent_id THEN
    -- Another parent was attached since the caller looked: this one speaks for nobody.
    IF said_kind = 'succeeded' THEN anomalies := anomalies || anomaly('parent_mismatch', about); END IF;
    is_own := false;
  ELSIF jsonb_typeof(arg -> 'attempt') = 'object' THEN
    is_own := keep_attempt(p, arg -> 'attempt');
    IF NOT is_own THEN anomalies := anomalies || anomaly('reference_mismatch', about); END IF;
  END IF;
  -- Money that another payment of ours already stands for can't count twice.
  IF NOT is_own THEN said_kind := NULL; END IF;
  IF is_own AND (arg -> 'others', arg -> 'reversals') <> ('[]', '[]') THEN
    anomalies := anomalies || keep_rest(p, arg -> 'others', arg -> 'reversals');
  END IF;
  anomalies := anomalies || (arg -> 'anomalies');

  IF (arg ->> 'splits')::boolean AND said_kind IS NOT NULL THEN
    weighed := weigh_parts(p, (arg ->> 'over_at')::timestamptz, said_kind, said_at);
    said_kind := weighed.kind;
    said_at := weighed.at;
  END IF;
  IF said_kind IS NOT NULL AND fact_exceeds(said_kind, said_at, p.status, p.status_at) THEN
    p.status := said_kind;
    p.status_at := said_at;
  END IF;
  IF p.status <> was.status THEN
    p.transitions := p.transitions + 1;
    INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id, occurred_at, recorded_at)
    VALUES (p.id, p.transitions, was.status, p.status, arg -> 'cause' ->> 'kind', arg -> 'cause' ->> 'id', said_at,
            clock_timestamp());
  END IF;
  -- `updated_at` is for readers: they don't see the provider's clock move.
  IF (p.status, p.parent_id, p.intent_id) IS DISTINCT FROM (was.status, was.parent_id, was.intent_id) THEN
    p.updated_at := clock_timestamp();
  END IF;
  IF p IS DISTINCT FROM was THEN
    UPDATE payments
       SET parent_id = p.parent_id, intent_id = p.intent_id, status = p.status, status_at = p.status_at,
           transitions = p.transitions, updated_at = p.updated_at, unknown_calls = p.unknown_calls,
           unknown_since = p.unknown_since, claim_token = p.claim_token, claim_began_at = p.claim_began_at,
           claim_until = p.claim_until
     WHERE id = p.id RETURNING * INTO p;
    IF was.parent_id IS NULL AND p.parent_id IS NOT NULL THEN PERFORM forget_opening(p.id); END IF;
  END IF;
  IF is_own AND tells_attempts AND p.status = 'succeeded' THEN anomalies := anomalies || surplus_of(p); END IF;
  IF is_own AND (arg ->> 'splits')::boolean AND p.status = 'cancelled' THEN
    anomalies := anomalies || incomplete_of(p);
  END IF;
  IF p.status = 'succeeded' AND was.status <> 'succeeded' THEN
    IF was.status = 'cancelled' THEN anomalies := anomalies || anomaly('paid_after_cancel', about); END IF;
    IF the_order.id IS NOT NULL THEN
      settled := settle_order(p, the_order, about);
      the_order := settled.the_order;
      anomalies := anomalies || settled.anomalies;
    END IF;
  END IF;
  IF p.status <> was.status AND p.capture_method = 'manual' THEN PERFORM end_captures(p); END IF;
  -- Together with the payment's end, so that nobody can open the next one in between.
  IF (arg ->> 'cancels_order')::boolean AND p.status = 'cancelled' AND the_order.status = 'pending' THEN
    UPDATE orders SET status = 'cancelled', updated_at = clock_timestamp() WHERE id = the_order.id;
  END IF;
  answer := recorded(p, the_order, keep_anomalies(p.id, anomalies));
  IF answer -> 'surplus' <> '[]' THEN
    PERFORM remember_check('closing', id) FROM jsonb_array_elements_text(answer -> 'surplus') AS id;
  END IF;
  RETURN answer || jsonb_build_object('has_succeeded', p.status = 'succeeded' AND was.status <> 'succeeded');
END $$;
