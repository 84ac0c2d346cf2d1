package dev.tocsin.local.config;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.additions.AdditionsFile;
import dev.tocsin.routing.config.reader.RoutingFile;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration as the commands do. */
final class ConfigurationRead {
  private ConfigurationRead() {}

  /** The configuration of a file; empty when there are problems. */
  static Optional<RoutingConfiguration> read(Path file, Problems problems) {
    return PipelineFiles.read(Optional.of(file), problems)
        .flatMap(source -> RoutingFile.read(source, ReadingOptions.LOCAL_FILE, problems));
  }

  /** Finds the problems of Tocsin's own file beside a configuration. */
  static void readAdditions(
      Optional<Path> file, RoutingConfiguration configuration, Problems problems) {
    var unused =
        PipelineFiles.read(file, problems)
            .flatMap(source -> AdditionsFile.read(source, configuration, problems));
  }
}
