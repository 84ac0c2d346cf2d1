package dev.tocsin.core.limit;

import java.util.Locale;

/**
 * A limit on the size, number or time of something that comes from outside. Operators set it under
 * {@code limits} in the settings file by its {@link #code}; each time it refuses or cuts something,
 * the meter {@code tocsin.limit.hits} counts it with the tag {@code limit}.
 */
public enum Limit {
  /** How many records an evaluator takes at once. Full batches are no sign of trouble. */
  BATCH_SIZE(
      1_000, 1, 10_000, Unit.COUNT, "records evaluated in one batch; the rest wait for the next"),

  /** Ten thousand rules with three different expressions of thirty instructions each fit. */
  RULE_REGEX_INSTRUCTIONS(
      1_000_000,
      10_000,
      10_000_000,
      Unit.COUNT,
      "instructions of the different regular expressions of a rule set together, some 60 bytes each; a set with more is refused"),

  /** Matching costs as many steps for each character of a label at worst. */
  QUERY_REGEX_INSTRUCTIONS(
      2_000,
      100,
      10_000,
      Unit.COUNT,
      "instructions of the regular expressions of a query's filters together; a query with more is a 400"),

  QUERY_FILTERS(
      100, 1, 1_000, Unit.COUNT, "values of one filter of a query; a query with more is a 400"),

  /** Each may take the memory of its expressions, beside the rules in force. */
  RULE_SETS_AT_ONCE(
      1,
      1,
      16,
      Unit.COUNT,
      "rule sets that API requests check or put at the same time; the next waits for 5 s, then is a 503");

  private final int defaultValue;
  private final int least;
  private final int most;
  private final Unit unit;
  private final String meaning;

  /** What the number of a limit counts. */
  public enum Unit {
    COUNT(""),
    BYTES(" bytes"),
    SECONDS(" s");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  Limit(int defaultValue, int least, int most, Unit unit, String meaning) {
    this.defaultValue = defaultValue;
    this.least = least;
    this.most = most;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** As it is written in settings, meters and documents: {@code batch_size}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In {@link #unit}, where the settings do not say otherwise. */
  public int defaultValue() {
    return defaultValue;
  }

  /** The lowest value that settings may give it. */
  public int least() {
    return least;
  }

  /** The highest value that settings may give it. */
  public int most() {
    return most;
  }

  public Unit unit() {
    return unit;
  }

  /** What it limits and what happens beyond it, as {@code docs/operations.md} says it. */
  public String meaning() {
    return meaning;
  }

  /** A value with its unit: {@code 1048576 bytes}. */
  public String shown(int value) {
    return value + unit.suffix;
  }
}
