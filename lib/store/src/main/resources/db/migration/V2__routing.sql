-- Routing: the alerts that are routed, groups and their timers, what integrations were notified of, what flushes
-- decided, inhibition, silences, versions of the configuration

-- Of each label set the current or last occurrence. A row changes with every word of the alert's source, so that no
-- column that changes is indexed.
CREATE TABLE routed_alert (
  fingerprint    bigint PRIMARY KEY,
  labels         json NOT NULL,
  annotations    json NOT NULL,
  starts_at      timestamptz NOT NULL,
  ends_at        timestamptz,
  updated_at     timestamptz NOT NULL,
  end_is_timeout boolean NOT NULL,
  generator_url  text NOT NULL,
  source         text NOT NULL CHECK (source IN ('api', 'rules')),
  CHECK (ends_at IS NOT NULL OR NOT end_is_timeout)
) WITH (fillfactor = 50);

-- A group: its route and the labels that its alerts share. A row never changes. A transaction that puts alerts into a
-- group holds its row shared; one that removes the group holds it alone.
CREATE TABLE alert_group (
  id         uuid PRIMARY KEY,
  route_id   text NOT NULL CHECK (route_id <> ''),
  labels     json NOT NULL,
  created_at timestamptz NOT NULL
);

-- When each group is flushed next, how often it was, and when last. A transaction that flushes a group holds its row;
-- one that puts alerts into a group leaves the row alone, unless it makes the first flush earlier.
CREATE TABLE group_timer (
  group_id   uuid PRIMARY KEY REFERENCES alert_group (id),
  due_at     timestamptz NOT NULL,
  flushes    bigint NOT NULL CHECK (flushes >= 0),
  flushed_at timestamptz,
  CHECK ((flushes = 0) = (flushed_at IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX group_timer_due ON group_timer (due_at);

-- The alerts in each group. updated_at is the version by which an alert leaves: that of the alert as it joined or had
-- news last.
CREATE TABLE group_member (
  group_id    uuid NOT NULL REFERENCES alert_group (id),
  fingerprint bigint NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (group_id, fingerprint)
) WITH (fillfactor = 70);
CREATE INDEX group_member_alert ON group_member (fingerprint);

-- What each integration was last notified of a group. A row outlives its group: when the group's alerts come back, the
-- integration is not notified of them again before its time.
CREATE TABLE notification_log (
  group_id    uuid NOT NULL,
  integration text COLLATE "C" NOT NULL CHECK (integration <> ''),
  firing      bigint[] NOT NULL,
  resolved    bigint[] NOT NULL,
  open        bigint[] NOT NULL,
  at          timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (group_id, integration)
) WITH (fillfactor = 70);

-- What each flush decided for each integration, and why; a partition for each UTC day of recorded_at, the time of the
-- flush. A group that was removed and comes back counts its flushes from 1 again.
CREATE TABLE flush_decision (
  group_id    uuid NOT NULL,
  flush       bigint NOT NULL CHECK (flush >= 1),
  integration text COLLATE "C" NOT NULL CHECK (integration <> ''),
  recorded_at timestamptz NOT NULL,
  notifies    boolean NOT NULL,
  reason      text NOT NULL CHECK (reason <> ''),
  causes      text[] NOT NULL,
  firing      bigint[] NOT NULL,
  resolved    bigint[] NOT NULL,
  muted       bigint[] NOT NULL,
  PRIMARY KEY (group_id, recorded_at, flush, integration)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX flush_decision_integration ON flush_decision (integration, recorded_at);
CREATE TABLE flush_decision_default PARTITION OF flush_decision DEFAULT;

-- Which alerts are sources of which inhibition rule, a rule by its place in the configuration. equal: a digest of the
-- alert's values of the rule's equal labels.
CREATE TABLE inhibition_source (
  rule        integer NOT NULL CHECK (rule >= 0),
  equal       bigint NOT NULL,
  is_target   boolean NOT NULL,
  fingerprint bigint NOT NULL,
  PRIMARY KEY (rule, equal, is_target, fingerprint)
);
CREATE INDEX inhibition_source_alert ON inhibition_source (fingerprint);

-- matcher_sets: sets of matchers, each matcher as name, operator, value: [[["severity", "=~", "low|medium"]]].
CREATE TABLE silence (
  id           uuid PRIMARY KEY,
  matcher_sets json NOT NULL CHECK (json_array_length(matcher_sets) > 0),
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  comment      text NOT NULL,
  annotations  json NOT NULL,
  CHECK (starts_at <= ends_at)
);

-- One row, which a transaction that changes silences holds. version grows with each change, so that instances need to
-- read the silences only then.
CREATE TABLE silence_change (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint NOT NULL DEFAULT 0 CHECK (version >= 0)
) WITH (fillfactor = 50);
INSERT INTO silence_change (only_row) VALUES (true);

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_silences() RETURNS integer
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT 1 FROM silence_change FOR UPDATE
$$;

-- Every version of the configuration. text: as the caller gives it, encrypted where it holds secrets.
CREATE TABLE routing_configuration (
  number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  text       text NOT NULL,
  -- of the file on a local disk that it is; empty when it came by API
  folder     text,
  author     text NOT NULL,
  comment    text NOT NULL,
  created_at timestamptz NOT NULL
);

-- The version in force: one row, empty before the first activation.
CREATE TABLE routing_activation (
  only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  number       bigint REFERENCES routing_configuration (number),
  activated_at timestamptz,
  CHECK ((number IS NULL) = (activated_at IS NULL))
);
INSERT INTO routing_activation (only_row) VALUES (true);

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_routing_activation() RETURNS integer
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('routing_activation', 0));
  SELECT 1 FROM routing_activation FOR UPDATE
$$;
