package dev.tocsin.engine.rule;

import java.time.Duration;

/**
 * Rules that share an interval.
 *
 * @param interval the step of the group's schedule; positive, whole milliseconds
 * @param file what messages call the file that it stands in; empty when it stands in none
 */
public record RuleGroup(String name, Duration interval, String file) {
  /** A group that stands in no file. */
  public RuleGroup(String name, Duration interval) {
    this(name, interval, "");
  }
}
