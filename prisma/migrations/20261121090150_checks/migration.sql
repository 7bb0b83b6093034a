-- What somebody has to come back to. A check is remembered in the statement that makes it necessary, so a crash
-- forgets none; replicas share them, each taken by one. A check only says: look. Looking tells what is to be done.

-- How long each kind of check waits, before its first try and after each; nobody tries after the last. A new kind
-- is a row here, a `remember_check` where it becomes necessary, and a line in src/app/sweep.ts.
CREATE FUNCTION check_waits(kind text) RETURNS interval[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    -- Of a call for a parent the outcome is not known.
    WHEN 'opening' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    -- An open payment: its notifications may be lost, and its time will be over.
    WHEN 'payment' THEN '{10 min, 1 h, 6 h, 12 h, 1 day, 3 days, 7 days, 14 days, 30 days}'
    -- A payment that nobody should pay any more is still open at its provider.
    WHEN 'closing' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    -- A parent that was handed to nobody is still open at its provider.
    WHEN 'parent' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    -- A call for a parent was given up, and may have made one that no caller has got: a search shows it late, in an outage
    -- by hours.
    WHEN 'leftover' THEN '{2 min, 1 h, 1 day}'
    -- A delivery came before its payment.
    WHEN 'delivery' THEN '{30 s, 2 min, 10 min, 1 h, 4 h, 8 h, 12 h}'
    -- A refund that its provider has not answered for, or not decided on yet.
    WHEN 'refund' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day, 3 days, 7 days}'
    -- A capture that its provider has not answered for.
    WHEN 'capture' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    -- A payment of which a dispute is open: banks take months.
    WHEN 'dispute' THEN '{1 day, 3 days, 7 days, 14 days, 30 days, 30 days, 30 days, 30 days}'
    -- The provider did not show what went back of a payment, or what of it is disputed.
    WHEN 'reversals' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day, 3 days, 7 days}'
    -- Credentials that a merchant granted run out: each look says when the next one is due.
    WHEN 'grant' THEN '{1 year}'
  END::interval[]
$$;

CREATE TABLE "checks" (
  "kind" text NOT NULL,
  "subject" text NOT NULL,
  "due_at" timestamptz(3),
  "tries" integer NOT NULL DEFAULT 0 CHECK ("tries" >= 0),
  "token" uuid,
  PRIMARY KEY ("kind", "subject"),
  CONSTRAINT "checks_kind" CHECK (check_waits("kind") IS NOT NULL)
);
CREATE INDEX "checks_due_at_idx" ON "checks" ("due_at");

-- Remembers to look, `by` then at the latest. What is remembered already keeps its schedule, unless that is over.
CREATE FUNCTION remember_check(what text, about text, by timestamptz DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  INSERT INTO checks (kind, subject, due_at)
  VALUES (what, about, least(clock_timestamp() + (check_waits(what))[1], by))
  ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, tries = 0 WHERE checks.due_at IS NULL
$$;

-- {kinds, limit, lease_ms} → {checks: [{kind, subject, token, tries, is_last}]}. Taking one is a try; until the lease is over
-- it is due for nobody else. Whoever takes others' leavings takes none that are being taken just now.
CREATE FUNCTION take_checks(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  WITH due AS (
    SELECT kind, subject FROM checks
     WHERE due_at <= clock_timestamp() AND kind IN (SELECT jsonb_array_elements_text(arg -> 'kinds'))
     ORDER BY due_at LIMIT (arg ->> 'limit')::integer FOR UPDATE SKIP LOCKED),
  taken AS (
    UPDATE checks
       SET token = gen_random_uuid(), tries = tries + 1,
           due_at = clock_timestamp() + (arg ->> 'lease_ms')::integer * interval '1 millisecond'
      FROM due WHERE (checks.kind, checks.subject) = (due.kind, due.subject)
    RETURNING checks.*)
  SELECT jsonb_build_object('checks', coalesce(jsonb_agg(jsonb_build_object(
    'kind', kind, 'subject', subject, 'token', token, 'tries', tries,
    'is_last', tries >= cardinality(check_waits(kind)))), '[]')) FROM taken
$$;

-- {kind, subject, token, is_done, by, at} → {}. Not done: the next try is when the schedule says, `by` then at the latest;
-- after the last one never, but the row stays, for an operator. `at`: this was no try, and the next is not before that. A worker that lost the check can't end it.
CREATE FUNCTION end_check(arg jsonb) RETURNS jsonb LANGUAGE sql AS $$
  DELETE FROM checks
   WHERE (kind, subject) = (arg ->> 'kind', arg ->> 'subject') AND token = (arg ->> 'token')::uuid
     AND (arg ->> 'is_done')::boolean;
  UPDATE checks
     SET token = NULL,
         tries = tries - (arg ->> 'at' IS NOT NULL)::integer,
         -- A moment later at least: clocks differ.
         due_at = CASE WHEN arg ->> 'at' IS NOT NULL
                  THEN greatest((arg ->> 'at')::timestamptz, clock_timestamp() + interval '1 min') ELSE
                  least(clock_timestamp() + (check_waits(kind))[tries + 1],
                        CASE WHEN arg ->> 'by' IS NOT NULL
                        THEN greatest((arg ->> 'by')::timestamptz, clock_timestamp() + interval '1 s') END) END
   WHERE (kind, subject) = (arg ->> 'kind', arg ->> 'subject') AND token = (arg ->> 'token')::uuid;
  SELECT '{}'::jsonb
$$;
