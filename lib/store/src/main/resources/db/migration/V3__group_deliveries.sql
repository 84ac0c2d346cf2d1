-- A delivery is about an event of one alert, or about a flush of a group of alerts.
ALTER TABLE delivery
  ALTER COLUMN event_id DROP NOT NULL,
  ALTER COLUMN fingerprint DROP NOT NULL,
  ALTER COLUMN alert_id DROP NOT NULL,
  ALTER COLUMN seq DROP NOT NULL,
  ALTER COLUMN kind DROP NOT NULL,
  ADD COLUMN group_id       uuid,
  ADD COLUMN flush          bigint CHECK (flush > 0),
  ADD COLUMN notifies_resolved boolean,
  -- What the integration knows once it accepted the delivery: fingerprints, and for how long.
  ADD COLUMN firing         bigint[],
  ADD COLUMN resolved       bigint[],
  ADD COLUMN open           bigint[],
  ADD COLUMN kept_for_ms    bigint CHECK (kept_for_ms >= 0),
  -- The alerts that leave the group then, and the time of the last news of each that the flush saw.
  ADD COLUMN leaving        bigint[],
  ADD COLUMN leaving_seen   timestamptz[],
  ADD CHECK (
    (num_nonnulls(event_id, fingerprint, alert_id, seq, kind) = 5
      AND num_nonnulls(group_id, flush, notifies_resolved, firing, resolved, open, kept_for_ms,
        leaving, leaving_seen) = 0)
    OR (num_nonnulls(event_id, fingerprint, alert_id, seq, kind, run_id) = 0
      AND num_nonnulls(group_id, flush, notifies_resolved, firing, resolved, open, kept_for_ms,
        leaving, leaving_seen) = 9)),
  ADD CHECK (cardinality(leaving) = cardinality(leaving_seen));

CREATE UNIQUE INDEX delivery_flush ON delivery (group_id, receiver, flush)
  WHERE group_id IS NOT NULL;
-- One in flight for each group and integration, and one that waits behind it.
CREATE UNIQUE INDEX delivery_of_group ON delivery (group_id, receiver, (reason = 'awaits_earlier'))
  WHERE group_id IS NOT NULL AND state = 'waiting';

DROP INDEX delivery_in_sequence;
CREATE INDEX delivery_in_sequence ON delivery (fingerprint)
  WHERE fingerprint IS NOT NULL
    AND (state = 'waiting' OR reason IN ('never_notified', 'malformed_event'));
DROP INDEX delivery_alert;
CREATE INDEX delivery_alert ON delivery (alert_id) WHERE alert_id IS NOT NULL;

-- How the last attempts at each receiver went.
CREATE TABLE receiver_status (
  receiver        text PRIMARY KEY,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error      text NOT NULL,
  CHECK (num_nonnulls(last_success_at, last_failure_at) > 0)
) WITH (fillfactor = 50);
