-- Neither was used any more since rules over windows came.
DROP TABLE grid_cursor;
ALTER TABLE key_state DROP COLUMN rule_group;
