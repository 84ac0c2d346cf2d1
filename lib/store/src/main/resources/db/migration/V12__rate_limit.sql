-- What is left of the rate of a destination, or of a receiver with a rate of its own: a bucket of tokens that is full
-- again at a time.
CREATE TABLE rate_budget (
  name    text PRIMARY KEY,
  full_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What waits for the rate is sent as soon as it is due.
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (receiver, due_at, arrival)
  WHERE reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited');
DROP INDEX delivery_in_sequence;
CREATE INDEX delivery_in_sequence ON delivery (group_id, receiver, arrival)
  WHERE event_id IS NOT NULL
    AND reason IN ('ready', 'retrying', 'circuit_open', 'rate_limited', 'awaits_earlier', 'never_notified');
