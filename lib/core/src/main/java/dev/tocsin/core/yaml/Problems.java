package dev.tocsin.core.yaml;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects all problems of a reading, over any number of files, and the warnings, for which nothing
 * is refused. Not safe for use by several threads.
 */
public final class Problems {
  /** How many problems, and how many warnings, are kept; those beyond are only counted. */
  public static final int KEPT = 1_000;

  private final List<Problem> kept = new ArrayList<>();
  private final List<Warning> keptWarnings = new ArrayList<>();
  private int count;
  private int warningCount;

  public void add(Position at, String message) {
    add(Problem.at(at, message));
  }

  public void add(Problem problem) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(problem);
    }
  }

  /** Warns of what is no problem. */
  public void warn(Position at, String message) {
    warningCount++;
    if (keptWarnings.size() < KEPT) {
      keptWarnings.add(Warning.at(at, message));
    }
  }

  /** Whether there is no problem; there may be warnings. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** How many problems there are, those that are not kept included. */
  public int size() {
    return count;
  }

  /**
   * The problems kept: files in the order in which their first problem was found, then by place.
   */
  public List<Problem> list() {
    return inOrder(kept);
  }

  /** The warnings kept, in the order of {@link #list}. */
  public List<Warning> warnings() {
    return inOrder(keptWarnings);
  }

  private static <R extends Remark> List<R> inOrder(List<R> remarks) {
    Map<String, Integer> files = new LinkedHashMap<>();
    remarks.forEach(remark -> files.putIfAbsent(remark.file(), files.size()));
    return remarks.stream()
        .sorted(
            comparingInt((R remark) -> files.getOrDefault(remark.file(), 0))
                .thenComparingInt(Remark::line)
                .thenComparingInt(Remark::column))
        .toList();
  }

  /** One problem a line, and how many more there are. Empty when there is none. */
  @Override
  public String toString() {
    return lines(list(), count, "problems");
  }

  /** One warning a line, and how many more there are. Empty when there is none. */
  public String warningLines() {
    return lines(warnings(), warningCount, "warnings");
  }

  private static String lines(List<? extends Remark> kept, int count, String things) {
    String lines = kept.stream().map(Remark::toString).collect(Collectors.joining("\n"));
    return count > kept.size()
        ? lines + "\n… and " + (count - kept.size()) + " more " + things
        : lines;
  }
}
