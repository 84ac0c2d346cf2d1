package dev.tocsin.routing.flush;

import java.util.Locale;

/** Why a group is notified. */
public enum SendReason implements Reason {
  /** Nothing was said of the group yet, or all that was said of it is over. */
  FIRST_NOTIFICATION("first notification"),
  NEW_ALERTS("new alerts added"),
  SOME_RESOLVED("some alerts resolved"),
  ALL_RESOLVED("all alerts resolved"),
  /** Nobody has reacted to an alert in time, and that was not said yet. */
  OVERDUE("alerts overdue"),
  REPEAT_INTERVAL_ELAPSED("repeat interval elapsed"),
  /** Events wait where every event is wanted. */
  EVENTS("events");

  private final String text;

  SendReason(String text) {
    this.text = text;
  }

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason as Alertmanager's payloads and templates have it: {@code new alerts added}. */
  public String text() {
    return text;
  }
}
