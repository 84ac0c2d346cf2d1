-- Locks lanes of a queue, in the order of their shards as everyone does. The function for a single lane stays for the previous version.
CREATE FUNCTION lock_outbox_lanes(lane_queue text, lane_shards integer[]) RETURNS bigint
LANGUAGE sql VOLATILE SET lock_timeout = '10s' AS $$
  SELECT count(*) FROM (
    SELECT shard FROM outbox_lane
    WHERE queue = lane_queue AND shard = ANY (lane_shards)
    ORDER BY shard FOR UPDATE
  ) AS locked
$$;
