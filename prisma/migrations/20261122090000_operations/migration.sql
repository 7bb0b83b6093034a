-- What an `Idempotency-Key` began, so that the same key finishes it and never begins another. An answer is
-- kept for 24 hours, what never got one for 30 days: its key may still lie in a file somewhere. Leases are
-- measured on the database's clock, so that replicas agree.

CREATE TABLE "operations" (
  "id" uuid PRIMARY KEY,
  "user_id" text NOT NULL,
  "path" text NOT NULL,
  "key" text NOT NULL CHECK ("key" ~ '^[!-~]{1,255}$'),
  "body_hash" text NOT NULL CHECK ("body_hash" ~ '^[0-9a-f]{64}$'),
  "lease_token" uuid,
  "lease_until" timestamptz(3),
  "answer" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "operations_lease" CHECK (num_nonnulls("lease_token", "lease_until") IN (0, 2)),
  -- Once it was answered, nobody may be at it.
  CONSTRAINT "operations_answer_ends_leases" CHECK (num_nonnulls("answer", "lease_token") < 2)
);
CREATE UNIQUE INDEX "operations_user_id_path_key_key" ON "operations" ("user_id", "path", "key");
CREATE INDEX "operations_created_at_idx" ON "operations" ("created_at");

-- Whether its key means nothing any more. One that somebody is at is finished first, however old it is.
CREATE FUNCTION is_over(o operations) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT o.created_at <= now() - CASE WHEN o.answer IS NULL THEN interval '30 days' ELSE interval '24 hours' END
     AND coalesce(o.lease_until, '-infinity') <= now()
$$;

-- {id, user_id, path, key, body_hash, lease_ms} → {kind, id, token, answer}: `begun` under the given id, or
-- what the key began before: `other_body`, `answered`, `running`, or `resumed`, which goes on with its id.
CREATE FUNCTION begin_operation(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  wanted operations := jsonb_populate_record(NULL::operations, arg);
  lease interval := (arg ->> 'lease_ms')::integer * interval '1 millisecond';
  now_at timestamptz;
  o operations;
BEGIN
  DELETE FROM operations old
   WHERE (old.user_id, old.path, old.key) = (wanted.user_id, wanted.path, wanted.key) AND is_over(old);
  INSERT INTO operations (id, user_id, path, key, body_hash, lease_token, lease_until, created_at)
  VALUES (wanted.id, wanted.user_id, wanted.path, wanted.key, wanted.body_hash, gen_random_uuid(),
          clock_timestamp() + lease, clock_timestamp())
  -- Changes nothing: it locks the row that is there and reads its newest version.
  ON CONFLICT (user_id, path, key) DO UPDATE SET key = excluded.key
  RETURNING * INTO o;

  IF o.id = wanted.id THEN
    -- Who adds one takes a few away that are over, so the table stays as large as a day's answers and
    -- a month's failures. Nobody waits for it.
    DELETE FROM operations WHERE id IN (
      SELECT old.id FROM operations old
       WHERE old.created_at <= now() - interval '24 hours' AND is_over(old)
       ORDER BY old.created_at LIMIT 20 FOR UPDATE SKIP LOCKED);
    RETURN jsonb_build_object('kind', 'begun', 'id', o.id, 'token', o.lease_token);
  END IF;

  now_at := clock_timestamp();
  IF o.body_hash <> wanted.body_hash THEN RETURN jsonb_build_object('kind', 'other_body'); END IF;
  IF o.answer IS NOT NULL THEN RETURN jsonb_build_object('kind', 'answered', 'id', o.id, 'answer', o.answer); END IF;
  IF o.lease_until > now_at THEN RETURN jsonb_build_object('kind', 'running'); END IF;
  UPDATE operations SET lease_token = gen_random_uuid(), lease_until = now_at + lease
   WHERE id = o.id RETURNING * INTO o;
  RETURN jsonb_build_object('kind', 'resumed', 'id', o.id, 'token', o.lease_token);
END $$;
