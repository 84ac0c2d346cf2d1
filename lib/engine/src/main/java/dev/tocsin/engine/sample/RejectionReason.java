package dev.tocsin.engine.sample;

import java.util.Locale;

/** Why something is no sample, in the order in which the reasons are looked for. */
public enum RejectionReason {
  TOO_LARGE,
  CORRUPT_BATCH,
  MALFORMED_JSON,
  MALFORMED_SNAPPY,
  MALFORMED_PROTOBUF,
  MALFORMED_LINE,
  UNSUPPORTED,
  MISSING_FIELD,
  BAD_NAME,
  BAD_VALUE,
  BAD_TIMESTAMP,
  BAD_TAGS,
  FROM_THE_FUTURE;

  /** The reason as it is stored and counted: {@code bad_name}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
