package dev.tocsin.core.enrichment;

import java.util.Map;
import java.util.Optional;

/** The inventory: assets by instance id. */
public record Cmdb(Map<String, Asset> assets) {
  public static final Cmdb EMPTY = new Cmdb(Map.of());

  public Cmdb {
    assets = Map.copyOf(assets);
  }

  public Optional<Asset> find(String instanceId) {
    return Optional.ofNullable(assets.get(instanceId));
  }
}
