package dev.tocsin.local.command;

import dev.tocsin.local.http.TlsFiles;
import dev.tocsin.local.pipeline.PipelineFiles;
import dev.tocsin.local.pipeline.RoutingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The user's files beside the rules. */
final class FileOptions {
  @Option(names = "--remediations", paramLabel = "FILE", description = "Catalogue of repairs.")
  @Nullable Path remediations;

  @Option(
      names = "--cmdb",
      paramLabel = "FILE",
      description = "Owner, team and environment by instance.")
  @Nullable Path cmdb;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Topics, allowed lateness, dedup window, limits.")
  @Nullable Path settings;

  /** These files and those of rules. */
  PipelineFiles with(
      List<Path> rules,
      Optional<RoutingFiles> routing,
      Optional<Path> credentials,
      Optional<TlsFiles> tls) {
    return new PipelineFiles(
        rules,
        Optional.ofNullable(remediations),
        Optional.ofNullable(cmdb),
        Optional.ofNullable(settings),
        routing,
        credentials,
        tls);
  }
}
