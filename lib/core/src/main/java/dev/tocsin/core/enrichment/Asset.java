package dev.tocsin.core.enrichment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the inventory knows of an instance. */
public record Asset(Optional<String> owner, Optional<String> team, Optional<String> environment) {
  /** The fields that are known, by their names. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    owner.ifPresent(value -> fields.put("owner", value));
    team.ifPresent(value -> fields.put("team", value));
    environment.ifPresent(value -> fields.put("environment", value));
    return fields;
  }
}
