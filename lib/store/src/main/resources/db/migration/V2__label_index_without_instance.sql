-- An alert key's instance follows from its labels and a setting: it is no longer kept beside them. The version before
-- this one still writes these columns.
ALTER TABLE label_index ALTER COLUMN instance_id SET DEFAULT 'unknown';
ALTER TABLE label_index ALTER COLUMN instance_alone SET DEFAULT false;
