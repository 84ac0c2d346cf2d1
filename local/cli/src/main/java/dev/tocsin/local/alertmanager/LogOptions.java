package dev.tocsin.local.alertmanager;

import picocli.CommandLine.Option;

/** What is logged, and how. */
final class LogOptions {
  @Option(
      names = "--log.level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "debug, info, warn or error (default: ${DEFAULT-VALUE}).")
  LogLevel level;

  @Option(
      names = "--log.format",
      paramLabel = "FORMAT",
      defaultValue = "logfmt",
      description = "logfmt or json (default: ${DEFAULT-VALUE}).")
  LogFormat format;
}
