-- Since when an open transaction holds back records of a partition: what was committed of it ends where it ended then.
ALTER TABLE partition_log ADD COLUMN held_since timestamptz;
