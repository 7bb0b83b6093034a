-- Gyms that connect their account at the provider itself. A state leads back once, and only for a while.

CREATE TABLE "connections" (
  "state_hash" text PRIMARY KEY CHECK ("state_hash" ~ '^[0-9a-f]{64}$'),
  "gym_slug" text COLLATE "C" NOT NULL,
  "provider" text NOT NULL,
  "sealed" text NOT NULL,
  "begun_by" text NOT NULL,
  "expires_at" timestamptz(3) NOT NULL,
  CONSTRAINT "connections_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug")
);
CREATE INDEX "connections_expires_at_idx" ON "connections" ("expires_at");

-- {state_hash, gym_slug, provider, sealed, begun_by, lifetime_ms} → {}. Who adds one takes those away that are over.
CREATE FUNCTION keep_connection(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  DELETE FROM connections WHERE expires_at <= clock_timestamp();
  INSERT INTO connections (state_hash, gym_slug, provider, sealed, begun_by, expires_at)
  VALUES (arg ->> 'state_hash', arg ->> 'gym_slug', arg ->> 'provider', arg ->> 'sealed', arg ->> 'begun_by',
          clock_timestamp() + (arg ->> 'lifetime_ms')::bigint * interval '1 millisecond');
  SELECT '{}'::jsonb
$$;

-- {state_hash} → {connection}: of two that come with one state, one gets it.
CREATE FUNCTION take_connection(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  WITH taken AS (DELETE FROM connections WHERE state_hash = arg ->> 'state_hash' RETURNING *)
  SELECT jsonb_build_object('connection',
    (SELECT to_jsonb(taken) FROM taken WHERE expires_at > clock_timestamp()))
$$;

-- {slug, provider, credentials, renew_at} → {gym}. Only what the merchant agreed to changes.
CREATE FUNCTION connect_gym(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  given accounts := jsonb_populate_record(NULL::accounts, arg -> 'credentials');
  g gyms;
BEGIN
  SELECT * INTO g FROM gyms WHERE slug = arg ->> 'slug' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('refused', 'gym_not_found'); END IF;
  IF g.provider <> arg ->> 'provider' THEN RETURN conflict('The gym turned to another payment provider'); END IF;
  IF is_anothers(given, g.slug, g.provider) THEN RETURN conflict('The account belongs to somebody else'); END IF;
  PERFORM keep_account(given, g.slug, g.provider);
  -- Whoever is looking at the grant before this one must not end the check of this one.
  DELETE FROM checks WHERE (kind, subject) = ('grant', given.id::text);
  PERFORM remember_check('grant', given.id::text, (arg ->> 'renew_at')::timestamptz);
  UPDATE gyms SET account_id = given.id, needs_reconnect = false, updated_at = clock_timestamp()
   WHERE slug = g.slug RETURNING * INTO g;
  RETURN jsonb_build_object('gym', to_jsonb(g));
END $$;

-- {id, read, sealed} → {is_renewed}: not when others renewed them, or put new ones, since they were read.
CREATE FUNCTION renew_credentials(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts SET sealed = arg ->> 'sealed'
   WHERE id = (arg ->> 'id')::uuid AND sealed = arg ->> 'read';
  RETURN jsonb_build_object('is_renewed', FOUND);
END $$;

-- {id, read} → {}. Not when others were stored since they were read: those may be good.
CREATE FUNCTION need_reconnect(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  UPDATE gyms SET needs_reconnect = true, updated_at = clock_timestamp()
    FROM accounts
   WHERE accounts.id = (arg ->> 'id')::uuid AND accounts.sealed = arg ->> 'read'
     AND gyms.account_id = accounts.id AND NOT gyms.needs_reconnect;
  SELECT '{}'::jsonb
$$;
