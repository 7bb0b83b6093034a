-- A revoked key keeps its row: a retry of the request that made it must not make it again under its id.
ALTER TABLE "api_keys" ADD COLUMN "revoked_at" timestamptz(3);
