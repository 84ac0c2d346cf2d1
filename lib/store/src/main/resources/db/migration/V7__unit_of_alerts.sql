-- The unit of an alert's value and threshold, as people are shown it. The version before writes none.
ALTER TABLE alert ADD COLUMN unit text NOT NULL DEFAULT 'none' CHECK (unit <> '');
