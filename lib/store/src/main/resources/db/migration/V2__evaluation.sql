-- How far each partition is read. Whoever changes key states of a partition holds its row.
CREATE TABLE partition_cursor (
  topic        text COLLATE "C" NOT NULL,
  partition    integer NOT NULL CHECK (partition >= 0),
  next_offset  bigint NOT NULL CHECK (next_offset >= 0),
  event_time   timestamptz,
  caught_up_at timestamptz,
  owner        uuid,
  PRIMARY KEY (topic, partition)
);

-- Up to which grid point each shard of each rule group is judged; 1970 when it never was.
CREATE TABLE grid_cursor (
  rule_group   text NOT NULL,
  shard        smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  judged_until timestamptz NOT NULL,
  PRIMARY KEY (rule_group, shard)
);

-- The keys of which something is remembered. Times are event times.
CREATE TABLE key_state (
  fingerprint     bigint PRIMARY KEY,
  shard           smallint NOT NULL GENERATED ALWAYS AS ((fingerprint & 63)::smallint) STORED,
  rule_id         text NOT NULL,
  rule_group      text NOT NULL,
  topic           text NOT NULL,
  partition       integer NOT NULL CHECK (partition >= 0),
  labels          json NOT NULL,
  phase           text NOT NULL CHECK (phase IN ('pending', 'firing', 'resolved')),
  since           timestamptz NOT NULL,
  last_true       timestamptz NOT NULL,
  last_verdict    timestamptz NOT NULL,
  last_transition timestamptz NOT NULL,
  fired_at        timestamptz,
  fire_count      integer CHECK (fire_count >= 1),
  dedup_key       text,
  value           double precision,
  alert_id        uuid,
  due_at          timestamptz,
  CHECK (num_nonnulls(fired_at, fire_count, dedup_key) IN (0, 3)),
  CHECK (phase <> 'firing' OR fired_at IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX key_state_due ON key_state (rule_group, shard, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX key_state_rule ON key_state (rule_id);

-- The alerts, open and past, as the evaluator sees them.
CREATE TABLE alert (
  id          uuid PRIMARY KEY,
  fingerprint bigint NOT NULL,
  dedup_key   text NOT NULL,
  rule_id     text NOT NULL,
  name        text NOT NULL,
  description text NOT NULL,
  severity    text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
  metric_name text NOT NULL,
  instance_id text NOT NULL,
  labels      json NOT NULL,
  annotations json NOT NULL,
  runbook_url text,
  operator    text,
  threshold   double precision,
  phase       text NOT NULL CHECK (phase IN ('firing', 'resolved')),
  reason      text NOT NULL,
  started_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL,
  value       double precision,
  fire_count  integer NOT NULL CHECK (fire_count >= 1),
  seq         bigint NOT NULL CHECK (seq >= 1),
  UNIQUE (fingerprint, seq)
) WITH (fillfactor = 80);
CREATE INDEX alert_firing ON alert (fingerprint) WHERE phase = 'firing';
CREATE INDEX alert_age ON alert (changed_at) WHERE phase = 'resolved';

-- The last event number that was drawn for each fingerprint.
CREATE TABLE alert_sequence (
  fingerprint bigint PRIMARY KEY,
  last_seq    bigint NOT NULL CHECK (last_seq >= 1),
  drawn_on    date NOT NULL DEFAULT CURRENT_DATE
) WITH (fillfactor = 80);

-- What happened to each alert; a partition for each UTC day of recorded_at.
CREATE TABLE alert_event (
  event_id    uuid NOT NULL,
  alert_id    uuid NOT NULL,
  fingerprint bigint NOT NULL,
  seq         bigint NOT NULL CHECK (seq >= 1),
  kind        text NOT NULL CHECK (kind <> ''),
  at          timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  body        json NOT NULL,
  PRIMARY KEY (event_id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX alert_event_alert ON alert_event (alert_id, seq);
CREATE TABLE alert_event_default PARTITION OF alert_event DEFAULT;

-- The rules in force: one row, empty before the first activation.
CREATE TABLE rule_activation (
  only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version      text,
  published_at timestamptz,
  identities   json,
  CHECK (num_nonnulls(version, published_at, identities) IN (0, 3))
);
INSERT INTO rule_activation (only_row) VALUES (true);

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_rule_activation() RETURNS integer
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT 1 FROM rule_activation FOR UPDATE
$$;
