package dev.tocsin.local.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** While an alert matches the source, those that match the target and agree on labels are mute. */
record InhibitionRule(
    List<LabelMatcher> source, List<LabelMatcher> target, List<String> equal, boolean oldStyle) {
  InhibitionRule {
    source = List.copyOf(source);
    target = List.copyOf(target);
    equal = List.copyOf(equal);
  }

  /** Whether an alert that comes or ends can mute or unmute another; agreement aside. */
  boolean mayAffect(Map<String, String> cause, Map<String, String> alert) {
    return LabelMatcher.all(source, cause) && LabelMatcher.all(target, alert);
  }

  Map<String, Object> yaml() {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.putAll(MatcherYaml.of("source_", source, oldStyle));
    yaml.putAll(MatcherYaml.of("target_", target, oldStyle));
    yaml.put("equal", equal);
    return yaml;
  }
}
