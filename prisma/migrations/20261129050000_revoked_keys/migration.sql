-- A revoked key keeps its row, without its hash: a retry of the request that made it must not make it again under its id.
ALTER TABLE "api_keys" ADD COLUMN "revoked_at" timestamptz(3);
ALTER TABLE "api_keys" ALTER COLUMN "hash" DROP NOT NULL;
ALTER TABLE "api_keys" ADD CHECK (("hash" IS NULL) = ("revoked_at" IS NOT NULL));
