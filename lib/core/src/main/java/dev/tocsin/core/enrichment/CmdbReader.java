package dev.tocsin.core.enrichment;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an inventory file: {@code assets: {INSTANCE_ID: {owner, team, environment}}}. */
public final class CmdbReader {
  private CmdbReader() {}

  /** The inventory of a file; empty when there is a problem. A file with nothing in it is one. */
  public static Optional<Cmdb> read(String file, String text, Problems problems) {
    int before = problems.size();
    Map<String, Asset> assets = new HashMap<>();
    for (YamlNode document : YamlDocuments.read(file, text, problems)) {
      Fields.of("an inventory", document, problems)
          .flatMap(CmdbReader::inventory)
          .ifPresent(assets::putAll);
    }
    return problems.size() == before ? Optional.of(new Cmdb(assets)) : Optional.empty();
  }

  private static Optional<Map<String, Asset>> inventory(Fields fields) {
    Optional<Map<String, Asset>> assets =
        fields.required("assets", Shape.mapOf(Shape.mapping("an asset", CmdbReader::asset)));
    return fields.build(assets::orElseThrow);
  }

  private static Optional<Asset> asset(Fields fields) {
    Optional<String> owner = fields.optional("owner", Shape.text());
    Optional<String> team = fields.optional("team", Shape.text());
    Optional<String> environment = fields.optional("environment", Shape.text());
    return fields.build(() -> new Asset(owner, team, environment));
  }
}
