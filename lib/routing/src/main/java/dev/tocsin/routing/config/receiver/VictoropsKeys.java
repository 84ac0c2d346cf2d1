package dev.tocsin.routing.config.receiver;

import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Set;

/** The keys of {@code victorops_configs}. */
final class VictoropsKeys {
  static final Kind KIND = Kind.unbuilt("victorops", true, VictoropsKeys::read);

  private static final Set<String> RESERVED =
      Set.of(
          "routing_key",
          "message_type",
          "state_message",
          "entity_display_name",
          "monitoring_tool",
          "entity_id",
          "entity_state");

  private VictoropsKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.credential("api_key");
    keys.requireAny(
        List.of("api_key", "api_key_file"),
        globals.hasAny("victorops_api_key", "victorops_api_key_file"),
        "victorops_api_key");
    keys.address("api_url");
    keys.requiredText("routing_key");
    keys.texts("message_type", "state_message", "entity_display_name", "monitoring_tool");
    for (String name : keys.textMap("custom_fields").keySet()) {
      if (RESERVED.contains(name)) {
        keys.problem(
            "custom_fields", "custom_fields must not have \"" + name + "\": it is set already");
      }
    }
  }
}
