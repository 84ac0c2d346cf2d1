package dev.tocsin.core.enrichment;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What one source said of one alert. */
public sealed interface SourceAnswer {
  /** Longest text of a field, in characters. */
  int MAX_FIELD = 2_000;

  record Found(Map<String, String> fields) implements SourceAnswer {}

  /**
   * It failed or was late.
   *
   * @param error one sentence for a person
   */
  record Failed(String source, String error) implements SourceAnswer {}

  /** All answers as one: a failure stands as {@code SOURCE_error} beside what others found. */
  static Map<String, String> merge(Collection<SourceAnswer> answers) {
    Map<String, String> merged = new TreeMap<>();
    for (SourceAnswer answer : answers) {
      switch (answer) {
        case Found found -> found.fields().forEach((name, value) -> merged.put(name, cut(value)));
        case Failed failed -> merged.put(failed.source() + "_error", cut(failed.error()));
      }
    }
    return merged;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MAX_FIELD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_FIELD));
  }
}
