package dev.tocsin.notifier.routing;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.config.reader.RoutingFile;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The configuration in force. It is read anew when another version has become active. */
@Singleton
public class ActiveRouting {
  private final ConfigurationVersions versions;
  private final Seal seal;

  private volatile @Nullable Routing known;

  ActiveRouting(ConfigurationVersions versions, Seal seal) {
    this.versions = versions;
    this.seal = seal;
  }

  /** The configuration in force as the caller's transaction sees it. */
  public Routing now() {
    long number = versions.activeNumber();
    Routing last = known;
    if (last != null && last.number() == number) {
      return last;
    }
    Routing read = versions.active().map(this::read).orElse(BuiltInRouting.ROUTING);
    known = read;
    return read;
  }

  /** {@link #now}, which stays in force until the caller's transaction ends. */
  public Routing held() {
    versions.hold();
    return now();
  }

  private static ReadingOptions options(ConfigurationVersion version) {
    return version.folder().isPresent() ? ReadingOptions.LOCAL_FILE : ReadingOptions.BY_API;
  }

  private Routing read(ConfigurationVersion version) {
    Problems problems = new Problems();
    SourceFile file =
        new SourceFile("configuration " + version.number(), seal.open(version.text()));
    RoutingConfiguration configuration =
        RoutingFile.read(file, options(version), problems)
            .orElseThrow(() ->
                new IllegalStateException(
                    "this release cannot read the configuration in force:\n" + problems));
    return Routing.of(version.number(), version.folder(), configuration);
  }
}
