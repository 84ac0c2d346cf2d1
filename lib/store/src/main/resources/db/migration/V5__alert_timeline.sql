-- What happened to each routed alert, with the alert as it was then; a partition for each UTC day of recorded_at.
CREATE TABLE routed_alert_event (
  fingerprint bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  kind        text COLLATE "C" NOT NULL
    CHECK (kind IN ('timed_out', 'started', 'updated', 'resolved', 'end_changed')),
  labels      json NOT NULL,
  annotations json NOT NULL,
  starts_at   timestamptz NOT NULL,
  ends_at     timestamptz,
  PRIMARY KEY (fingerprint, recorded_at, kind)
) PARTITION BY RANGE (recorded_at);
CREATE TABLE routed_alert_event_default PARTITION OF routed_alert_event DEFAULT;
