-- Acknowledgements of routed alerts. ended_at: when one ended before its time was up.
CREATE TABLE acknowledgement (
  id              uuid PRIMARY KEY,
  fingerprint     bigint NOT NULL,
  author          text NOT NULL,
  comment         text NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  until           timestamptz NOT NULL,
  ended_at        timestamptz,
  ended_because   text CHECK (ended_because IN ('resolved', 'severity_rose', 'unacknowledged')),
  ended_by        text,
  CHECK (until > acknowledged_at),
  CHECK (num_nonnulls(ended_at, ended_because, ended_by) IN (0, 3))
);
CREATE INDEX acknowledgement_alert ON acknowledgement (fingerprint, acknowledged_at);
CREATE INDEX acknowledgement_open ON acknowledgement (fingerprint) WHERE ended_at IS NULL;
