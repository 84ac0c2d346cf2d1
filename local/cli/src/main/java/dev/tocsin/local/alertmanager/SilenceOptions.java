package dev.tocsin.local.alertmanager;

import picocli.CommandLine.Option;

/** Limits on silences. */
final class SilenceOptions {
  @Option(
      names = "--silences.max-silences",
      paramLabel = "N",
      defaultValue = "0",
      description = "Silences at most, expired ones too; 0: no limit (default: ${DEFAULT-VALUE}).")
  int most;

  @Option(
      names = "--silences.max-silence-size-bytes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes of a silence at most; 0: no limit (default: ${DEFAULT-VALUE}).")
  int mostBytes;
}
