-- Since when a breaker is not closed: a destination that is away for long is stood in for.
ALTER TABLE circuit_breaker ADD COLUMN broken_since timestamptz;
UPDATE circuit_breaker SET broken_since = changed_at WHERE state <> 'closed';
ALTER TABLE circuit_breaker ADD CHECK ((state = 'closed') = (broken_since IS NULL));
