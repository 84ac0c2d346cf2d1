package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.UserError;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The features that a command line asks for. */
record Features(Set<Feature> all) {
  Features {
    all = Set.copyOf(all);
  }

  /**
   * Those that texts name, with commas between them.
   *
   * @throws UserError for a name that is none, and for two that exclude each other
   */
  static Features of(Collection<String> texts) {
    Set<Feature> named = EnumSet.noneOf(Feature.class);
    texts.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .filter(name -> !name.isEmpty())
        .forEach(name -> named.add(Feature.of(name)));
    if (named.containsAll(List.of(Feature.CLASSIC_MODE, Feature.UTF8_STRICT_MODE))) {
      throw new UserError(
          "--enable-feature has both classic-mode and utf8-strict-mode: give one of them");
    }
    return new Features(named);
  }

  /** How matchers are written. */
  MatcherSyntax matchers() {
    if (all.contains(Feature.CLASSIC_MODE)) {
      return MatcherSyntax.CLASSIC;
    }
    return all.contains(Feature.UTF8_STRICT_MODE)
        ? MatcherSyntax.UTF8
        : MatcherSyntax.UTF8_THEN_CLASSIC;
  }

  /** Whether meters of notifications name receivers. */
  boolean receiverNames() {
    return all.contains(Feature.RECEIVER_NAME_IN_METRICS);
  }

  /** Those that change nothing here, in the order of their names. */
  List<Feature> withoutEffect() {
    return all.stream().filter(feature -> !feature.hasEffect()).sorted().toList();
  }
}
