-- Events reach the notification service as an integration of a group: a delivery of an event has a group too, and an
-- alert is known as notified for each receiver.
DELETE FROM delivery WHERE event_id IS NOT NULL;
ALTER TABLE delivery
  DROP CONSTRAINT delivery_check4,
  ALTER COLUMN group_id SET NOT NULL,
  DROP CONSTRAINT delivery_kind_check,
  ADD CONSTRAINT delivery_kind CHECK (kind IN (
    'firing', 'resolved', 'enriched', 'approval_requested', 'remediation_result')),
  ADD CONSTRAINT delivery_subject CHECK (
    (num_nonnulls(event_id, fingerprint, alert_id, seq, kind) = 5
      AND num_nonnulls(flush, notifies_resolved, firing, resolved, open, kept_for_ms, leaving, leaving_seen) = 0)
    OR (num_nonnulls(event_id, fingerprint, alert_id, seq, kind, run_id) = 0
      AND num_nonnulls(flush, notifies_resolved, firing, resolved, open, kept_for_ms, leaving, leaving_seen) = 8));

DROP INDEX delivery_flush;
CREATE UNIQUE INDEX delivery_flush ON delivery (group_id, receiver, flush) WHERE flush IS NOT NULL;
DROP INDEX delivery_of_group;
-- One in flight for each group and integration, and one that waits behind it.
CREATE UNIQUE INDEX delivery_of_group ON delivery (group_id, receiver, (reason = 'awaits_earlier'))
  WHERE flush IS NOT NULL AND state = 'waiting';
-- The events of a group that wait for their turn or were decided against, and those on which a flush is to decide.
DROP INDEX delivery_in_sequence;
CREATE INDEX delivery_in_sequence ON delivery (group_id, receiver, arrival)
  WHERE event_id IS NOT NULL
    AND reason IN ('ready', 'retrying', 'circuit_open', 'awaits_earlier', 'never_notified');
CREATE INDEX delivery_undecided ON delivery (group_id, arrival)
  WHERE reason IN ('awaits_flush', 'awaits_predecessor', 'awaits_alert');
CREATE INDEX delivery_awaits_others ON delivery (fingerprint)
  WHERE reason IN ('awaits_predecessor', 'awaits_alert');
DROP INDEX delivery_overdue;
CREATE INDEX delivery_overdue ON delivery (deadline) WHERE state = 'waiting' AND reason <> 'awaits_flush';

-- Which of the evaluator's events of a fingerprint have arrived: all up to complete, and those in ahead. A transaction
-- that takes in events holds the row.
ALTER TABLE delivery_sequence RENAME TO event_order;
ALTER TABLE event_order RENAME COLUMN recorded TO complete;
ALTER TABLE event_order ADD COLUMN ahead bigint[] NOT NULL DEFAULT '{}';
ALTER INDEX delivery_sequence_pkey RENAME TO event_order_pkey;
ALTER INDEX delivery_sequence_age RENAME TO event_order_age;

ALTER TABLE notified_alert
  ADD COLUMN receiver text COLLATE "C" NOT NULL DEFAULT 'notification-service/notification_service[0]',
  DROP CONSTRAINT notified_alert_pkey,
  ADD PRIMARY KEY (alert_id, receiver);
ALTER TABLE notified_alert ALTER COLUMN receiver DROP DEFAULT;
