-- What must hold between a row and the row it was before: refused here whoever writes it.

-- Exactly domain/fact.ts `compareFacts` > 0: rank, then time, then kind; of an end the earlier time. A missing time is
-- less than any.
CREATE FUNCTION fact_exceeds(kind text, at timestamptz, than_kind text, than_at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN kind = than_kind AND kind IN ('cancelled', 'succeeded')
    THEN coalesce(at, 'infinity') < coalesce(than_at, 'infinity')
    ELSE (CASE kind WHEN 'succeeded' THEN 2 WHEN 'cancelled' THEN 1 ELSE 0 END,
          coalesce(at, '-infinity'),
          array_position(ARRAY['pending', 'processing', 'failed', 'cancelled', 'succeeded'], kind))
       > (CASE than_kind WHEN 'succeeded' THEN 2 WHEN 'cancelled' THEN 1 ELSE 0 END,
          coalesce(than_at, '-infinity'),
          array_position(ARRAY['pending', 'processing', 'failed', 'cancelled', 'succeeded'], than_kind)) END
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER payments_birth_is_fixed BEFORE UPDATE ON payments FOR EACH ROW
WHEN ((OLD.id, OLD.user_id, OLD.order_id, OLD.gym_slug, OLD.account_id, OLD.provider, OLD.amount_minor, OLD.currency,
       OLD.title, OLD.customer_email, OLD.capture_method, OLD.return_url, OLD.statement_descriptor,
       OLD.expires_at, OLD.created_at)
   IS DISTINCT FROM
      (NEW.id, NEW.user_id, NEW.order_id, NEW.gym_slug, NEW.account_id, NEW.provider, NEW.amount_minor, NEW.currency,
       NEW.title, NEW.customer_email, NEW.capture_method, NEW.return_url, NEW.statement_descriptor,
       NEW.expires_at, NEW.created_at))
EXECUTE FUNCTION refuse_change('what a payment was made with never changes');

CREATE TRIGGER payments_ids_are_written_once BEFORE UPDATE ON payments FOR EACH ROW
WHEN ((OLD.parent_id IS NOT NULL AND OLD.parent_id IS DISTINCT FROM NEW.parent_id)
   OR (OLD.intent_id IS NOT NULL AND OLD.intent_id IS DISTINCT FROM NEW.intent_id))
EXECUTE FUNCTION refuse_change('provider ids are written once');

CREATE TRIGGER payments_status_only_grows BEFORE UPDATE ON payments FOR EACH ROW
WHEN ((OLD.status, OLD.status_at) IS DISTINCT FROM (NEW.status, NEW.status_at)
  AND NOT fact_exceeds(NEW.status, NEW.status_at, OLD.status, OLD.status_at))
EXECUTE FUNCTION refuse_change('a status is replaced only by a greater fact');

CREATE TRIGGER payments_are_kept BEFORE DELETE ON payments FOR EACH ROW
EXECUTE FUNCTION refuse_change('payments are never deleted');

CREATE TRIGGER payment_transitions_are_append_only BEFORE UPDATE OR DELETE ON payment_transitions FOR EACH ROW
EXECUTE FUNCTION refuse_change('history is append-only');

CREATE TRIGGER payment_transitions_are_kept BEFORE TRUNCATE ON payment_transitions FOR EACH STATEMENT
EXECUTE FUNCTION refuse_change('history is append-only');

CREATE TRIGGER payment_attempts_are_fixed BEFORE UPDATE ON payment_attempts FOR EACH ROW
WHEN ((OLD.account_id, OLD.provider_payment_id, OLD.payment_id)
   IS DISTINCT FROM (NEW.account_id, NEW.provider_payment_id, NEW.payment_id)
   -- But for an answer that was wrong about all the money.
   OR (NEW.captured_minor < OLD.captured_minor
       AND (OLD.authorized_minor, OLD.currency) IS NOT DISTINCT FROM (NEW.authorized_minor, NEW.currency)))
EXECUTE FUNCTION refuse_change('a provider payment belongs to one payment, and what was captured only grows');

CREATE TRIGGER payment_anomalies_are_resolved_once BEFORE UPDATE ON payment_anomalies FOR EACH ROW
WHEN (OLD.resolved_at IS NOT NULL
   OR (OLD.id, OLD.payment_id, OLD.kind, OLD.subject, OLD.detail, OLD.recorded_at)
   IS DISTINCT FROM (NEW.id, NEW.payment_id, NEW.kind, NEW.subject, NEW.detail, NEW.recorded_at))
EXECUTE FUNCTION refuse_change('an anomaly stays as it was found, and is resolved once');

CREATE TRIGGER payment_anomalies_are_kept BEFORE DELETE ON payment_anomalies FOR EACH ROW
EXECUTE FUNCTION refuse_change('anomalies are never deleted');

CREATE TRIGGER accounts_are_fixed BEFORE UPDATE ON accounts FOR EACH ROW
WHEN ((OLD.id, OLD.gym_slug, OLD.provider) IS DISTINCT FROM (NEW.id, NEW.gym_slug, NEW.provider)
   OR (OLD.provider_user_id IS NOT NULL AND OLD.provider_user_id IS DISTINCT FROM NEW.provider_user_id))
EXECUTE FUNCTION refuse_change('an account never changes its holder');

CREATE TRIGGER deliveries_stay_processed BEFORE UPDATE ON deliveries FOR EACH ROW
WHEN (OLD.state = 'processed')
EXECUTE FUNCTION refuse_change('a processed delivery stays as it is');
