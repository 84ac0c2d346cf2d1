package dev.tocsin.local.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two ways in which a configuration writes matchers. */
final class MatcherYaml {
  private MatcherYaml() {}

  /**
   * The keys of a route or an inhibition rule.
   *
   * @param prefix of each key, such as {@code source_}
   * @param oldStyle by {@code match} and {@code match_re} where these can say it
   */
  static Map<String, Object> of(String prefix, List<LabelMatcher> matchers, boolean oldStyle) {
    Map<String, String> match = new LinkedHashMap<>();
    Map<String, String> matchRegex = new LinkedHashMap<>();
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put(
        prefix + "matchers",
        matchers.stream()
            .filter(m -> !(oldStyle && isTaken(m, match, matchRegex)))
            .map(LabelMatcher::text)
            .toList());
    yaml.put(prefix + "match", match);
    yaml.put(prefix + "match_re", matchRegex);
    yaml.values().removeIf(value -> value.equals(List.of()) || value.equals(Map.of()));
    return yaml;
  }

  private static boolean isTaken(
      LabelMatcher matcher, Map<String, String> match, Map<String, String> matchRegex) {
    return switch (matcher.operator()) {
      case EQUAL -> match.putIfAbsent(matcher.name(), matcher.value()) == null;
      case MATCHES -> matchRegex.putIfAbsent(matcher.name(), matcher.value()) == null;
      case NOT_EQUAL, NOT_MATCHES -> false;
    };
  }
}
