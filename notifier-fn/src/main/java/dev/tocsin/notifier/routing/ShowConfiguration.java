package dev.tocsin.notifier.routing;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlText;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
import dev.tocsin.routing.matcher.MatcherSyntax;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Shows what a version of the configuration says, without its secrets. */
@Singleton
public class ShowConfiguration {
  private final ConfigurationVersions versions;
  private final Seal seal;
  private final MatcherSyntax matchers;

  ShowConfiguration(ConfigurationVersions versions, Seal seal, MatcherSyntax matchers) {
    this.versions = versions;
    this.seal = seal;
    this.matchers = matchers;
  }

  /**
   * A version as it may be shown, written anew and so without comments.
   *
   * @param alertmanager with {@code <secret>} for each secret; empty when this release cannot read
   *     the version
   * @param additions Tocsin's own file, which has no secrets; empty also without one
   */
  public record Shown(
      ConfigurationVersion version, Optional<String> alertmanager, Optional<String> additions) {}

  /** A version; empty when there is none with this number. */
  public Optional<Shown> run(long number) {
    return versions.find(number).map(this::shown);
  }

  private Shown shown(StoredConfiguration stored) {
    ConfigurationText text = stored.text().map(seal::open);
    Optional<ReadConfiguration> read =
        GivenConfiguration.ofVersion(stored.version().number(), text)
            .read(matchers, new Problems());
    return new Shown(
        stored.version(),
        read.map(found -> found.configuration().original()),
        read.flatMap(found -> text.additions()).map(ShowConfiguration::withoutComments));
  }

  private static String withoutComments(String additions) {
    return YamlDocuments.read("tocsin.yml", additions, new Problems()).stream()
        .findFirst()
        .map(YamlText::of)
        .orElse("");
  }
}
