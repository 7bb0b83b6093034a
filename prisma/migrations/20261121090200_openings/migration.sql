-- Who may call the provider for a payment that has no parent yet. Claims are measured on the database's
-- clock, so that replicas agree. Every function takes one jsonb and answers one jsonb: `refused` names a
-- code of domain/error.ts, and nothing was written then.

-- What is not possible in this state, and why: in words for the caller.
CREATE FUNCTION conflict(because text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('refused', 'conflict', 'because', because)
$$;

-- Nobody is calling for a parent of this locked payment, and nothing is unknown.
CREATE FUNCTION forget_opening(payment uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM checks WHERE (kind, subject) = ('opening', payment::text);
END $$;

-- What the holder of a claim is told of it, and of the calls before it that may have had an effect.
CREATE FUNCTION claim_of(token uuid, round integer, began_at timestamptz, unknown_calls integer, unknown_since timestamptz)
RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('token', token, 'round', round, 'unknown',
    CASE WHEN unknown_calls > 0 THEN jsonb_build_object(
      'calls', unknown_calls,
      'last_began_ms_ago', (extract(epoch FROM began_at - unknown_since) * 1000)::bigint) END)
$$;

-- The claim of a locked payment → {token, round, unknown}; null when somebody holds it, or the parent is there.
CREATE FUNCTION take_claim(p payments, lease_ms integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
BEGIN
  IF p.parent_id IS NOT NULL OR p.claim_until > now_at THEN RETURN NULL; END IF;
  -- A claim that ran out was never ended: its holder died, or is too slow to be trusted. Its call may have arrived.
  UPDATE payments
     SET claim_token = gen_random_uuid(), claim_began_at = now_at,
         claim_until = now_at + lease_ms * interval '1 millisecond',
         unknown_calls = unknown_calls + (claim_token IS NOT NULL)::integer,
         unknown_since = coalesce(claim_began_at, unknown_since)
   WHERE id = p.id RETURNING * INTO p;
  PERFORM remember_check('opening', p.id::text);
  RETURN claim_of(p.claim_token, p.round, p.claim_began_at, p.unknown_calls, p.unknown_since);
END $$;

-- {payment, lease_ms} → {payment, claim}. The order is locked first and FOR SHARE: openings don't wait for
-- each other here (the unique index decides between them), but a success of another payment does, or is seen.
CREATE FUNCTION open_payment(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted payments := jsonb_populate_record(NULL::payments, arg -> 'payment');
  the_order orders;
  p payments;
BEGIN
  IF wanted.order_id IS NOT NULL THEN
    SELECT * INTO the_order FROM orders WHERE id = wanted.order_id FOR SHARE;
    IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'order_not_found'); END IF;
    IF (the_order.status, the_order.amount_minor, the_order.currency, the_order.user_id, the_order.provider,
        the_order.capture_method)
       <> ('pending', wanted.amount_minor, wanted.currency, wanted.user_id, wanted.provider, wanted.capture_method)
    THEN RETURN jsonb_build_object('refused', 'order_not_payable'); END IF;
  END IF;

  INSERT INTO payments (id, user_id, order_id, gym_slug, account_id, provider, amount_minor, currency, title,
                        customer_email, capture_method, return_url, statement_descriptor, expires_at, created_at,
                        updated_at)
  VALUES (wanted.id, wanted.user_id, wanted.order_id, wanted.gym_slug, wanted.account_id, wanted.provider,
          wanted.amount_minor, wanted.currency, wanted.title, wanted.customer_email, wanted.capture_method,
          wanted.return_url, wanted.statement_descriptor, wanted.expires_at, clock_timestamp(), clock_timestamp())
  ON CONFLICT DO NOTHING;
  IF FOUND THEN PERFORM remember_check('payment', wanted.id::text, wanted.expires_at); END IF;

  -- Ours, or the one that was there. An open payment of an order can't end while the order is share-locked.
  IF wanted.order_id IS NOT NULL THEN
    SELECT * INTO p FROM payments
     WHERE order_id = wanted.order_id AND status IN ('pending', 'processing', 'failed') FOR NO KEY UPDATE;
  ELSE
    SELECT * INTO p FROM payments
     WHERE id = wanted.id AND user_id = wanted.user_id AND gym_slug = wanted.gym_slug FOR NO KEY UPDATE;
  END IF;
  IF NOT FOUND THEN RETURN conflict('This id belongs to another payment'); END IF;
  RETURN jsonb_build_object('payment', to_jsonb(p), 'claim', take_claim(p, (arg ->> 'lease_ms')::integer));
END $$;

-- {id, lease_ms} → {payment, claim}
CREATE FUNCTION claim_opening(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  p payments;
BEGIN
  SELECT * INTO p FROM payments WHERE id = (arg ->> 'id')::uuid FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'payment_not_found'); END IF;
  RETURN jsonb_build_object('payment', to_jsonb(p), 'claim', take_claim(p, (arg ->> 'lease_ms')::integer));
END $$;

-- {id, token, end} → {}. Whoever lost the claim, or ended it before, has no token that is still here.
CREATE FUNCTION end_opening(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  is_over boolean := arg ->> 'end' IN ('refused', 'abandoned'); -- the round
  p payments;
BEGIN
  UPDATE payments
     SET claim_token = NULL, claim_began_at = NULL, claim_until = NULL,
         round = round + is_over::integer,
         unknown_calls = CASE
           WHEN is_over THEN 0 WHEN arg ->> 'end' = 'unknown' THEN unknown_calls + 1 ELSE unknown_calls END,
         unknown_since = CASE
           WHEN is_over THEN NULL WHEN arg ->> 'end' = 'unknown' THEN claim_began_at ELSE unknown_since END
   WHERE id = (arg ->> 'id')::uuid AND claim_token = (arg ->> 'token')::uuid RETURNING * INTO p;
  -- Here rather than when it is looked at: the next claim may come in between. The payment is locked.
  IF p.unknown_calls = 0 THEN PERFORM forget_opening(p.id); END IF;
  IF p.id IS NOT NULL AND arg ->> 'end' = 'abandoned' THEN PERFORM remember_check('leftover', p.id::text); END IF;
  RETURN '{}';
END $$;
