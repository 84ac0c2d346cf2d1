package dev.tocsin.routing.config.additions;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the fields that name receivers of Alertmanager's configuration. */
final class ReceiverFields {
  private static final String FALLBACKS = "fallback_receivers";
  private static final String SERVICE = "notification_service";

  private final Set<String> known;

  ReceiverFields(Set<String> known) {
    this.known = known;
  }

  /** What {@code fallback_receivers} says. */
  Map<String, String> fallbacks(Fields fields) {
    Map<String, String> fallbacks = fields.optional(FALLBACKS, byReceiver(), Map.of());
    fallbacks.keySet().stream()
        .filter(name -> isInLoop(name, fallbacks))
        .findFirst()
        .ifPresent(name ->
            fields.problem(
                FALLBACKS,
                "%s leads from receiver \"%s\" back to itself".formatted(FALLBACKS, name)));
    return fallbacks;
  }

  /** What {@code notification_service} says. */
  Set<String> notificationService(Fields fields) {
    return fields
        .optional(SERVICE, Shape.mapping(SERVICE, this::receivers))
        .map(Set::copyOf)
        .orElse(Set.of());
  }

  private Optional<Set<String>> receivers(Fields fields) {
    Optional<List<String>> names = fields.required("receivers", Shape.listOf(receiver()));
    return fields.build(() -> new LinkedHashSet<>(names.orElseThrow()));
  }

  private Shape<Map<String, String>> byReceiver() {
    return (name, node, problems) -> {
      if (node instanceof YamlNode.Mapping mapping) {
        mapping.fields().stream()
            .map(YamlNode.Field::name)
            .filter(receiver -> !known.contains(receiver.text()))
            .forEach(
                receiver -> problems.add(receiver.at(), name + " " + unknown(receiver.text())));
      }
      return Shape.mapOf(receiver()).read(name, node, problems);
    };
  }

  private Shape<String> receiver() {
    return Shape.text()
        .as(name -> {
          if (!known.contains(name)) {
            throw new IllegalArgumentException(unknown(name));
          }
          return name;
        });
  }

  private static String unknown(String name) {
    return "names the receiver \"%s\", which Alertmanager's configuration does not have"
        .formatted(name);
  }

  private static boolean isInLoop(String start, Map<String, String> fallbacks) {
    Set<String> seen = new HashSet<>();
    Optional<String> next = Optional.ofNullable(fallbacks.get(start));
    while (next.isPresent() && seen.add(next.get())) {
      next = next.map(fallbacks::get);
    }
    return seen.contains(start);
  }
}
