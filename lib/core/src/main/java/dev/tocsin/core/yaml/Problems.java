package dev.tocsin.core.yaml;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects all faults of a reading, over any number of files. Not safe for use by several threads.
 */
public final class Problems {
  /** How many faults are kept; those beyond are only counted. */
  public static final int KEPT = 1_000;

  private final List<Problem> kept = new ArrayList<>();
  private int count;

  public void add(Position at, String message) {
    add(Problem.at(at, message));
  }

  public void add(Problem fault) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(fault);
    }
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** How many faults there are, those that are not kept included. */
  public int size() {
    return count;
  }

  /** The faults kept: files in the order in which their first fault was found, then by place. */
  public List<Problem> list() {
    Map<String, Integer> files = new LinkedHashMap<>();
    kept.forEach(fault -> files.putIfAbsent(fault.file(), files.size()));
    return kept.stream()
        .sorted(
            comparingInt((Problem fault) -> files.getOrDefault(fault.file(), 0))
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  /** One fault a line, and how many more there are. Empty when there is none. */
  @Override
  public String toString() {
    String lines = list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    return count > kept.size()
        ? lines + "\n… and " + (count - kept.size()) + " more faults"
        : lines;
  }
}
