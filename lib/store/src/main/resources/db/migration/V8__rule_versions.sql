-- All rules that were ever given to us, with who gave them, when, and whence.
CREATE TABLE rule_version (
  number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest    text NOT NULL,
  at        timestamptz NOT NULL,
  principal text NOT NULL,
  whence    text NOT NULL,
  comment   text NOT NULL,
  rules     integer NOT NULL CHECK (rules >= 0),
  names     text[] NOT NULL,
  texts     text[] NOT NULL,
  CHECK (cardinality(names) = cardinality(texts))
);
ALTER TABLE rule_version ALTER COLUMN texts SET STORAGE EXTENDED;
