-- Gyms that connect their account at the provider itself. A link leads there and back once, and only for a while; its row
-- stays until the account is written, so that whatever ends links ends this one as well while the provider is asked.

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
-- Only the newest link of a gym works.
CREATE UNIQUE INDEX "connections_gym_slug_key" ON "connections" ("gym_slug");
