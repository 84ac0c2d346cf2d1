-- What waits in a lane is found without what was sent and is not consumed yet, of which a consumer that is down leaves much.
CREATE INDEX outbox_lane_waiting ON outbox (queue, shard, coalesce(sent_at, '-infinity'));
DROP INDEX outbox_lane_order;
