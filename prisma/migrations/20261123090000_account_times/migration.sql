-- Which account of a gym is its newest is told by these times, and a gym can be put twice in one millisecond.
ALTER TABLE "accounts" ALTER COLUMN "created_at" TYPE timestamptz(6);
