package dev.tocsin.routing.explain;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.reader.RoutingFile;

/** Configurations as people write them. */
final class Configurations {
  private Configurations() {}

  static RoutingConfiguration read(String yaml) {
    Problems problems = new Problems();
    return RoutingFile.read(
            new SourceFile("alertmanager.yml", yaml), ReadingOptions.LOCAL_FILE, problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
  }
}
