package dev.tocsin.local.alertmanager;

import dev.tocsin.local.pipeline.RoutingFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The configuration, and where state is kept. */
final class StateOptions {
  @Option(
      names = "--config.file",
      paramLabel = "FILE",
      defaultValue = "alertmanager.yml",
      description = "Alertmanager's configuration (default: ${DEFAULT-VALUE}).")
  Path configFile;

  @Option(
      names = "--tocsin.config-file",
      paramLabel = "FILE",
      description = "What Tocsin adds to it: teams, response times, fallback receivers.")
  @Nullable Path additions;

  @Option(
      names = "--storage.path",
      paramLabel = "DIR",
      defaultValue = "data/",
      description = "Where all state is kept, for this user only (default: ${DEFAULT-VALUE}).")
  Path storagePath;

  @Option(
      names = "--storage.url",
      paramLabel = "JDBC-URL",
      description = {
        "A PostgreSQL that several instances share, instead of --storage.path; its",
        "password may come from the environment: TOCSIN_POSTGRES_PASSWORD."
      })
  @Nullable String storageUrl;

  @Option(
      names = "--data.retention",
      paramLabel = "TIME",
      defaultValue = "120h",
      converter = GoDuration.class,
      description = "How long what is over is kept (default: ${DEFAULT-VALUE}).")
  Duration retention;

  @Option(
      names = "--data.maintenance-interval",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = GoDuration.class,
      description = "How often what is over is removed (default: ${DEFAULT-VALUE}).")
  Duration maintenanceInterval;

  RoutingFiles files() {
    return new RoutingFiles(configFile, Optional.ofNullable(additions));
  }
}
