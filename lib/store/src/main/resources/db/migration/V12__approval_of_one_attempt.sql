-- Which attempt of the run is asked for. An approval covers that one, and none after it.
ALTER TABLE approval ADD COLUMN attempt integer NOT NULL DEFAULT 1 CHECK (attempt > 0);
