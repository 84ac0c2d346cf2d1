package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.core.yaml.YamlText;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.config.key.Reading;
import java.util.List;
import java.util.Optional;

/**
 * Reads Alertmanager's configuration file: one document, all of whose problems are found together.
 */
public final class RoutingFile {
  private RoutingFile() {}

  /**
   * The configuration; empty when there are problems. It may be what {@link
   * RoutingConfiguration#original} showed: its secrets are then their placeholder.
   */
  public static Optional<RoutingConfiguration> read(
      SourceFile file, ReadingOptions options, Problems problems) {
    int before = problems.size();
    List<YamlNode> documents = YamlDocuments.read(file.name(), file.text(), problems);
    if (documents.size() > 1) {
      problems.add(documents.get(1).at(), "the configuration must be one document");
    }
    if (documents.isEmpty() && problems.size() == before) {
      problems.add(
          Position.startOf(file.name()),
          "this file is empty: a configuration has at least \"route\" and \"receivers\"");
    }
    if (documents.isEmpty()) {
      return Optional.empty();
    }
    YamlNode document = documents.getFirst();
    Reading reading = new Reading(options.files());
    ConfigurationKeys keys = new ConfigurationKeys(options.matchers());
    return Keys.mapping("the configuration", reading, keys::read)
        .read("the configuration", document, problems)
        .filter(read -> problems.size() == before)
        .map(read -> read.withOriginal(YamlText.of(reading.shown(document))));
  }
}
