package dev.tocsin.core.remediation;

import java.util.Locale;

/** Where a run stands. */
public enum RunStatus {
  /** A person was asked; lapses at its due time. */
  AWAITING_APPROVAL,
  /** Its next attempt is decided on from its due time on, by {@link AttemptPolicy}. */
  APPROVED,
  /** Somebody carries it out, and has until its due time to record how it went. */
  RUNNING,
  SKIPPED,
  SUCCESS,
  FAILED;

  /** Whether the run can still come to something. */
  public boolean open() {
    return compareTo(RUNNING) <= 0;
  }

  /** The name as rows, messages and JSON write it: {@code awaiting_approval}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
