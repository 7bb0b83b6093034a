-- What was asked of us, and what we asked of providers, about one payment: for people who have to explain it.
-- Nothing is decided by it, so writing it may fail, and it is written outside of every transaction.

CREATE TABLE "journal" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "payment_id" uuid NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN ('request', 'call')),
  -- Who asked us, or which provider was asked.
  "actor" text NOT NULL,
  "operation" text NOT NULL,
  "outcome" text NOT NULL,
  "reason" text,
  "took_ms" integer NOT NULL CHECK ("took_ms" >= 0),
  -- Its end; the database's clock, as everywhere in a payment's history.
  "recorded_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "journal_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments" ("id")
);
CREATE INDEX "journal_payment_id_idx" ON "journal" ("payment_id");

CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW
EXECUTE FUNCTION refuse_change('the journal is append-only');

CREATE TRIGGER journal_is_kept BEFORE TRUNCATE ON journal FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('the journal is append-only');

-- The story of a payment, from wherever its parts are kept. Order by (at, rank, seq): `rank` puts what leads to
-- something before what it led to, when both happened in one millisecond.
CREATE VIEW "payment_timeline" AS
  SELECT id AS payment_id, created_at AS at, 1 AS rank, '' COLLATE "C" AS seq, 'opened' AS kind, user_id AS actor,
         CASE WHEN order_id IS NULL THEN 'checkout' ELSE 'order' END AS operation, NULL AS outcome, NULL AS reason,
         NULL::integer AS took_ms, coalesce(order_id::text, gym_slug) AS reference, NULL::timestamptz AS occurred_at
    FROM payments
  UNION ALL
  SELECT payment_id, recorded_at - took_ms * interval '1 millisecond', CASE kind WHEN 'request' THEN 0 ELSE 3 END,
         lpad(id::text, 20, '0'), kind, actor, operation, outcome, reason, took_ms, NULL, NULL
    FROM journal
  UNION ALL
  SELECT deliveries.payment_id, received_at, 2, key, 'delivery', provider, event_type, state, NULL, NULL, event_id, NULL
    FROM deliveries JOIN accounts ON accounts.id = deliveries.account_id
  UNION ALL
  SELECT payment_id, recorded_at, 4, lpad(seq::text, 20, '0'), 'transition', cause_kind, from_status, to_status, NULL,
         NULL, cause_id, occurred_at
    FROM payment_transitions
  UNION ALL
  SELECT payment_id, recorded_at, 5, id::text, 'anomaly', NULL, kind, subject, NULL, NULL, id::text, NULL
    FROM payment_anomalies
  UNION ALL
  SELECT payment_id, resolved_at, 6, id::text, 'resolution', resolved_by, kind, subject, resolution, NULL, id::text, NULL
    FROM payment_anomalies WHERE resolved_at IS NOT NULL
  UNION ALL
  SELECT refunds.payment_id, refunds.created_at, 4, refunds.id::text,
         CASE WHEN requested_by IS NULL THEN 'refund_elsewhere' ELSE 'refund' END, coalesce(requested_by, provider),
         refunds.currency, amount_minor::text, reason, NULL, refunds.id::text, NULL
    FROM refunds JOIN accounts ON accounts.id = refunds.account_id
  UNION ALL
  SELECT payment_id, created_at, 2, id::text, 'capture', requested_by, currency, amount_minor::text, NULL, NULL, id::text,
         NULL
    FROM captures
  UNION ALL
  SELECT disputes.payment_id, disputes.created_at, 5, provider_dispute_id, 'dispute', provider, reason, outcome.status,
         NULL, NULL, provider_dispute_id, outcome.status_at
    FROM disputes JOIN accounts ON accounts.id = disputes.account_id CROSS JOIN dispute_outcome(disputes) AS outcome
   WHERE disputes.status IS NOT NULL
  UNION ALL
  SELECT refunds.payment_id, refunds.updated_at, 5, refunds.id::text, 'refund_end', provider, refunds.currency,
         refunds.status, NULL, NULL, refunds.id::text, NULL
    FROM refunds JOIN accounts ON accounts.id = refunds.account_id WHERE refunds.status <> 'pending';

-- Calls that may have had an effect which nobody told us of. A capture keeps no count of its calls: the journal has them.
CREATE VIEW "calls_in_doubt" AS
  SELECT id AS payment_id, 'opening' AS operation, unknown_calls AS calls, unknown_since AS since
    FROM payments WHERE unknown_since IS NOT NULL
  UNION ALL
  SELECT payment_id, 'refund', unknown_calls, unknown_since FROM refunds WHERE unknown_since IS NOT NULL
  UNION ALL
  SELECT captures.payment_id, 'capture', count(*)::integer, min(recorded_at - took_ms * interval '1 millisecond')
    FROM captures
    JOIN journal ON journal.payment_id = captures.payment_id AND journal.recorded_at >= captures.created_at
   WHERE captures.status = 'pending' AND journal.kind = 'call' AND journal.operation = 'capture'
     AND journal.outcome = 'unknown'
   GROUP BY captures.id;
