-- The reactions that are awaited to alerts that fire. since: when the alert started, or became known. look_at: when to
-- look whether it is overdue. overdue_at: since when it is. Written by transactions that hold the alert.
CREATE TABLE alert_response (
  fingerprint bigint PRIMARY KEY,
  since       timestamptz NOT NULL,
  look_at     timestamptz,
  overdue_at  timestamptz,
  CHECK (num_nonnulls(look_at, overdue_at) > 0)
) WITH (fillfactor = 70);
CREATE INDEX alert_response_look ON alert_response (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX alert_response_overdue ON alert_response (fingerprint) WHERE overdue_at IS NOT NULL;

ALTER TABLE routed_alert_event
  DROP CONSTRAINT routed_alert_event_kind_check,
  ADD CONSTRAINT routed_alert_event_kind CHECK (kind IN (
    'timed_out', 'started', 'updated', 'resolved', 'end_changed', 'overdue'));
