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
      "records of a record batch of Kafka; what is behind them is left out, and is one dead letter"),

  /** Each is a row. */
  HA_CLUSTERS(
      1_000,
      1,
      100_000,
      Unit.COUNT,
      "clusters of a topic with `ha` of which one replica is taken; samples of others are taken from all replicas"),

  HTTP_CONNECTIONS(
      1_000,
      50,
      100_000,
      Unit.COUNT,
      "open HTTP connections; a further one takes the place of one that only waits"),
  /** Half of them at most are of senders without a login. */
  HTTP_REQUESTS(
      64,
      4,
      10_000,
      Unit.COUNT,
      "HTTP requests served at once, half of them without a login; others get 503"),
  HTTP_HEADERS(
      16 << 10, 4 << 10, 256 << 10, Unit.BYTES, "all headers of a request; beyond them, 431"),
  HTTP_TARGET(
      8 << 10, 1 << 10, 64 << 10, Unit.BYTES, "path and query of a request; beyond them, 414"),
  HTTP_BODY(1 << 20, 64 << 10, 6 << 20, Unit.BYTES, "body of a request; a larger one gets 413"),
  APPROVAL_BODY(
      64 << 10,
      4 << 10,
      1 << 20,
      Unit.BYTES,
      "body of an answer to an approval, which needs no login; a larger one gets 413"),
  HTTP_BODIES(
      16 << 20,
      8 << 20,
      1 << 30,
      Unit.BYTES,
      "bodies of all requests in memory; beyond them, one that is still arriving gets 503"),
  HTTP_HEAD_TIME(
      20, 1, 600, Unit.SECONDS, "for the next head on a connection to arrive; then it is closed"),
  HTTP_BODY_TIME(20, 1, 600, Unit.SECONDS, "for the body of a request to arrive; then 408"),
  HTTP_SEND_TIME(60, 1, 3_600, Unit.SECONDS, "for a client to take its answer; then it is cut off"),

  /** They take no place among the requests that are served, since they last. */
  HTTP_STREAMS(
      100,
      1,
      10_000,
      Unit.COUNT,
      "answers that are streamed at once, server-sent events for example; a further one gets 503"),

  /** A login that was revoked is noticed then, at the latest. */
  HTTP_STREAM_TIME(
      3_600,
      1,
      86_400,
      Unit.SECONDS,
      "for a streamed answer; then it ends, and its client may ask again"),
  WRONG_LOGINS(
      5,
      1,
      100,
      Unit.COUNT,
      "wrong logins by a name from an address, one forgotten each second; then four are verified each second, the newest first, and others get 429"),
  WRONG_LOGINS_PER_ADDRESS(20, 1, 1_000, Unit.COUNT, "the same for an address, whatever the names"),
  WRONG_LOGINS_PER_NAME(
      20,
      1,
      1_000,
      Unit.COUNT,
      "the same for a name, from addresses that have sent a wrong login lately"),
  LOGIN_RECORDS(
      10_000,
      100,
      1_000_000,
      Unit.COUNT,
      "names and addresses whose wrong logins are counted; beyond them, those not heard of longest are forgotten"),
  LOGIN_WAIT(5, 1, 60, Unit.SECONDS, "for a login to be verified; then 429"),
  REMEMBERED_LOGINS(
      1_000,
      10,
      100_000,
      Unit.COUNT,
      "logins that were right and are not verified again; beyond them, that not used longest is forgotten"),

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

  Unit unit() {
    return unit;
  }

  /** What it limits and what happens beyond it, as {@code docs/operations.md} says it. */
  String meaning() {
    return meaning;
  }

  /** A value with its unit: {@code 1048576 bytes}. */
  public String shown(int value) {
    return value + unit.suffix;
  }
}
