package dev.tocsin.routing.config.receiver;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import dev.tocsin.routing.config.key.Keys;
import java.util.List;
import java.util.Optional;

/** The keys of {@code jira_configs}. */
final class JiraKeys {
  static final Kind KIND = Kind.unbuilt("jira", true, JiraKeys::read);

  private JiraKeys() {}

  private static void read(Keys keys, Globals globals) {
    keys.address("api_url");
    keys.requireAny(List.of("api_url"), globals.hasAny("jira_api_url"), "jira_api_url");
    keys.requiredText("project");
    keys.requiredText("issue_type");
    templated(keys, "summary");
    templated(keys, "description");
    keys.texts("api_type", "priority", "reopen_transition", "resolve_transition");
    keys.texts("wont_fix_resolution");
    keys.textList("labels");
    keys.duration("reopen_duration");
    keys.value("fields", Shape.mapOf((name, node, problems) -> Optional.of(node)));
  }

  /** A template, or one with a flag that says whether it changes an issue that is there. */
  private static void templated(Keys keys, String key) {
    Shape<Boolean> withFlag = keys.shape(key, JiraKeys::template);
    keys.value(
        key,
        (name, node, problems) ->
            node instanceof Scalar ? Optional.of(true) : withFlag.read(name, node, problems));
  }

  private static Optional<Boolean> template(Keys keys) {
    keys.texts("template");
    keys.flags("enable_update");
    return keys.build(() -> true);
  }
}
