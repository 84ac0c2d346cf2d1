package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code opsgenie_configs}. */
final class OpsgenieKeys {
  static final Kind KIND = Kind.unbuilt("opsgenie", true, OpsgenieKeys::read);

  private static final Set<String> TYPES =
      Set.of("team", "teams", "user", "escalation", "schedule");

  private OpsgenieKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("api_key");
    keys.requireAny(
        List.of("api_key", "api_key_file"),
        globals.hasAny("opsgenie_api_key", "opsgenie_api_key_file"),
        "opsgenie_api_key");
    keys.address("api_url");
    keys.texts("message", "description", "source", "entity", "actions", "tags", "note");
    keys.texts("priority");
    keys.textMap("details");
    keys.flags("update_alerts");
    keys.list("responders", "a responder", OpsgenieKeys::responder);
  }

  private static Optional<Boolean> responder(Keys keys) {
    keys.texts("id", "name", "username");
    keys.requireAny("id", "name", "username");
    String type = keys.text("type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.contains("{{") && !TYPES.contains(type)) {
      keys.problem(
          "type",
          "type must be a template or one of team, teams, user, escalation, schedule, not \""
              + type
              + '"');
    }
    return keys.build(() -> true);
  }
}
