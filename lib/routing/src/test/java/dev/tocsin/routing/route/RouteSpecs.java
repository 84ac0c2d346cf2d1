package dev.tocsin.routing.route;

import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes that say nothing but what a test needs. */
final class RouteSpecs {
  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  private RouteSpecs() {}

  static RouteSpec root(RouteSpec... children) {
    return named("root", "{}", false, children);
  }

  static RouteSpec node(String matchers, RouteSpec... children) {
    return named(Optional.empty(), PARSER.matchers(matchers), false, List.of(children));
  }

  static RouteSpec named(
      String receiver, String matchers, boolean continues, RouteSpec... children) {
    return named(Optional.of(receiver), PARSER.matchers(matchers), continues, List.of(children));
  }

  static RouteSpec named(
      Optional<String> receiver, Matchers matchers, boolean continues, List<RouteSpec> children) {
    return new RouteSpec(
        matchers,
        continues,
        receiver,
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        children);
  }

  static RouteSpec groupedBy(RouteSpec spec, boolean all, String... names) {
    return new RouteSpec(
        spec.matchers(),
        spec.continues(),
        spec.receiver(),
        List.of(names),
        all,
        spec.groupWait(),
        spec.groupInterval(),
        spec.repeatInterval(),
        spec.muteIntervals(),
        spec.activeIntervals(),
        spec.labels(),
        spec.children());
  }
}
