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
CREATE INDEX outbox_lane_order ON outbox (queue, shard, position);

-- One row for each lane; whoever sends a lane's events holds its row.
CREATE TABLE outbox_lane (
  queue text NOT NULL,
  shard smallint NOT NULL,
  PRIMARY KEY (queue, shard)
);
INSERT INTO outbox_lane (queue, shard)
SELECT queue, shard
FROM unnest(ARRAY['notify', 'enrich', 'remediate', 'dead-letters']) AS queue,
     generate_series(0, 63) AS shard;

-- The time-out is part of the function: a SET from outside would pin a connection of RDS Proxy.
CREATE FUNCTION lock_outbox_lane(lane_queue text, lane_shard integer) RETURNS integer
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT 1 FROM outbox_lane WHERE queue = lane_queue AND shard = lane_shard FOR UPDATE
$$;

-- Which events a consumer has taken.
CREATE TABLE consumed_event (
  consumer text NOT NULL CHECK (consumer IN ('notify', 'enrich', 'remediate')),
  event_id uuid NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX consumed_event_age ON consumed_event (taken_at);

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
