-- What the worker comes back to. A check is remembered in the statement that makes it necessary, so a crash forgets
-- none; replicas share them. How long each kind waits stands in src/domain/schedule.ts.

CREATE TABLE "checks" (
  "kind" text NOT NULL,
  "subject" text NOT NULL,
  "due_at" timestamptz(3),
  "tries" integer NOT NULL DEFAULT 0 CHECK ("tries" >= 0),
  "token" uuid,
  PRIMARY KEY ("kind", "subject"),
  CONSTRAINT "checks_kind" CHECK ("kind" IN ('opening', 'payment', 'closing', 'parent', 'leftover', 'delivery', 'refund',
    'capture', 'dispute', 'reversals', 'grant'))
);
CREATE INDEX "checks_due_at_idx" ON "checks" ("due_at");

-- These two go with the last function that calls `remember_check`. Until then a test holds them equal to
-- src/domain/schedule.ts.
CREATE FUNCTION check_waits(kind text) RETURNS interval[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    WHEN 'opening' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    WHEN 'payment' THEN '{10 min, 1 h, 6 h, 12 h, 1 day, 3 days, 7 days, 14 days, 30 days}'
    WHEN 'closing' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    WHEN 'parent' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    WHEN 'leftover' THEN '{2 min, 1 h, 1 day}'
    WHEN 'delivery' THEN '{30 s, 2 min, 10 min, 1 h, 4 h, 8 h, 12 h}'
    WHEN 'refund' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day, 3 days, 7 days}'
    WHEN 'capture' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day}'
    WHEN 'dispute' THEN '{1 day, 3 days, 7 days, 14 days, 30 days, 30 days, 30 days, 30 days}'
    WHEN 'reversals' THEN '{30 s, 2 min, 10 min, 1 h, 6 h, 1 day, 1 day, 1 day, 3 days, 7 days}'
    WHEN 'grant' THEN '{365 days}'
  END::interval[]
$$;

CREATE FUNCTION remember_check(what text, about text, by timestamptz DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  INSERT INTO checks (kind, subject, due_at)
  VALUES (what, about, least(clock_timestamp() + (check_waits(what))[1], by))
  ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, tries = 0 WHERE checks.due_at IS NULL
$$;
