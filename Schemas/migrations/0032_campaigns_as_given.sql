-- What an order got from a campaign is kept with what a return is measured by later, and units are counted before anybody limits them.

ALTER TABLE order_campaigns
    ADD COLUMN scope_lines int[],
    ADD COLUMN gift_skus text[],
    ADD COLUMN gift_fen bigint[],
    ADD CONSTRAINT order_campaigns_gifts_alike CHECK (cardinality(gift_skus) IS NOT DISTINCT FROM cardinality(gift_fen));
COMMENT ON COLUMN order_campaigns.scope_lines IS 'of campaigns that a return asks again: the lines that were in its scope; null: not kept, the goods'' attributes say it';
COMMENT ON COLUMN order_campaigns.gift_skus IS 'of campaigns that a return asks again: what its tiers give that the buyer could have; null: not kept';
COMMENT ON COLUMN order_campaigns.gift_fen IS 'what one of each was worth when the order was placed';

-- The tables' owner is held to their policies, which show it nothing, unless they are lifted for the moment.
ALTER TABLE order_campaigns NO FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
UPDATE order_campaigns o SET quota_units = (SELECT coalesce(sum(u), 0) FROM unnest(o.line_given) AS u)
FROM campaigns c
WHERE c.id = o.campaign_id AND c.kind IN ('flashSale', 'groupBuy', 'nearExpiry') AND NOT o.voided AND o.quota_units = 0;
ALTER TABLE order_campaigns FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;
COMMENT ON COLUMN order_campaigns.quota_units IS 'units that count against a quota, of kinds that may have one: those given, less those that came back';

-- Counters may have been left behind by versions that don't limit what they count. They are made anew, from the orders, when they are asked for.
DELETE FROM campaign_usage;
