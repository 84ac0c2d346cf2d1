package dev.tocsin.routing.state;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rise of severity. The label {@code severity} is part of what an alert is, so that the same
 * alert with a higher severity is another one, whose other labels are equal.
 */
public final class SeverityRise {
  private SeverityRise() {}

  /** The labels of the same alert with each lower severity; none where it has none we know. */
  public static List<Labels> lower(Labels alert) {
    return Severity.of(alert).stream()
        .flatMap(own ->
            Arrays.stream(Severity.values())
                .filter(other -> other.compareTo(own) > 0)
                .map(other -> with(alert, other)))
        .toList();
  }

  private static Labels with(Labels alert, Severity severity) {
    Map<String, String> labels = new HashMap<>(alert.asMap());
    labels.put(Severity.LABEL, severity.code());
    return Labels.of(labels);
  }
}
