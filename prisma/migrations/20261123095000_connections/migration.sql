-- Gyms that connect their account at the provider itself. A link leads there and back once, and only for a while.

CREATE TABLE "connections" (
  "link_hash" text PRIMARY KEY CHECK ("link_hash" ~ '^[0-9a-f]{64}$'),
  "gym_slug" text COLLATE "C" NOT NULL,
  "provider" text NOT NULL,
  "sealed" text NOT NULL,
  "begun_by" text NOT NULL,
  "replaces" boolean NOT NULL,
  "taken" boolean NOT NULL DEFAULT false,
  "expires_at" timestamptz(3) NOT NULL,
  CONSTRAINT "connections_gym_slug_fkey" FOREIGN KEY ("gym_slug") REFERENCES "gyms" ("slug")
);
CREATE INDEX "connections_gym_slug_idx" ON "connections" ("gym_slug");
CREATE INDEX "connections_expires_at_idx" ON "connections" ("expires_at");

-- {link_hash, gym_slug, provider, sealed, begun_by, replaces, lifetime_ms} → {}. It takes the place of the gym's others.
CREATE FUNCTION keep_connection(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  DELETE FROM connections WHERE expires_at <= clock_timestamp() OR gym_slug = arg ->> 'gym_slug';
  INSERT INTO connections (link_hash, gym_slug, provider, sealed, begun_by, replaces, expires_at)
  VALUES (arg ->> 'link_hash', arg ->> 'gym_slug', arg ->> 'provider', arg ->> 'sealed', arg ->> 'begun_by',
          (arg ->> 'replaces')::boolean,
          clock_timestamp() + (arg ->> 'lifetime_ms')::bigint * interval '1 millisecond');
  SELECT '{}'::jsonb
$$;

-- {link_hash} → {connection}: looking at it does not use it up.
CREATE FUNCTION find_connection(arg jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('connection',
    (SELECT to_jsonb(c) FROM connections c
      WHERE link_hash = arg ->> 'link_hash' AND NOT taken AND expires_at > clock_timestamp()))
$$;

-- {link_hash} → {connection}: of two that come with one link, one gets it. The row stays until the account is written,
-- so that whatever ends links ends this one as well while the provider is asked.
CREATE FUNCTION take_connection(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  WITH one AS (
    UPDATE connections SET taken = true
     WHERE link_hash = arg ->> 'link_hash' AND NOT taken AND expires_at > clock_timestamp() RETURNING *)
  SELECT jsonb_build_object('connection', (SELECT to_jsonb(one) FROM one))
$$;

-- {link_hash, credentials, renew_at} → {gym}. Only what the merchant agreed to changes, and what they agreed to is
-- another holder's account only when the operator asked for that. The gym is locked first, as by `put_gym`: either the
-- link is still the gym's when it is written, or what ended the link stays. Without `renew_at` nothing can renew the
-- credentials: the gym needs another consent before they end.
CREATE FUNCTION connect_gym(arg jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  given accounts := jsonb_populate_record(NULL::accounts, arg -> 'credentials');
  c connections;
  g gyms;
BEGIN
  SELECT * INTO g FROM gyms
   WHERE slug = (SELECT gym_slug FROM connections WHERE link_hash = arg ->> 'link_hash') FOR NO KEY UPDATE;
  DELETE FROM connections WHERE link_hash = arg ->> 'link_hash' AND taken RETURNING * INTO c;
  IF NOT FOUND THEN
    RETURN conflict('The gym got other credentials, another payment provider or a newer link meanwhile');
  END IF;
  IF is_anothers(given, g.slug, g.provider) THEN RETURN conflict('The account belongs to another owner'); END IF;
  IF NOT c.replaces AND EXISTS (
       SELECT FROM accounts WHERE id = g.account_id AND provider_user_id IS DISTINCT FROM given.provider_user_id)
  THEN RETURN jsonb_build_object('refused', 'another_holder'); END IF;
  DELETE FROM connections WHERE gym_slug = g.slug;
  PERFORM keep_account(given, g.slug, g.provider);
  -- Whoever is looking at the grant before this one must not end the check of this one.
  DELETE FROM checks WHERE (kind, subject) = ('grant', given.id::text);
  IF arg ->> 'renew_at' IS NOT NULL THEN
    PERFORM remember_check('grant', given.id::text, (arg ->> 'renew_at')::timestamptz);
  END IF;
  UPDATE gyms SET account_id = given.id, needs_reconnect = (arg ->> 'renew_at') IS NULL,
         updated_at = clock_timestamp()
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
