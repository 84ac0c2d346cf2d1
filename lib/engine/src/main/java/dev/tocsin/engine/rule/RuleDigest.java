package dev.tocsin.engine.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.text.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 over the parts of rules, each with its length, so that no two lists of parts collide. */
final class RuleDigest {
  private final MessageDigest digest = Sha256.begin();

  private RuleDigest() {}

  /**
   * The digest of what makes a rule another one when it changes: all but threshold, objective,
   * times, limits and texts (docs/rules.md, "When rules change"). The order of its matchers and
   * labels makes no difference; the group does, because keys are evaluated group by group.
   */
  static String identity(Rule rule) {
    RuleDigest digest = new RuleDigest();
    digest.add(rule.id().value()).add(rule.name()).add(rule.group().name());
    digest.addAll(rule.matchers().stream().map(RuleDigest::text).sorted().distinct().toList());
    digest.add(rule.by().toString()).add(rule.window().toString());
    digest.addAll(rule.condition().identity());
    digest.add(rule.severity().code()).add(rule.timing().onNoData().name()).addAll(rule.labels());
    return digest.hex();
  }

  /** The digest of all that rules say, in their order. */
  static String version(Collection<Rule> rules) {
    RuleDigest digest = new RuleDigest();
    for (Rule rule : rules) {
      digest.add(rule.identity()).add(rule.description()).add(rule.group().interval().toString());
      digest.add(rule.condition().toString());
      digest.add(rule.timing().toString()).add(Integer.toString(rule.maxKeys()));
      digest.add(Integer.toString(rule.maxSeriesPerKey()));
      digest.addAll(rule.annotations()).add(rule.runbookUrl().toString());
    }
    return digest.hex();
  }

  private static String text(Matcher matcher) {
    return switch (matcher) {
      case Matcher.OneOf(String name, var texts) ->
          part(name) + "=" + texts.stream().sorted().map(RuleDigest::part).toList();
      case Matcher.Not(String name, String text) -> part(name) + "!=" + part(text);
      case Matcher.Regex(String name, var pattern, boolean negated) ->
          part(name) + (negated ? "!~" : "=~") + part(pattern.pattern());
    };
  }

  private static String part(String text) {
    return text.length() + ":" + text;
  }

  private RuleDigest add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  private RuleDigest addAll(List<String> texts) {
    add(Integer.toString(texts.size()));
    texts.forEach(this::add);
    return this;
  }

  private RuleDigest addAll(Map<String, String> texts) {
    add(Integer.toString(texts.size()));
    new TreeMap<>(texts).forEach((name, text) -> add(name).add(text));
    return this;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
