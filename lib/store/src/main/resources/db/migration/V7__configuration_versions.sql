-- A version of the configuration has the text of Tocsin's own file beside Alertmanager's, encrypted like it, and the
-- file on a local disk that was read.
ALTER TABLE routing_configuration
  ADD COLUMN additions text,
  ADD COLUMN file      text CHECK (file <> '');

CREATE INDEX routing_configuration_file ON routing_configuration (file, number) WHERE file IS NOT NULL;
