package dev.tocsin.routing.alert;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.text.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a posted alert, in the words of Alertmanager ({@code types.Alert.Validate}).
 * The limits are ours; Alertmanager has none.
 */
final class IntakeCheck {
  /** Most labels, and most annotations, of an alert. */
  static final int MAX_ENTRIES = 256;

  /** Most characters of a name. */
  static final int MAX_NAME = 1_024;

  /** Most characters of a value. */
  static final int MAX_VALUE = 65_536;

  private final LabelNameMode names;

  IntakeCheck(LabelNameMode names) {
    this.names = names;
  }

  /** The first fault; empty when there is none. */
  Optional<String> fault(PostedAlert posted, Labels labels, Instant startsAt, Instant endsAt) {
    if (endsAt.isBefore(startsAt)) {
      return Optional.of("start time must be before end time");
    }
    if (labels.size() == 0) {
      return Optional.of("at least one label pair required");
    }
    return fault("labels", labels.asMap())
        .map(fault -> "invalid label set: " + fault)
        .or(() ->
            fault("annotations", posted.annotations())
                .map(fault -> "invalid annotations: " + fault))
        .or(() -> faultOfUrl(posted.generatorUrl()));
  }

  private Optional<String> fault(String what, Map<String, String> entries) {
    if (entries.size() > MAX_ENTRIES) {
      return Optional.of(
          "%d %s are more than the limit of %d".formatted(entries.size(), what, MAX_ENTRIES));
    }
    return entries.entrySet().stream()
        .flatMap(entry -> fault(entry.getKey(), entry.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> faultOfUrl(String url) {
    return StorableText.is(url)
        ? Optional.empty()
        : Optional.of("invalid generatorURL " + GoQuoted.of(url));
  }

  private Optional<String> faultOfName(String name) {
    if (!names.accepts(name)) {
      return Optional.of("invalid name " + GoQuoted.of(name));
    }
    return name.length() > MAX_NAME
        ? Optional.of(
            "name %s… has %d characters, more than the limit of %d"
                .formatted(GoQuoted.of(name.substring(0, 64)), name.length(), MAX_NAME))
        : Optional.empty();
  }

  private Optional<String> fault(String name, String value) {
    Optional<String> fault = faultOfName(name);
    if (fault.isPresent()) {
      return fault;
    }
    if (value.length() > MAX_VALUE) {
      return Optional.of(
          "value of %s has %d characters, more than the limit of %d"
              .formatted(GoQuoted.of(name), value.length(), MAX_VALUE));
    }
    return StorableText.is(value)
        ? Optional.empty()
        : Optional.of("invalid value " + GoQuoted.of(value));
  }
}
