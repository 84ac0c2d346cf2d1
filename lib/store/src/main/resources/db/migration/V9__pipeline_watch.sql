-- What the alerts on the pipeline itself are judged by.

-- Before which time they are judged, and when that was first done. Whoever judges them holds the row.
CREATE TABLE pipeline_watch (
  only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  judged_before timestamptz NOT NULL DEFAULT 'epoch',
  since         timestamptz
) WITH (fillfactor = 50);
INSERT INTO pipeline_watch (only_row) VALUES (true);

-- What the tick saw of the log of each partition: ahead, how many records the cursor was beyond its end.
CREATE TABLE partition_log (
  topic     text COLLATE "C" NOT NULL,
  partition integer NOT NULL CHECK (partition >= 0),
  log_start bigint NOT NULL,
  log_end   bigint NOT NULL,
  ahead     bigint NOT NULL CHECK (ahead >= 0),
  grew_at   timestamptz,
  looked_at timestamptz NOT NULL,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- What evaluating counted, by minute. A writer is a partition or a shard, so that each row is changed under one lock only.
-- Numbers of a rule stand under its id, those of no rule under the empty one.
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
  beyond_limit bigint NOT NULL,
  PRIMARY KEY (minute, writer, rule_id)
) WITH (fillfactor = 70);

-- The rules in force: since when, and when a sample of each was last noted, which is done once an hour.
CREATE TABLE rule_use (
  rule_id    text COLLATE "C" PRIMARY KEY,
  since      timestamptz NOT NULL,
  matched_at timestamptz
);
