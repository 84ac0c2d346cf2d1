-- What changed, for those who follow it, in the order of (xid, id). Rows of transactions that have ended are complete
-- up to the oldest transaction that still runs, whatever the order of their commits. labels: what is filtered by.
CREATE TABLE change_event (
  xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id          bigint GENERATED ALWAYS AS IDENTITY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  topic       text NOT NULL CHECK (topic IN ('alert', 'acknowledgement', 'silence', 'delivery')),
  what        text NOT NULL,
  labels      json,
  body        json NOT NULL
) PARTITION BY RANGE (recorded_at);
CREATE INDEX change_event_position ON change_event (xid, id);
CREATE TABLE change_event_default PARTITION OF change_event DEFAULT;

CREATE FUNCTION record_alert_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_event (topic, what, labels, body)
  SELECT 'alert', kind, labels, json_build_object(
    'fingerprint', lpad(to_hex(fingerprint), 16, '0'), 'labels', labels, 'annotations', annotations,
    'at', recorded_at, 'starts_at', starts_at, 'ends_at', ends_at)
  FROM added ORDER BY recorded_at, array_position(
    ARRAY['timed_out', 'started', 'updated', 'resolved', 'end_changed', 'overdue'], kind);
  RETURN NULL;
END
$$;
CREATE TRIGGER routed_alert_event_changes AFTER INSERT ON routed_alert_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION record_alert_changes();

CREATE FUNCTION record_acknowledgement_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  alert json := (SELECT labels FROM routed_alert WHERE fingerprint = NEW.fingerprint);
BEGIN
  INSERT INTO change_event (topic, what, labels, body)
  VALUES ('acknowledgement', coalesce(NEW.ended_because, 'acknowledged'), alert, json_build_object(
    'id', NEW.id, 'fingerprint', lpad(to_hex(NEW.fingerprint), 16, '0'), 'labels', alert,
    'author', coalesce(NEW.ended_by, NEW.author), 'comment', NEW.comment, 'until', NEW.until));
  RETURN NULL;
END
$$;
CREATE TRIGGER acknowledgement_changes AFTER INSERT OR UPDATE ON acknowledgement
  FOR EACH ROW EXECUTE FUNCTION record_acknowledgement_change();

CREATE FUNCTION record_silence_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_event (topic, what, body)
  VALUES ('silence', CASE TG_OP WHEN 'INSERT' THEN 'created' ELSE 'changed' END, json_build_object(
    'id', NEW.id, 'matcher_sets', NEW.matcher_sets, 'starts_at', NEW.starts_at,
    'ends_at', NEW.ends_at, 'created_by', NEW.created_by, 'comment', NEW.comment));
  RETURN NULL;
END
$$;
CREATE TRIGGER silence_changes AFTER INSERT OR UPDATE ON silence
  FOR EACH ROW EXECUTE FUNCTION record_silence_change();

-- A delivery changes with each attempt, and with each reason for which it waits or has ended.
CREATE FUNCTION record_delivery_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_event (topic, what, labels, body)
  VALUES ('delivery', NEW.reason, (SELECT labels FROM alert_group WHERE id = NEW.group_id),
    json_build_object(
      'id', NEW.id, 'receiver', NEW.receiver, 'group', NEW.group_id, 'state', NEW.state,
      'reason', NEW.reason, 'attempts', NEW.attempts, 'detail', NEW.detail));
  RETURN NULL;
END
$$;
CREATE TRIGGER delivery_changes AFTER UPDATE ON delivery
  FOR EACH ROW WHEN (OLD.reason <> NEW.reason OR OLD.attempts <> NEW.attempts)
  EXECUTE FUNCTION record_delivery_change();
