-- Deliveries that wait or are dead are listed, the last to arrive first.
CREATE INDEX delivery_backlog ON delivery (arrival) WHERE state IN ('waiting', 'dead');
