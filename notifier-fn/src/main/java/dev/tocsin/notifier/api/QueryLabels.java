package dev.tocsin.notifier.api;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.LabelNameMode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads labels of a query: {@code label=team=db&label=severity=high}. */
final class QueryLabels {
  static final String PARAMETER = "label";

  /** As many as an alert may have. */
  private static final int MOST = 1_024;

  private QueryLabels() {}

  static Labels of(HttpRequest<?> request) {
    List<String> texts = request.getParameters().getAll(PARAMETER);
    if (texts.isEmpty()) {
      throw refused("label is missing: give each label of the alert as label=NAME=VALUE");
    }
    if (texts.size() > MOST) {
      throw refused(
          "label is there %d times, more than the limit of %d".formatted(texts.size(), MOST));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : texts) {
      add(text, labels);
    }
    return Labels.of(labels);
  }

  private static void add(String text, Map<String, String> labels) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw refused("label \"%s\" must be NAME=VALUE, neither of them empty".formatted(text));
    }
    String name = text.substring(0, equals);
    if (!LabelNameMode.UTF8.accepts(name)) {
      throw refused("label name \"%s\" must be valid UTF-8".formatted(name));
    }
    if (labels.put(name, text.substring(equals + 1)) != null) {
      throw refused("label \"%s\" is there twice; an alert has one value of each".formatted(name));
    }
  }

  private static HttpStatusException refused(String sentence) {
    return new HttpStatusException(HttpStatus.BAD_REQUEST, sentence);
  }
}
