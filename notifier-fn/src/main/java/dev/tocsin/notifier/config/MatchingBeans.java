package dev.tocsin.notifier.config;

import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.silence.SilenceLimits;
import dev.tocsin.routing.silence.SilencePolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** How matchers are read, and what silences may be. */
@Factory
final class MatchingBeans {
  @Singleton
  MatcherSyntax syntax(MatchingSettings settings) {
    return settings.matchers();
  }

  @Singleton
  SilencePolicy silences(MatchingSettings settings) {
    return new SilencePolicy(
        settings.matchers(), new SilenceLimits(settings.maxSilences(), settings.maxSilenceBytes()));
  }
}
