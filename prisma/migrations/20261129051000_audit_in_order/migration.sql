-- Entries of one millisecond are listed in the order in which they were written.
ALTER TABLE "audit" ADD COLUMN "sequence" bigserial NOT NULL;
CREATE INDEX "audit_at_sequence_idx" ON "audit" ("at", "sequence");
CREATE INDEX "audit_actor_at_sequence_idx" ON "audit" ("actor", "at", "sequence");
CREATE INDEX "audit_subject_at_sequence_idx" ON "audit" ("subject", "at", "sequence");
DROP INDEX "audit_at_id_idx";
DROP INDEX "audit_actor_at_id_idx";
DROP INDEX "audit_subject_at_id_idx";
