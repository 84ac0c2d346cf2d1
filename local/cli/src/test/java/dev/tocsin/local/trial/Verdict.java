package dev.tocsin.local.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How what was told compares with what must be told.
 *
 * @param told by key, once each
 * @param surplus told under a key of its own, but not expected
 * @param contradictions keys that came with two contents
 * @param repeats notifications that came again under their key
 */
public record Verdict(
    int expected, int told, long lost, long surplus, int contradictions, int repeats) {

  /** Compares as of now. */
  public static Verdict of(Receiver receiver, Expected expected) {
    return of(receiver, expected, one -> true);
  }

  /** Compares what was told of some alerts, as of now. */
  public static Verdict of(
      Receiver receiver, Expected expected, Predicate<Receiver.Told> concerned) {
    List<Expected.Line> told = told(receiver, concerned);
    return of(count(expected.lines()), count(told), receiver);
  }

  /** Compares how often each thing must be told with how often it was. */
  static <T> Verdict of(Map<T, Long> wanted, Map<T, Long> found, Receiver receiver) {
    return new Verdict(
        total(wanted),
        total(found),
        missing(wanted, found),
        missing(found, wanted),
        receiver.contradictions(),
        receiver.repeats());
  }

  private static int total(Map<?, Long> counts) {
    return Math.toIntExact(counts.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Nothing lost, nothing twice under two keys, no key with two contents. */
  public boolean isExact() {
    return lost == 0 && surplus == 0 && contradictions == 0;
  }

  private static List<Expected.Line> told(Receiver receiver, Predicate<Receiver.Told> concerned) {
    return receiver.all().stream()
        .filter(concerned)
        .filter(Receiver.Told::isOfTheAlertItself)
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
    return "expected %d, told %d, lost %d, surplus %d, contradictions %d, repeats %d"
        .formatted(expected, told, lost, surplus, contradictions, repeats);
  }
}
