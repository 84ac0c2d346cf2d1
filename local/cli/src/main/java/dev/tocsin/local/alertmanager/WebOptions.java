package dev.tocsin.local.alertmanager;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How HTTP is served. */
final class WebOptions {
  @Option(
      names = "--web.listen-address",
      paramLabel = "ADDRESS",
      defaultValue = ":9093",
      converter = ListenAddress.Converter.class,
      description = "Where HTTP is served; may be repeated (default: ${DEFAULT-VALUE}).")
  List<ListenAddress> addresses = List.of();

  @Option(
      names = "--web.external-url",
      paramLabel = "URL",
      description = "Under which people reach this, for links in notifications.")
  @Nullable URI externalUrl;

  @Option(
      names = "--web.route-prefix",
      paramLabel = "PATH",
      description = "Of all paths (default: the path of --web.external-url).")
  @Nullable String routePrefix;

  @Option(
      names = "--web.config.file",
      paramLabel = "FILE",
      description = "TLS and logins, as Prometheus's exporters write them.")
  @Nullable Path configFile;

  @Option(
      names = "--web.get-concurrency",
      paramLabel = "N",
      defaultValue = "0",
      description = "GET requests of the API served at once; 0: no limit of its own.")
  int getConcurrency;

  @Option(
      names = "--web.timeout",
      paramLabel = "TIME",
      defaultValue = "0",
      converter = GoDuration.class,
      description = "For which a request is served; 0: 29s.")
  Duration timeout;

  /** Of all paths; begins with a slash and does not end with one, or is empty. */
  String prefix() {
    String given =
        Optional.ofNullable(routePrefix)
            .or(() -> Optional.ofNullable(externalUrl).map(URI::getPath))
            .orElse("");
    String trimmed = given.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? "" : "/" + trimmed;
  }
}
