package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.inhibition.InhibitRule;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import java.util.List;
import java.util.Optional;

/** Reads an entry of {@code inhibit_rules}. */
final class InhibitRuleKeys {
  private final MatcherSyntax syntax;

  InhibitRuleKeys(MatcherSyntax syntax) {
    this.syntax = syntax;
  }

  Optional<InhibitRule> read(Keys keys) {
    MatcherKeys matchers = new MatcherKeys(syntax);
    String name = keys.text("name").orElse("");
    Matchers source = matchers.read(keys, "source_");
    Matchers target = matchers.read(keys, "target_");
    List<String> equal = keys.textList("equal");
    LabelNames.check(keys, "equal", equal, syntax::allowsName);
    return keys.build(() -> new InhibitRule(name, source, target, equal));
  }
}
