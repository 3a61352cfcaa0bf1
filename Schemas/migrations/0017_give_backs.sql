-- A return may leave the buyer with less than its discount asks for: what it no longer earns stays with the brand until the rest comes back.

ALTER TABLE returns ADD COLUMN withheld_fen bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN returns.withheld_fen IS 'what the refund was lowered by; below zero where it gives back what an earlier return withheld';
