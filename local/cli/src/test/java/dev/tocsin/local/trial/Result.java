package dev.tocsin.local.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How what was reported compares with what must be reported.
 *
 * @param reported by key, once each
 * @param unexpected reported under a key of its own, but not expected
 * @param contradictions keys that came with two contents
 * @param repeats notifications that came again under their key
 * @param examples some of those lost and unexpected
 */
public record Result(
    int expected,
    int reported,
    long lost,
    long unexpected,
    int contradictions,
    int repeats,
    List<String> examples) {
  private static final int MOST_EXAMPLES = 8;

  public Result {
    examples = List.copyOf(examples);
  }

  /** Compares as of now. */
  public static Result of(Receiver receiver, Expected expected) {
    return of(receiver, expected, one -> true);
  }

  /** Compares what was reported for some alerts, as of now. */
  public static Result of(
      Receiver receiver, Expected expected, Predicate<Receiver.Reported> concerned) {
    List<Expected.Line> reported = reported(receiver, concerned);
    return of(count(expected.lines()), count(reported), receiver);
  }

  /** Compares how often each thing must be reported with how often it was. */
  static <T> Result of(Map<T, Long> wanted, Map<T, Long> found, Receiver receiver) {
    return new Result(
        total(wanted),
        total(found),
        missing(wanted, found),
        missing(found, wanted),
        receiver.contradictions(),
        receiver.repeats(),
        Stream.concat(examples("lost: ", wanted, found), examples("unexpected: ", found, wanted))
            .toList());
  }

  private static <T> Stream<String> examples(String what, Map<T, Long> wanted, Map<T, Long> found) {
    return wanted.entrySet().stream()
        .filter(one -> one.getValue() > found.getOrDefault(one.getKey(), 0L))
        .map(one -> what + one.getKey())
        .sorted()
        .limit(MOST_EXAMPLES);
  }

  private static int total(Map<?, Long> counts) {
    return Math.toIntExact(counts.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Nothing lost, nothing twice under two keys, no key with two contents. */
  public boolean isExact() {
    return lost == 0 && unexpected == 0 && contradictions == 0;
  }

  private static List<Expected.Line> reported(
      Receiver receiver, Predicate<Receiver.Reported> concerned) {
    return receiver.all().stream()
        .filter(concerned)
        .filter(Receiver.Reported::isOfTheAlertItself)
        .map(one ->
            new Expected.Line(
                one.text("instance_id"), one.state(), Instant.parse(one.text("timestamp"))))
        .toList();
  }

  private static Map<Expected.Line, Long> count(List<Expected.Line> lines) {
    return lines.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
  }

  private static <T> long missing(Map<T, Long> wanted, Map<T, Long> found) {
    return wanted.entrySet().stream()
        .mapToLong(one -> Math.max(0, one.getValue() - found.getOrDefault(one.getKey(), 0L)))
        .sum();
  }

  @Override
  public String toString() {
    return "expected %d, reported %d, lost %d, unexpected %d, contradictions %d, repeats %d"
            .formatted(expected, reported, lost, unexpected, contradictions, repeats)
        + examples.stream().map(example -> "\n  " + example).collect(Collectors.joining());
  }
}
