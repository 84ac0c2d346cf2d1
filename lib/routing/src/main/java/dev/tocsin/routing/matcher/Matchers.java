package dev.tocsin.routing.matcher;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Matchers that all must match. */
public record Matchers(List<Matcher> all) {
  /** Most matchers of a text or a silence, since each may be a program of some size. */
  public static final int MAX_COUNT = 128;

  public static final Matchers NONE = new Matchers(List.of());

  private static final Comparator<String> BY_UTF8 =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<Matcher> ORDER =
      comparing(Matcher::name, BY_UTF8)
          .thenComparing(Matcher::value, BY_UTF8)
          .thenComparing(Matcher::operator);

  public Matchers {
    all = List.copyOf(all);
  }

  public boolean match(Labels labels) {
    for (Matcher matcher : all) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Throws {@link MatcherSyntaxException} for more than {@link #MAX_COUNT}. */
  static void checkCount(int count) {
    if (count > MAX_COUNT) {
      throw new MatcherSyntaxException("at most %d matchers are allowed".formatted(MAX_COUNT));
    }
  }

  /**
   * The same in the order of names, values and operators, in which Alertmanager writes a route's.
   */
  public Matchers sorted() {
    return new Matchers(all.stream().sorted(ORDER).toList());
  }

  /** As Alertmanager writes them: {@code {a="b",c=~"d"}}. */
  @Override
  public String toString() {
    return all.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
