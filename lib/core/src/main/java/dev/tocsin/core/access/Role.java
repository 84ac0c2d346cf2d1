package dev.tocsin.core.access;

import java.util.Locale;

/** What somebody may do. */
public enum Role {
  /** May read. */
  VIEWER,
  /** May acknowledge and silence, and read. */
  RESPONDER,
  /** May decide on remediations, and read. */
  APPROVER,
  /** May do everything: rules, configuration, dead letters. */
  ADMIN,
  /** May post alerts, and nothing else. */
  SENDER;

  /** As it is written: {@code viewer}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether whoever has this role may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return this == needed
        || this == ADMIN
        || (needed == VIEWER && (this == RESPONDER || this == APPROVER));
  }
}
