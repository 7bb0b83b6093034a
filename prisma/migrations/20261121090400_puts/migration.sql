-- Orders as client apps put them.

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
