-- Outbox, consumed events, dead letters, retention

-- Events on their way to the queues. A row stands until its consumer has recorded the event.
CREATE TABLE outbox (
  position   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id   uuid NOT NULL,
  queue      text NOT NULL CHECK (queue IN ('notify', 'enrich', 'remediate', 'dead-letters')),
  shard      smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  body       text NOT NULL CHECK (body <> ''),
  sends      integer NOT NULL DEFAULT 0 CHECK (sends >= 0),
  sent_at    timestamptz,
  created_at timestamptz NOT NULL,
  UNIQUE (event_id, queue),
  CHECK ((sends = 0) = (sent_at IS NULL))
);
-- What waits in a lane is found without what was sent and is not consumed yet, of which a consumer that is down leaves
-- much.
CREATE INDEX outbox_lane_waiting ON outbox (queue, shard, coalesce(sent_at, '-infinity'));

-- One row for each lane; a transaction that sends a lane's events holds its row.
CREATE TABLE outbox_lane (
  queue text NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (queue, shard)
);
INSERT INTO outbox_lane (queue, shard)
SELECT queue, shard
FROM unnest(ARRAY['notify', 'enrich', 'remediate', 'dead-letters']) AS queue,
     generate_series(0, 63) AS shard;

-- Locks lanes of a queue in the order of their shards, which rules out deadlocks. The time-out is part of the function:
-- a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_outbox_lanes(lane_queue text, lane_shards integer[]) RETURNS bigint
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT count(*) FROM (
    SELECT shard FROM outbox_lane
    WHERE queue = lane_queue AND shard = ANY (lane_shards)
    ORDER BY shard FOR UPDATE
  ) AS locked
$$;

-- Which events a consumer has taken.
CREATE TABLE consumed_event (
  consumer text NOT NULL CHECK (consumer IN ('notify', 'enrich', 'remediate')),
  event_id uuid NOT NULL,
  consumed_at timestamptz NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX consumed_event_age ON consumed_event (consumed_at);

-- What could not be processed. Exactly the columns of its source are filled.
CREATE TABLE dead_letter (
  id            uuid PRIMARY KEY,
  source        text NOT NULL CHECK (source IN ('metric', 'event', 'delivery')),
  topic         text,
  partition     integer CHECK (partition >= 0),
  record_offset bigint CHECK (record_offset >= 0),
  queue         text,
  delivery_id   uuid,
  destination   text,
  reason        text NOT NULL CHECK (reason <> ''),
  detail        text NOT NULL,
  raw           bytea NOT NULL CHECK (octet_length(raw) <= 1048576),
  created_at    timestamptz NOT NULL,
  redriven_at   timestamptz,
  CHECK ((source = 'metric') = (num_nonnulls(topic, partition, record_offset) = 3)),
  CHECK ((source = 'event') = (queue IS NOT NULL)),
  CHECK ((source = 'delivery') = (num_nonnulls(delivery_id, destination) = 2))
);
CREATE INDEX dead_letter_newest ON dead_letter (created_at DESC, id DESC);

-- When each table was last swept, so that many instances sweep it once.
CREATE TABLE retention_run (
  name     text PRIMARY KEY,
  swept_at timestamptz NOT NULL
);

-- Creates the partition of one UTC day of a table that is partitioned by a timestamptz and has a
-- default partition. When the default partition holds rows of that day already, they stay there.
CREATE FUNCTION create_daily_partition(parent text, day date) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
    parent || to_char(day, '_YYYYMMDD'), parent,
    day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
EXCEPTION
  WHEN check_violation THEN NULL;
END
$$;

-- Drops the partitions of all days before the given one and returns their number.
CREATE FUNCTION drop_daily_partitions(parent text, before date) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  child text;
  dropped integer := 0;
BEGIN
  FOR child IN
    SELECT part.relname
    FROM pg_inherits
    JOIN pg_class part ON part.oid = inhrelid
    WHERE inhparent = to_regclass(quote_ident(parent))
      AND part.relname ~ ('^' || parent || '_[0-9]{8}$')
      AND to_date(right(part.relname, 8), 'YYYYMMDD') < before
  LOOP
    EXECUTE format('DROP TABLE %I', child);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;


-- Evaluation: cursors, alert keys, alerts

-- How far each partition is read. A transaction that evaluates records of a partition holds its row.
CREATE TABLE partition_cursor (
  topic        text COLLATE "C" NOT NULL,
  partition    integer NOT NULL CHECK (partition >= 0),
  next_offset  bigint NOT NULL CHECK (next_offset >= 0),
  event_time   timestamptz,
  caught_up_at timestamptz,
  PRIMARY KEY (topic, partition)
);

-- Of the replicas that send the same series, the one in use: for each cluster of a topic with ha. Times are event times,
-- but for changed_at.
CREATE TABLE replica_choice (
  topic              text COLLATE "C" NOT NULL,
  cluster            text COLLATE "C" NOT NULL CHECK (cluster <> ''),
  replica            text NOT NULL CHECK (replica <> ''),
  last_seen          timestamptz NOT NULL,
  previous_replica   text,
  previous_last_seen timestamptz,
  changed_at         timestamptz NOT NULL,
  PRIMARY KEY (topic, cluster),
  CHECK ((previous_replica IS NULL) = (previous_last_seen IS NULL))
) WITH (fillfactor = 50);

-- The alert keys of which something is stored. Times are event times. A key of a scheduled rule belongs to no
-- partition; one that is in none of the phases has a past, which its condition compares the next sample with.
-- A row is changed only by a transaction that loaded its newest version. A new row's version is drawn at random, so that
-- it is not taken for a row that was removed before; each change adds one.
CREATE TABLE alert_key_state (
  fingerprint     bigint PRIMARY KEY,
  shard           smallint NOT NULL GENERATED ALWAYS AS ((fingerprint & 63)::smallint) STORED,
  rule_id         text NOT NULL,
  topic           text,
  partition       integer CHECK (partition >= 0),
  labels          json NOT NULL,
  phase           text NOT NULL,
  since           timestamptz NOT NULL,
  last_true       timestamptz NOT NULL,
  last_result     timestamptz NOT NULL,
  result_gap_ms   bigint NOT NULL CHECK (result_gap_ms >= 0),
  last_transition timestamptz NOT NULL,
  fired_at        timestamptz,
  fire_count      integer CHECK (fire_count >= 1),
  dedup_key       text,
  value           double precision,
  alert_id        uuid,
  due_at          timestamptz,
  past            bytea,
  version         bigint NOT NULL,
  CHECK ((topic IS NULL) = (partition IS NULL)),
  CHECK (phase IN ('pending', 'firing', 'resolved') OR (phase = 'none' AND past IS NOT NULL)),
  CHECK (num_nonnulls(fired_at, fire_count, dedup_key) IN (0, 3)),
  CHECK (phase <> 'firing' OR fired_at IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX alert_key_state_due ON alert_key_state (shard, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX alert_key_state_rule ON alert_key_state (rule_id);

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
  unit        text NOT NULL CHECK (unit <> ''),
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


-- Evaluation of scheduled rules: shards, buffered samples, state of windows

-- Of each shard of alert keys, the time before which all evaluation times of all groups are evaluated. A transaction
-- that evaluates a shard holds its row.
CREATE TABLE evaluation_shard (
  shard            smallint PRIMARY KEY CHECK (shard BETWEEN 0 AND 63),
  evaluated_before timestamptz NOT NULL
) WITH (fillfactor = 50);
INSERT INTO evaluation_shard (shard, evaluated_before) SELECT shard, 'epoch' FROM generate_series(0, 63) AS shard;

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_evaluation_shards() RETURNS bigint
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT count(*) FROM (SELECT 1 FROM evaluation_shard ORDER BY shard FOR UPDATE) AS locked
$$;

-- Samples that wait for their evaluation times: inserted with their batch, removed once they are evaluated.
CREATE TABLE sample_block (
  shard        smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  step_ms      bigint NOT NULL CHECK (step_ms > 0),
  topic        text COLLATE "C" NOT NULL,
  partition    integer NOT NULL CHECK (partition >= 0),
  first_offset bigint NOT NULL CHECK (first_offset >= 0),
  passed       timestamptz NOT NULL,
  samples      bytea NOT NULL,
  PRIMARY KEY (shard, step_ms, topic, partition, first_offset)
);
ALTER TABLE sample_block ALTER COLUMN samples SET STORAGE EXTERNAL;

-- The state of the windows of a rule in a shard.
CREATE TABLE window_snapshot (
  shard            smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  rule_id          text NOT NULL,
  rule_window      text NOT NULL,
  memory           bytea NOT NULL,
  keys             integer NOT NULL CHECK (keys >= 0),
  next_at          timestamptz,
  labels_marked_on date NOT NULL,
  PRIMARY KEY (shard, rule_id, rule_window)
) WITH (fillfactor = 70);
ALTER TABLE window_snapshot ALTER COLUMN memory SET STORAGE EXTERNAL;

-- The labels of the alert keys of scheduled rules.
CREATE TABLE label_index (
  fingerprint    bigint PRIMARY KEY,
  labels         json NOT NULL,
  needed_on      date NOT NULL
);


-- Rules

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

-- Every version of the rules: its files, who put it into force, when, and its source.
CREATE TABLE rule_version (
  number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest    text NOT NULL,
  at        timestamptz NOT NULL,
  principal text NOT NULL,
  source    text NOT NULL,
  comment   text NOT NULL,
  rules     integer NOT NULL CHECK (rules >= 0),
  names     text[] NOT NULL,
  texts     text[] NOT NULL,
  CHECK (cardinality(names) = cardinality(texts))
);
ALTER TABLE rule_version ALTER COLUMN texts SET STORAGE EXTENDED;


-- Alerts on the pipeline itself

-- What the alerts on the pipeline itself are evaluated by.

-- Before which time they are evaluated, and when that was first done. A transaction that evaluates them holds the row.
CREATE TABLE pipeline_watch (
  only_row         boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  evaluated_before timestamptz NOT NULL DEFAULT 'epoch',
  since            timestamptz
) WITH (fillfactor = 50);
INSERT INTO pipeline_watch (only_row) VALUES (true);

-- The log of each partition at the last tick. ahead: how many records the cursor is beyond its end. held_since: since
-- when an open transaction holds back records of the partition; what was committed of it ends where it ended then.
CREATE TABLE partition_log (
  topic      text COLLATE "C" NOT NULL,
  partition  integer NOT NULL CHECK (partition >= 0),
  log_start  bigint NOT NULL,
  log_end    bigint NOT NULL,
  ahead      bigint NOT NULL CHECK (ahead >= 0),
  grew_at    timestamptz,
  looked_at  timestamptz NOT NULL,
  held_since timestamptz,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- What evaluating counted, by minute. A writer is a partition or a shard, so that each row is changed under one lock
-- only. Numbers of a rule stand under its id, those of no rule under the empty one.
CREATE TABLE evaluation_count (
  minute       timestamptz NOT NULL,
  writer       text COLLATE "C" NOT NULL,
  rule_id      text COLLATE "C" NOT NULL,
  topic        text,
  records      bigint NOT NULL,
  rejected     bigint NOT NULL,
  samples      bigint NOT NULL,
  misplaced    bigint NOT NULL,
  late         bigint NOT NULL,
  out_of_order bigint NOT NULL,
  duplicates   bigint NOT NULL,
  beyond_limit bigint NOT NULL,
  came_back    bigint NOT NULL,
  PRIMARY KEY (minute, writer, rule_id)
) WITH (fillfactor = 70);

-- The producers whose samples have other times than one expects: ahead of the clock, late, or so fast that they make
-- samples of others late. The worst of each partition, changed under the partition's lock.
CREATE TABLE producer_clock (
  topic     text COLLATE "C" NOT NULL,
  partition integer NOT NULL CHECK (partition >= 0),
  kind      text COLLATE "C" NOT NULL CHECK (kind IN ('ahead', 'slow', 'fast')),
  producer  text COLLATE "C" NOT NULL,
  since     timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL,
  samples   bigint NOT NULL,
  most_ms   bigint NOT NULL,
  PRIMARY KEY (topic, partition, kind, producer)
) WITH (fillfactor = 70);

-- The rules in force: since when, and when a sample of each was last noted, which is done once an hour.
CREATE TABLE rule_use (
  rule_id    text COLLATE "C" PRIMARY KEY,
  since      timestamptz NOT NULL,
  matched_at timestamptz
);


-- Notification

-- How far the events of a fingerprint are recorded. A transaction that changes their order holds the row.
CREATE TABLE delivery_sequence (
  fingerprint bigint PRIMARY KEY,
  recorded    bigint NOT NULL CHECK (recorded >= 0),
  moved_at    timestamptz NOT NULL
);
CREATE INDEX delivery_sequence_age ON delivery_sequence (moved_at);

-- The alerts of which a firing was delivered.
CREATE TABLE notified_alert (
  alert_id uuid PRIMARY KEY,
  notified_at  timestamptz NOT NULL
);
CREATE INDEX notified_alert_age ON notified_alert (notified_at);

-- One message to one receiver about one event, and why it is where it is.
CREATE TABLE delivery (
  id                  uuid PRIMARY KEY,
  arrival             bigint GENERATED ALWAYS AS IDENTITY,
  event_id            uuid NOT NULL,
  fingerprint         bigint NOT NULL,
  alert_id            uuid NOT NULL,
  seq                 bigint NOT NULL,
  kind                text NOT NULL CHECK (kind IN (
                        'firing', 'resolved', 'enriched', 'approval_requested',
                        'remediation_result', 'unreadable')),
  receiver            text NOT NULL,
  body                text NOT NULL,
  run_id              uuid,
  parameters_hash     text,
  approval_expires_at timestamptz,
  state               text NOT NULL CHECK (state IN ('waiting', 'delivered', 'skipped', 'dead')),
  reason              text NOT NULL,
  detail              text NOT NULL,
  attempts            integer NOT NULL CHECK (attempts >= 0),
  redrives            integer NOT NULL CHECK (redrives >= 0),
  created_at          timestamptz NOT NULL,
  due_at              timestamptz NOT NULL,
  deadline            timestamptz NOT NULL,
  lease_id            uuid,
  lease_until         timestamptz,
  ended_at            timestamptz,
  CHECK (num_nonnulls(run_id, parameters_hash, approval_expires_at) IN (0, 3)),
  CHECK ((lease_id IS NULL) = (lease_until IS NULL)),
  CHECK (lease_id IS NULL OR state = 'waiting'),
  CHECK ((ended_at IS NULL) = (state = 'waiting'))
) WITH (fillfactor = 70);
CREATE INDEX delivery_due ON delivery (receiver, due_at, arrival)
  WHERE reason IN ('ready', 'retrying', 'circuit_open');
CREATE INDEX delivery_in_sequence ON delivery (fingerprint)
  WHERE state = 'waiting' OR reason IN ('never_notified', 'malformed_event');
CREATE INDEX delivery_overdue ON delivery (deadline) WHERE state = 'waiting';
CREATE INDEX delivery_age ON delivery (ended_at) WHERE state <> 'waiting';
CREATE INDEX delivery_alert ON delivery (alert_id);

-- The circuit breaker of a destination, shared by all instances.
CREATE TABLE circuit_breaker (
  destination text PRIMARY KEY,
  state       text NOT NULL CHECK (state IN ('closed', 'open', 'half_open')),
  epoch       bigint NOT NULL CHECK (epoch >= 0),
  failures    integer NOT NULL CHECK (failures >= 0),
  successes   integer NOT NULL CHECK (successes >= 0),
  -- open: when the first probe may pass; half open: when the slot of the probe expires
  until       timestamptz,
  changed_at  timestamptz NOT NULL,
  CHECK (state <> 'closed' OR until IS NULL),
  CHECK (state <> 'open' OR until IS NOT NULL)
);


-- Remediation

-- What remediation last heard of each alert's fingerprint.
CREATE TABLE remediation_alert (
  fingerprint bigint PRIMARY KEY,
  seq         bigint NOT NULL CHECK (seq > 0),
  alert_id    uuid NOT NULL,
  fires       boolean NOT NULL,
  received_at    timestamptz NOT NULL
);
CREATE INDEX remediation_alert_over ON remediation_alert (received_at) WHERE NOT fires;

-- One remediation for one firing of an alert. due_at is there while something can still come of it:
-- the end of the question, the next attempt, or the end of the lease of the attempt under way.
CREATE TABLE remediation_run (
  id               uuid PRIMARY KEY,
  remediation_id   text NOT NULL,
  remediation_name text NOT NULL,
  action           text NOT NULL,
  target           text NOT NULL,
  alert_id         uuid NOT NULL,
  alert            text NOT NULL,
  seq              bigint NOT NULL,
  parameters       text NOT NULL,
  parameters_hash  text NOT NULL,
  status           text NOT NULL CHECK (status IN
    ('awaiting_approval', 'approved', 'running', 'skipped', 'success', 'failed')),
  reason           text,
  detail           text NOT NULL,
  due_at           timestamptz,
  attempts         timestamptz[] NOT NULL,
  created_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  CHECK ((due_at IS NOT NULL) = (status IN ('awaiting_approval', 'approved', 'running'))),
  CHECK ((due_at IS NULL) = (finished_at IS NOT NULL)),
  CHECK (finished_at IS NULL OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX remediation_run_one_open ON remediation_run (remediation_id, target)
  WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_attempts ON remediation_run (remediation_id, target)
  WHERE attempts <> '{}';
CREATE INDEX remediation_run_due ON remediation_run (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_open_alert ON remediation_run (alert_id) WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_age ON remediation_run (finished_at) WHERE finished_at IS NOT NULL;

-- The question to a person, and the answer, given once. It covers the attempt that is asked for, and none after it.
CREATE TABLE approval (
  run_id     uuid PRIMARY KEY REFERENCES remediation_run (id) ON DELETE CASCADE,
  attempt    integer NOT NULL CHECK (attempt > 0),
  expires_at timestamptz NOT NULL,
  answer     text CHECK (answer IN ('approve', 'deny')),
  principal  text,
  source     text,
  comment    text,
  decided_at timestamptz,
  CHECK (num_nonnulls(answer, principal, source, comment, decided_at) IN (0, 5))
);

-- What people decided, append only.
CREATE TABLE audit (
  id        uuid PRIMARY KEY,
  at        timestamptz NOT NULL,
  principal text NOT NULL,
  source    text NOT NULL,
  action    text NOT NULL,
  subject   uuid NOT NULL,
  comment   text NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, at);
CREATE INDEX audit_age ON audit (at);


-- Enrichment

-- One row for each alert that was ever to be enriched. due_at is there until it is.
CREATE TABLE enrichment (
  alert_id     uuid PRIMARY KEY,
  alert        text NOT NULL,
  seq          bigint NOT NULL,
  fields       text,
  requested_at timestamptz NOT NULL,
  due_at       timestamptz,
  enriched_at  timestamptz,
  CHECK ((due_at IS NULL) = (enriched_at IS NOT NULL)),
  CHECK ((fields IS NULL) = (enriched_at IS NULL))
);
CREATE INDEX enrichment_due ON enrichment (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX enrichment_age ON enrichment (requested_at);
