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

  /** Beyond it the answer counts as it stands, and its connection is closed. */
  ANSWER_BODY_BYTES(
      65_536,
      1_024,
      1_048_576,
      Unit.BYTES,
      "read of the body of a notification service's answer; the connection is closed then"),

  ANSWER_HEADERS(
      100, 10, 1_000, Unit.COUNT, "headers of an answer to what we send; more count as no answer"),

  ANSWER_LINE_BYTES(
      8_192,
      256,
      65_536,
      Unit.BYTES,
      "of one line of the head of an answer to what we send; a longer one counts as no answer"),

  /** Key and value of a Kafka record, after decompression. */
  RECORD_BYTES(
      2 << 20,
      1 << 16,
      16 << 20,
      Unit.BYTES,
      "key and value of a Kafka record, decompressed; a larger one is a dead letter with the first 65536 of its value"),

  /** Records of one poll of Kafka, after decompression; hit by no more than old message sets. */
  POLL_BYTES(
      16 << 20,
      1 << 20,
      128 << 20,
      Unit.BYTES,
      "Kafka records that one poll takes, decompressed; the rest wait for the next poll, other partitions first"),

  /** A Kafka record batch, as it is decompressed piece by piece. */
  RECORD_BATCH_BYTES(
      1 << 30,
      1 << 24,
      1 << 30,
      Unit.BYTES,
      "a record batch of Kafka, decompressed; what is behind them is left out, and is one dead letter"),

  /** Records of a Kafka record batch. */
  RECORD_BATCH_RECORDS(
      1_000_000,
      10_000,
      100_000_000,
      Unit.COUNT,
      "records of a record batch of Kafka; what is behind them is left out, and is one dead letter");

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
