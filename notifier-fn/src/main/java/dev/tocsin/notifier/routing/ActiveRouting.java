package dev.tocsin.notifier.routing;

import dev.tocsin.core.yaml.Problems;
import dev.tocsin.platform.secret.Seal;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
import dev.tocsin.routing.matcher.MatcherSyntax;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The configuration in force. It is read anew when another version has become active. */
@Singleton
public class ActiveRouting {
  private final ConfigurationVersions versions;
  private final Seal seal;
  private final MatcherSyntax matchers;

  private volatile @Nullable Routing known;

  ActiveRouting(ConfigurationVersions versions, Seal seal, MatcherSyntax matchers) {
    this.versions = versions;
    this.seal = seal;
    this.matchers = matchers;
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

  private Routing read(StoredConfiguration stored) {
    Problems problems = new Problems();
    long number = stored.version().number();
    ConfigurationText text = stored.text().map(seal::open);
    ReadConfiguration read =
        GivenConfiguration.ofVersion(number, text)
            .read(matchers, problems)
            .orElseThrow(() ->
                new IllegalStateException(
                    "this release cannot read the configuration in force:\n" + problems));
    return Routing.of(number, text.folder(), read);
  }
}
