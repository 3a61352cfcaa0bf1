-- The tree of organisations and what its callers sign in with. An id says where a node stands (12 bits of region, 20 of
-- distributor, 20 of store), so "a node and all below it" is one range of ids, in an index as in a row-level policy.

DO $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO tributary_writer, tributary_request', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tributary_writer', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO tributary_request', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO tributary_writer', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO tributary_writer, tributary_request', current_schema());
END $$;

-- The caller's reach [lower, upper), set inside the transaction of every read. Unset, nothing is visible.
CREATE FUNCTION reach_lower() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('tributary.reach_lower', true), '')::bigint, -1);
CREATE FUNCTION reach_upper() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('tributary.reach_upper', true), '')::bigint, -1);
-- The region above the caller (or the caller itself); headquarters is 0. What that node publishes is visible below it.
CREATE FUNCTION reach_region() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('tributary.reach_region', true), '')::bigint, -1);

CREATE TABLE organizations (
    id              bigint      PRIMARY KEY,
    parent_id       bigint      REFERENCES organizations,
    created_at      timestamptz NOT NULL DEFAULT now(),
    latitude_e6     int,
    longitude_e6    int,
    last_child      int         NOT NULL DEFAULT 0,
    code            text        NOT NULL,
    kind            text        NOT NULL,
    name            text        NOT NULL,
    status          text        NOT NULL DEFAULT 'active',
    tier            text,
    address         text,
    CONSTRAINT organizations_code_once UNIQUE (code),
    CONSTRAINT organizations_kind_known CHECK (kind IN ('headquarters', 'region', 'distributor', 'store')),
    CONSTRAINT organizations_status_known CHECK (status IN ('active', 'suspended')),
    CONSTRAINT organizations_headquarters_alone CHECK ((kind = 'headquarters') = (parent_id IS NULL) AND (kind = 'headquarters') = (id = 0)),
    CONSTRAINT organizations_place_on_earth CHECK (latitude_e6 BETWEEN -90000000 AND 90000000 AND longitude_e6 BETWEEN -180000000 AND 180000000)
);
COMMENT ON COLUMN organizations.last_child IS 'the number of the child made last; taken under the row''s lock when a child is made';
CREATE INDEX organizations_parent ON organizations (parent_id, code);

CREATE TABLE api_clients (
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL DEFAULT now(),
    revoked_at      timestamptz,
    client_id       text        PRIMARY KEY,
    name            text        NOT NULL DEFAULT ''
);
CREATE INDEX api_clients_organization ON api_clients (organization_id);

CREATE TABLE client_secrets (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at      timestamptz NOT NULL DEFAULT now(),
    revoked_at      timestamptz,
    client_id       text        NOT NULL REFERENCES api_clients,
    salt            bytea       NOT NULL,
    digest          bytea       NOT NULL,
    demo            boolean     NOT NULL DEFAULT false
);
COMMENT ON COLUMN client_secrets.digest IS 'SHA-256 of salt and secret; secrets are 256 random bits, so no slow hash is needed (demo secrets are refused off loopback)';
CREATE INDEX client_secrets_client ON client_secrets (client_id) WHERE revoked_at IS NULL;

CREATE TABLE signing_keys (
    created_at      timestamptz NOT NULL DEFAULT now(),
    retired_at      timestamptz,
    key_id          text        PRIMARY KEY,
    algorithm       text        NOT NULL,
    secret          bytea       NOT NULL,
    CONSTRAINT signing_keys_algorithm_known CHECK (algorithm IN ('ES256', 'HS256'))
);
REVOKE ALL ON signing_keys, client_secrets FROM tributary_request;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON organizations TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON organizations FOR SELECT TO tributary_request
    USING (id >= (SELECT reach_lower()) AND id < (SELECT reach_upper()));
ALTER TABLE api_clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_clients FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON api_clients TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON api_clients FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
