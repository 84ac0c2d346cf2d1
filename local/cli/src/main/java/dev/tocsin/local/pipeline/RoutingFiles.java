package dev.tocsin.local.pipeline;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.notifier.routing.GivenConfiguration;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that say how alerts are routed.
 *
 * @param alertmanager Alertmanager's configuration
 * @param additions Tocsin's own file beside it
 */
public record RoutingFiles(Path alertmanager, Optional<Path> additions) {
  /** What they say now; empty when there are problems. */
  public Optional<GivenConfiguration> read(Problems problems) {
    int before = problems.size();
    Optional<SourceFile> added = PipelineFiles.read(additions, problems);
    return PipelineFiles.read(Optional.of(alertmanager), problems)
        .map(file -> GivenConfiguration.ofFiles(file, added))
        .filter(given ->
            given.readToActivate(MatcherSyntax.UTF8_THEN_CLASSIC, problems).isPresent()
                && problems.size() == before);
  }
}
