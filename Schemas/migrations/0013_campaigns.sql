-- Regional marketing: campaigns in versions that nobody changes once they count, the trail of who did what to them, headquarters' templates and
-- the policy that says what goes live without asking.

CREATE TABLE campaigns (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    submitted_at    timestamptz,
    due_at          timestamptz,
    escalated_at    timestamptz,
    version         int         NOT NULL DEFAULT 1,
    draft_version   int,
    template_version int,
    status          text        NOT NULL DEFAULT 'draft',
    kind            text        NOT NULL,
    name            text        NOT NULL,
    template        text,
    CONSTRAINT campaigns_status_known CHECK (status IN ('draft', 'submitted', 'approved', 'scheduled', 'live', 'paused', 'ended')),
    CONSTRAINT campaigns_time_forward CHECK (starts_at < ends_at),
    CONSTRAINT campaigns_template_with_version CHECK ((template IS NULL) = (template_version IS NULL)),
    CONSTRAINT campaigns_next_version_later CHECK (draft_version > version),
    CONSTRAINT campaigns_next_version_in_force CHECK (draft_version IS NULL OR status IN ('scheduled', 'live', 'paused')),
    CONSTRAINT campaigns_submitted_has_due_time CHECK ((submitted_at IS NULL) = (due_at IS NULL)),
    CONSTRAINT campaigns_submitted_waits CHECK ((submitted_at IS NOT NULL) = (status = 'submitted') OR draft_version IS NOT NULL)
);
COMMENT ON COLUMN campaigns.version IS 'the version in force; before that, the draft''s';
COMMENT ON COLUMN campaigns.draft_version IS 'the next version of one that is in force, in preparation, or submitted when submitted_at is set';
COMMENT ON COLUMN campaigns.submitted_at IS 'when what now waits for a decision was submitted; null when nothing does';
CREATE INDEX campaigns_organization ON campaigns (organization_id, id);
CREATE INDEX campaigns_moving ON campaigns (status, ends_at) WHERE status IN ('submitted', 'scheduled', 'live', 'paused');

CREATE TABLE campaign_versions (
    campaign_id     bigint      NOT NULL REFERENCES campaigns,
    created_at      timestamptz NOT NULL,
    version         int         NOT NULL,
    template_version int,
    definition      text        NOT NULL,
    filled          text        NOT NULL,
    created_by      text        NOT NULL,
    PRIMARY KEY (campaign_id, version)
);
COMMENT ON COLUMN campaign_versions.definition IS 'canonical JSON, everything said; never looked into by a query';
COMMENT ON COLUMN campaign_versions.filled IS 'what the owner said, without what the template says: what the template''s next version is filled in with';

CREATE TABLE campaign_audit (
    id              bigint      PRIMARY KEY,
    campaign_id     bigint      NOT NULL REFERENCES campaigns,
    at              timestamptz NOT NULL,
    organization_id bigint      NOT NULL,
    version         int         NOT NULL,
    actor           text        NOT NULL,
    action          text        NOT NULL,
    from_status     text,
    to_status       text        NOT NULL,
    detail          text        NOT NULL DEFAULT '{}'
);
COMMENT ON COLUMN campaign_audit.organization_id IS 'whose client the actor is';
CREATE INDEX campaign_audit_campaign ON campaign_audit (campaign_id, id);

-- What happened stays as it was told.
REVOKE UPDATE, DELETE ON campaign_audit FROM tributary_writer;
REVOKE DELETE ON campaigns, campaign_versions FROM tributary_writer;

CREATE TABLE campaign_templates (
    created_at      timestamptz NOT NULL DEFAULT now(),
    version         int         NOT NULL,
    code            text        NOT NULL,
    name            text        NOT NULL,
    kind            text        NOT NULL,
    body            text        NOT NULL,
    created_by      text        NOT NULL DEFAULT '',
    PRIMARY KEY (code, version)
);
REVOKE UPDATE, DELETE ON campaign_templates FROM tributary_writer;

CREATE TABLE approval_policies (
    created_at      timestamptz NOT NULL DEFAULT now(),
    version         int         PRIMARY KEY,
    policy          text        NOT NULL,
    created_by      text        NOT NULL DEFAULT ''
);
INSERT INTO approval_policies (version, policy)
    VALUES (1, '{"maxOffBps":3000,"maxBudgetFen":100000000,"requiresApprovalSkus":[],"nearExpiryFastPath":true}');

-- A campaign that was published is seen below its owner; what is still prepared, its next version too, by the owner and above alone.
ALTER TABLE campaigns ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON campaigns TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON campaigns FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()))
        OR (status IN ('approved', 'scheduled', 'live', 'paused', 'ended') AND (organization_id = 0 OR organization_id = (SELECT reach_region()))));
ALTER TABLE campaign_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaign_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON campaign_versions TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON campaign_versions FOR SELECT TO tributary_request
    USING (EXISTS (
        SELECT FROM campaigns c
        WHERE c.id = campaign_id
          AND ((c.organization_id >= (SELECT reach_lower()) AND c.organization_id < (SELECT reach_upper())) OR campaign_versions.version <= c.version)));
ALTER TABLE campaign_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE campaign_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON campaign_audit TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON campaign_audit FOR SELECT TO tributary_request
    USING (EXISTS (
        SELECT FROM campaigns c
        WHERE c.id = campaign_id AND c.organization_id >= (SELECT reach_lower()) AND c.organization_id < (SELECT reach_upper())));
