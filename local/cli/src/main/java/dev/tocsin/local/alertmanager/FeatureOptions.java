package dev.tocsin.local.alertmanager;

import java.util.List;
import picocli.CommandLine.Option;

/** What is switched on beside the usual. */
final class FeatureOptions {
  @Option(
      names = "--enable-feature",
      paramLabel = "NAME,...",
      description = {
        "classic-mode or utf8-strict-mode (how matchers are written),",
        "receiver-name-in-metrics; Alertmanager's others are taken and have no effect."
      })
  List<String> features = List.of();

  Features chosen() {
    return Features.of(features);
  }
}
