package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Where two JSON values differ; two times are equal if they are close to each other. */
final class JsonDifference {
  private final Duration tolerance;
  private final List<String> found = new ArrayList<>();

  private JsonDifference(Duration tolerance) {
    this.tolerance = tolerance;
  }

  /** The differences, each with the path of the place; none if they are equal. */
  static List<String> between(JsonNode expected, JsonNode actual, Duration tolerance) {
    JsonDifference difference = new JsonDifference(tolerance);
    difference.compare("$", expected, actual);
    return List.copyOf(difference.found);
  }

  private void compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(path + '.' + name, expected.path(name), actual.path(name)));
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int index = 0; index < expected.size(); index++) {
        compare(path + '[' + index + ']', expected.path(index), actual.path(index));
      }
    } else if (!expected.equals(actual) && !areClose(expected, actual)) {
      found.add("%s: expected %s, but was %s".formatted(path, text(expected), text(actual)));
    }
  }

  private boolean areClose(JsonNode expected, JsonNode actual) {
    Optional<OffsetDateTime> a = time(expected);
    Optional<OffsetDateTime> b = time(actual);
    return a.isPresent()
        && b.isPresent()
        && Duration.between(a.get(), b.get()).abs().compareTo(tolerance) <= 0;
  }

  private static Optional<OffsetDateTime> time(JsonNode node) {
    try {
      return node.isTextual()
          ? Optional.of(OffsetDateTime.parse(node.textValue()))
          : Optional.empty();
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
