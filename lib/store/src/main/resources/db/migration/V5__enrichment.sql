-- One row for each alert that was ever to be enriched. due_at is there until it is.
CREATE TABLE enrichment (
  alert_id     uuid PRIMARY KEY,
  alert        text NOT NULL,
  seq          bigint NOT NULL,
  fields       text,
  requested_at timestamptz NOT NULL,
  due_at       timestamptz,
  enriched_at  timestamptz,
  CHECK ((due_at IS NULL) = (enriched_at IS NOT NULL)),
  CHECK ((fields IS NULL) = (enriched_at IS NULL))
);
CREATE INDEX enrichment_due ON enrichment (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX enrichment_age ON enrichment (requested_at);
