package dev.tocsin.core.yaml;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects all problems of a reading, over any number of files. Not safe for use by several
 * threads.
 */
public final class Problems {
  /** How many problems are kept; those beyond are only counted. */
  public static final int KEPT = 1_000;

  private final List<Problem> kept = new ArrayList<>();
  private int count;

  public void add(Position at, String message) {
    add(Problem.at(at, message));
  }

  public void add(Problem problem) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(problem);
    }
  }

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
    Map<String, Integer> files = new LinkedHashMap<>();
    kept.forEach(problem -> files.putIfAbsent(problem.file(), files.size()));
    return kept.stream()
        .sorted(
            comparingInt((Problem problem) -> files.getOrDefault(problem.file(), 0))
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  /** One problem a line, and how many more there are. Empty when there is none. */
  @Override
  public String toString() {
    String lines = list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    return count > kept.size()
        ? lines + "\n… and " + (count - kept.size()) + " more problems"
        : lines;
  }
}
