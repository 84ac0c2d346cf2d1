-- What remediation last heard of each alert's fingerprint.
CREATE TABLE remediation_alert (
  fingerprint bigint PRIMARY KEY,
  seq         bigint NOT NULL CHECK (seq > 0),
  alert_id    uuid NOT NULL,
  fires       boolean NOT NULL,
  heard_at    timestamptz NOT NULL
);
CREATE INDEX remediation_alert_over ON remediation_alert (heard_at) WHERE NOT fires;

-- One remediation for one firing of an alert. due_at is there while something can still come of it:
-- the end of the question, the next attempt, or the end of the lease of the attempt under way.
CREATE TABLE remediation_run (
  id               uuid PRIMARY KEY,
  remediation_id   text NOT NULL,
  remediation_name text NOT NULL,
  action           text NOT NULL,
  target           text NOT NULL,
  alert_id         uuid NOT NULL,
  alert            text NOT NULL,
  seq              bigint NOT NULL,
  parameters       text NOT NULL,
  parameters_hash  text NOT NULL,
  status           text NOT NULL CHECK (status IN
    ('awaiting_approval', 'approved', 'running', 'skipped', 'success', 'failed')),
  reason           text,
  detail           text NOT NULL,
  due_at           timestamptz,
  attempts         timestamptz[] NOT NULL,
  created_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  CHECK ((due_at IS NOT NULL) = (status IN ('awaiting_approval', 'approved', 'running'))),
  CHECK ((due_at IS NULL) = (finished_at IS NOT NULL)),
  CHECK (finished_at IS NULL OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX remediation_run_one_open ON remediation_run (remediation_id, target)
  WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_attempts ON remediation_run (remediation_id, target)
  WHERE attempts <> '{}';
CREATE INDEX remediation_run_due ON remediation_run (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_open_alert ON remediation_run (alert_id) WHERE due_at IS NOT NULL;
CREATE INDEX remediation_run_age ON remediation_run (finished_at) WHERE finished_at IS NOT NULL;

-- The question to a person, and the answer, given once.
CREATE TABLE approval (
  run_id     uuid PRIMARY KEY REFERENCES remediation_run (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  answer     text CHECK (answer IN ('approve', 'deny')),
  principal  text,
  source     text,
  comment    text,
  decided_at timestamptz,
  CHECK (num_nonnulls(answer, principal, source, comment, decided_at) IN (0, 5))
);

-- What people decided, append only.
CREATE TABLE audit (
  id        uuid PRIMARY KEY,
  at        timestamptz NOT NULL,
  principal text NOT NULL,
  source    text NOT NULL,
  action    text NOT NULL,
  subject   uuid NOT NULL,
  comment   text NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, at);
CREATE INDEX audit_age ON audit (at);
