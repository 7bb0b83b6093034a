-- Who may call the provider for a payment that has no parent yet. Leases are measured on the database's
-- clock, so that replicas agree. Every function takes one jsonb and answers one jsonb: `refused` names a
-- code of domain/error.ts, and nothing was written then.

-- Gives the lease of a locked payment when it is free or ran out; null when somebody else has it.
CREATE FUNCTION take_lease(p payments, lease_ms integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  now_at timestamptz := clock_timestamp();
  since timestamptz := p.unknown_since;
BEGIN
  IF p.parent_id IS NOT NULL OR p.lease_until > now_at THEN RETURN NULL; END IF;
  -- A lease that ran out was never ended: its holder died, or is too slow to be trusted. Its call may have arrived.
  IF p.lease_until IS NOT NULL THEN since := coalesce(since, p.opening_began_at); END IF;
  UPDATE payments
     SET lease_until = now_at + lease_ms * interval '1 millisecond', opening_began_at = now_at,
         unknown_since = since, opening_end = NULL
   WHERE id = p.id;
  RETURN jsonb_build_object(
    'attempt', p.opening_attempt,
    'before', CASE WHEN since IS NOT NULL THEN 'unknown' ELSE coalesce(p.opening_end, 'nothing') END,
    'unknown_since', since);
END $$;

-- {payment, lease_ms} → {payment, claimed}. The order is locked first and FOR SHARE: openings don't wait for
-- each other here (the unique index decides between them), but a success of another payment does, or is seen.
CREATE FUNCTION open_payment(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted payments := jsonb_populate_record(NULL::payments, arg -> 'payment');
  the_order orders;
  p payments;
  claimed jsonb;
BEGIN
  IF wanted.order_id IS NOT NULL THEN
    SELECT * INTO the_order FROM orders WHERE id = wanted.order_id FOR SHARE;
    IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'order_not_found'); END IF;
    IF (the_order.status, the_order.amount_minor, the_order.currency, the_order.user_id)
       <> ('pending', wanted.amount_minor, wanted.currency, wanted.user_id)
    THEN RETURN jsonb_build_object('refused', 'order_not_payable'); END IF;
  END IF;

  INSERT INTO payments (id, user_id, order_id, gym_slug, account_id, provider, amount_minor, currency, title,
                        customer_email, capture_method, return_url, expires_at, created_at, updated_at)
  VALUES (wanted.id, wanted.user_id, wanted.order_id, wanted.gym_slug, wanted.account_id, wanted.provider,
          wanted.amount_minor, wanted.currency, wanted.title, wanted.customer_email, wanted.capture_method,
          wanted.return_url, wanted.expires_at, clock_timestamp(), clock_timestamp())
  ON CONFLICT DO NOTHING;

  -- Ours, or the one that was there. An open payment of an order can't end while the order is share-locked.
  IF wanted.order_id IS NOT NULL THEN
    SELECT * INTO p FROM payments
     WHERE order_id = wanted.order_id AND status IN ('pending', 'processing', 'failed') FOR NO KEY UPDATE;
  ELSE
    SELECT * INTO p FROM payments
     WHERE id = wanted.id AND user_id = wanted.user_id AND gym_slug = wanted.gym_slug FOR NO KEY UPDATE;
  END IF;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'conflict'); END IF;
  claimed := take_lease(p, (arg ->> 'lease_ms')::integer);
  RETURN jsonb_build_object('payment', to_jsonb(p), 'claimed', claimed);
END $$;

-- {id, lease_ms} → {payment, claimed}
CREATE FUNCTION claim_opening(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  p payments;
BEGIN
  SELECT * INTO p FROM payments WHERE id = (arg ->> 'id')::uuid FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'payment_not_found'); END IF;
  RETURN jsonb_build_object('payment', to_jsonb(p), 'claimed', take_lease(p, (arg ->> 'lease_ms')::integer));
END $$;

-- {id, end} → {}. Without a lease there is nothing to end, so that ending twice is one end.
-- `unknown_since` stays where it was: whoever held the lease since then has only searched.
CREATE FUNCTION end_opening(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  refused boolean := arg ->> 'end' = 'refused';
BEGIN
  UPDATE payments
     SET lease_until = NULL,
         opening_end = arg ->> 'end',
         opening_attempt = opening_attempt + refused::integer,
         unknown_since = CASE WHEN refused THEN NULL ELSE coalesce(unknown_since, opening_began_at) END
   WHERE id = (arg ->> 'id')::uuid AND parent_id IS NULL AND lease_until IS NOT NULL;
  RETURN '{}';
END $$;

-- {id} → {claimed}. The lease stays; the next call under it is a new attempt that begins now.
CREATE FUNCTION renew_opening(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  p payments;
BEGIN
  UPDATE payments
     SET opening_attempt = opening_attempt + 1, unknown_since = NULL, opening_began_at = clock_timestamp()
   WHERE id = (arg ->> 'id')::uuid AND parent_id IS NULL AND lease_until IS NOT NULL
  RETURNING * INTO p;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'conflict'); END IF;
  RETURN jsonb_build_object(
    'claimed', jsonb_build_object('attempt', p.opening_attempt, 'before', 'nothing', 'unknown_since', NULL));
END $$;
