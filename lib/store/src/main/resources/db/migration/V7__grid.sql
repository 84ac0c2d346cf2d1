-- Rules that are judged on the grid. The table grid_cursor is of the previous version and not used any more.

-- Of each shard of keys, the time before which all grid points of all groups are judged. Whoever judges a shard holds its row.
CREATE TABLE grid_shard (
  shard         smallint PRIMARY KEY CHECK (shard BETWEEN 0 AND 63),
  judged_before timestamptz NOT NULL
) WITH (fillfactor = 50);
INSERT INTO grid_shard (shard, judged_before)
SELECT shard,
       coalesce(
         (SELECT max(judged_until) + interval '1 millisecond' FROM grid_cursor WHERE grid_cursor.shard = s.shard),
         'epoch')
FROM generate_series(0, 63) AS s (shard);

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_grid_shards() RETURNS bigint
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT count(*) FROM (SELECT 1 FROM grid_shard ORDER BY shard FOR UPDATE) AS locked
$$;

-- Samples that wait for the grid: inserted with their batch, removed when their grid points are judged.
CREATE TABLE grid_sample (
  shard        smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  step_ms      bigint NOT NULL CHECK (step_ms > 0),
  topic        text COLLATE "C" NOT NULL,
  partition    integer NOT NULL CHECK (partition >= 0),
  first_offset bigint NOT NULL CHECK (first_offset >= 0),
  passed       timestamptz NOT NULL,
  samples      bytea NOT NULL,
  PRIMARY KEY (shard, step_ms, topic, partition, first_offset)
);
ALTER TABLE grid_sample ALTER COLUMN samples SET STORAGE EXTERNAL;

-- What is remembered of the keys of a rule in a shard.
CREATE TABLE grid_page (
  shard       smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
  rule_id     text NOT NULL,
  rule_window text NOT NULL,
  memory      bytea NOT NULL,
  keys        integer NOT NULL CHECK (keys >= 0),
  next_at     timestamptz,
  named_on    date NOT NULL,
  PRIMARY KEY (shard, rule_id, rule_window)
) WITH (fillfactor = 70);
ALTER TABLE grid_page ALTER COLUMN memory SET STORAGE EXTERNAL;

-- The labels of keys that are judged on the grid.
CREATE TABLE grid_key (
  fingerprint    bigint PRIMARY KEY,
  labels         json NOT NULL,
  instance_id    text NOT NULL,
  instance_alone boolean NOT NULL,
  needed_on      date NOT NULL
);

-- A key that is judged on the grid is of no partition; one that is none of the phases has a past.
ALTER TABLE key_state
  ALTER COLUMN rule_group DROP NOT NULL,
  ALTER COLUMN topic DROP NOT NULL,
  ALTER COLUMN partition DROP NOT NULL,
  ADD COLUMN past bytea,
  ADD CONSTRAINT key_state_partition_whole CHECK ((topic IS NULL) = (partition IS NULL)),
  DROP CONSTRAINT key_state_phase_check,
  ADD CONSTRAINT key_state_phase_check
    CHECK (phase IN ('pending', 'firing', 'resolved') OR (phase = 'none' AND past IS NOT NULL));
DROP INDEX key_state_due;
CREATE INDEX key_state_due ON key_state (shard, due_at) WHERE due_at IS NOT NULL;
