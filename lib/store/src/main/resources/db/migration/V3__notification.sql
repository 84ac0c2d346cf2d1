-- How far the events of a fingerprint are recorded. Whoever changes its order holds the row.
CREATE TABLE delivery_line (
  fingerprint bigint PRIMARY KEY,
  recorded    bigint NOT NULL CHECK (recorded >= 0),
  moved_at    timestamptz NOT NULL
);
CREATE INDEX delivery_line_age ON delivery_line (moved_at);

-- The alerts of which a firing was delivered.
CREATE TABLE told_alert (
  alert_id uuid PRIMARY KEY,
  told_at  timestamptz NOT NULL
);
CREATE INDEX told_alert_age ON told_alert (told_at);

-- One message to one receiver about one event, and why it is where it is.
CREATE TABLE delivery (
  id                  uuid PRIMARY KEY,
  arrival             bigint GENERATED ALWAYS AS IDENTITY,
  event_id            uuid NOT NULL,
  fingerprint         bigint NOT NULL,
  alert_id            uuid NOT NULL,
  seq                 bigint NOT NULL,
  kind                text NOT NULL CHECK (kind IN (
                        'firing', 'resolved', 'enriched', 'approval_requested',
                        'remediation_result', 'unreadable')),
  receiver            text NOT NULL,
  body                text NOT NULL,
  run_id              uuid,
  parameters_hash     text,
  approval_expires_at timestamptz,
  state               text NOT NULL CHECK (state IN ('waiting', 'delivered', 'skipped', 'dead')),
  reason              text NOT NULL,
  detail              text NOT NULL,
  attempts            integer NOT NULL CHECK (attempts >= 0),
  redrives            integer NOT NULL CHECK (redrives >= 0),
  created_at          timestamptz NOT NULL,
  due_at              timestamptz NOT NULL,
  deadline            timestamptz NOT NULL,
  lease_id            uuid,
  lease_until         timestamptz,
  ended_at            timestamptz,
  CHECK (num_nonnulls(run_id, parameters_hash, approval_expires_at) IN (0, 3)),
  CHECK ((lease_id IS NULL) = (lease_until IS NULL)),
  CHECK (lease_id IS NULL OR state = 'waiting'),
  CHECK ((ended_at IS NULL) = (state = 'waiting'))
) WITH (fillfactor = 70);
CREATE INDEX delivery_due ON delivery (receiver, due_at, arrival)
  WHERE reason IN ('ready', 'retrying', 'circuit_open');
CREATE INDEX delivery_in_line ON delivery (fingerprint)
  WHERE state = 'waiting' OR reason IN ('never_told', 'malformed_event');
CREATE INDEX delivery_overdue ON delivery (deadline) WHERE state = 'waiting';
CREATE INDEX delivery_age ON delivery (ended_at) WHERE state <> 'waiting';
CREATE INDEX delivery_alert ON delivery (alert_id);

-- The circuit breaker of a destination, shared by all instances.
CREATE TABLE circuit_breaker (
  destination text PRIMARY KEY,
  state       text NOT NULL CHECK (state IN ('closed', 'open', 'half_open')),
  epoch       bigint NOT NULL CHECK (epoch >= 0),
  failures    integer NOT NULL CHECK (failures >= 0),
  successes   integer NOT NULL CHECK (successes >= 0),
  -- open: when the first probe may pass; half open: when the slot of the probe expires
  until       timestamptz,
  changed_at  timestamptz NOT NULL,
  CHECK (state <> 'closed' OR until IS NULL),
  CHECK (state <> 'open' OR until IS NOT NULL)
);
