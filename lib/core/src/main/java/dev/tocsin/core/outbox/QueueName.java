package dev.tocsin.core.outbox;

import java.util.Locale;

/** The queues between the functions; each has one consumer. */
public enum QueueName {
  NOTIFY,
  ENRICH,
  REMEDIATE,
  /** Small notices of dead letters, for whoever watches; nobody inside consumes it. */
  DEAD_LETTERS;

  /** The name as settings, rows and metrics write it: {@code dead-letters}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
