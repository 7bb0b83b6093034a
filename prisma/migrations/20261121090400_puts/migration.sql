-- Orders and gyms as client apps put them.

-- The order → {value, created}. It is put pending, which leaves its status as it is, or cancelled; only payments
-- make it paid. While a payment is open, or once the order is cancelled, only what nobody pays by may change; a
-- paid order is history. The same again is always fine and writes nothing.
CREATE FUNCTION put_order(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted orders := jsonb_populate_record(NULL::orders, arg);
  o orders;
  payable_differs boolean;
BEGIN
  INSERT INTO orders (id, user_id, amount_minor, currency, customer_email, description, provider, capture_method,
                      return_url, status, created_at, updated_at)
  VALUES (wanted.id, wanted.user_id, wanted.amount_minor, wanted.currency, wanted.customer_email, wanted.description,
          wanted.provider, wanted.capture_method, wanted.return_url, wanted.status, clock_timestamp(), clock_timestamp())
  ON CONFLICT DO NOTHING
  RETURNING * INTO o;
  IF FOUND THEN RETURN jsonb_build_object('value', to_jsonb(o), 'created', true); END IF;

  SELECT * INTO o FROM orders WHERE id = wanted.id FOR NO KEY UPDATE;
  IF wanted.status = 'pending' THEN wanted.status := o.status; END IF;
  payable_differs :=
    (o.user_id, o.amount_minor, o.currency, o.provider, o.capture_method, o.return_url, o.status) IS DISTINCT FROM
    (wanted.user_id, wanted.amount_minor, wanted.currency, wanted.provider, wanted.capture_method, wanted.return_url,
     wanted.status);
  IF NOT payable_differs AND (o.customer_email, o.description)
       IS NOT DISTINCT FROM (wanted.customer_email, wanted.description) THEN
    RETURN jsonb_build_object('value', to_jsonb(o), 'created', false);
  END IF;
  IF o.status = 'paid' OR (payable_differs AND (o.status = 'cancelled' OR EXISTS (
       SELECT FROM payments WHERE order_id = o.id AND status IN ('pending', 'processing', 'failed'))))
  THEN RETURN conflict(CASE o.status
    WHEN 'pending' THEN 'The order has an open payment: only description and customer_email may change'
    ELSE 'The order is ' || o.status END); END IF;

  UPDATE orders
     SET user_id = wanted.user_id, amount_minor = wanted.amount_minor, currency = wanted.currency,
         customer_email = wanted.customer_email, description = wanted.description, provider = wanted.provider,
         capture_method = wanted.capture_method, return_url = wanted.return_url, status = wanted.status,
         updated_at = clock_timestamp()
   WHERE id = o.id RETURNING * INTO o;
  RETURN jsonb_build_object('value', to_jsonb(o), 'created', false);
END $$;

-- An account that is another gym's, at another provider or of another holder is never touched.
CREATE FUNCTION is_anothers(given accounts, slug text, at_provider text) RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM accounts WHERE id = given.id
                    AND ((gym_slug, provider) IS DISTINCT FROM (slug, at_provider)
                      OR provider_user_id <> given.provider_user_id))
$$;

-- Makes an account of a gym, or renews its credentials.
CREATE FUNCTION keep_account(given accounts, slug text, at_provider text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO accounts (id, gym_slug, provider, provider_user_id, sealed, created_at)
  VALUES (given.id, slug, at_provider, given.provider_user_id, given.sealed, clock_timestamp())
  ON CONFLICT (id) DO UPDATE
    -- Whoever was first to use this id since it was looked at: `accounts_are_fixed` refuses another gym or holder.
    SET gym_slug = excluded.gym_slug, provider = excluded.provider, sealed = excluded.sealed,
        provider_user_id = coalesce(excluded.provider_user_id, accounts.provider_user_id)
$$;

-- {…the gym, credentials} → {value, created}. Credentials go to the account they name, which is made or
-- renewed and becomes the gym's. Without any, the gym keeps its account, or gets its newest one at its
-- provider when that changed. An account of another gym, provider or holder is never touched: `conflict`.
CREATE FUNCTION put_gym(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted gyms := jsonb_populate_record(NULL::gyms, arg);
  given accounts := jsonb_populate_record(NULL::accounts, nullif(arg -> 'credentials', 'null'));
  g gyms;
  made boolean;
BEGIN
  PERFORM FROM gyms WHERE slug = wanted.slug FOR NO KEY UPDATE;
  IF is_anothers(given, wanted.slug, wanted.provider) THEN
    RETURN conflict('The account belongs to another owner');
  END IF;
  INSERT INTO gyms (slug, name, payments_enabled, provider, currency, return_url, signature, created_at, updated_at)
  VALUES (wanted.slug, wanted.name, wanted.payments_enabled, wanted.provider, wanted.currency, wanted.return_url,
          wanted.signature, clock_timestamp(), clock_timestamp())
  ON CONFLICT DO NOTHING;
  made := FOUND;
  SELECT * INTO g FROM gyms WHERE slug = wanted.slug FOR NO KEY UPDATE;
  -- It never comes out, so leaving it out keeps it; empty takes it away.
  wanted.statement_descriptor := nullif(coalesce(wanted.statement_descriptor, g.statement_descriptor), '');

  -- Links to connect it end when it gets an account in another way.
  IF given.id IS NOT NULL OR wanted.provider <> g.provider THEN
    DELETE FROM connections WHERE gym_slug = wanted.slug;
  END IF;
  IF given.id IS NOT NULL THEN
    PERFORM keep_account(given, wanted.slug, wanted.provider);
    wanted.account_id := given.id;
  ELSIF wanted.provider = g.provider THEN
    wanted.account_id := g.account_id;
  ELSE
    SELECT id INTO wanted.account_id FROM accounts
     WHERE gym_slug = wanted.slug AND provider = wanted.provider ORDER BY number DESC LIMIT 1;
  END IF;

  IF (g.name, g.payments_enabled, g.provider, g.currency, g.return_url, g.statement_descriptor, g.signature,
      g.account_id) IS DISTINCT FROM
     (wanted.name, wanted.payments_enabled, wanted.provider, wanted.currency, wanted.return_url,
      wanted.statement_descriptor, wanted.signature, wanted.account_id) OR given.id IS NOT NULL THEN
    UPDATE gyms
       SET name = wanted.name, payments_enabled = wanted.payments_enabled, provider = wanted.provider,
           currency = wanted.currency, return_url = wanted.return_url,
           statement_descriptor = wanted.statement_descriptor, signature = wanted.signature,
           account_id = wanted.account_id, needs_reconnect = needs_reconnect AND given.id IS NULL,
           updated_at = CASE WHEN made THEN updated_at ELSE clock_timestamp() END
     WHERE slug = g.slug RETURNING * INTO g;
  END IF;
  RETURN jsonb_build_object('value', to_jsonb(g), 'created', made);
END $$;
