package dev.tocsin.evaluator.api;

import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.evaluator.rules.RuleSource;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The rules that this instance has; while it has none, requests get an answer that says so. */
@Singleton
class CurrentRules {
  private final RuleSource source;

  CurrentRules(RuleSource source) {
    this.source = source;
  }

  /** The rules, if there are any yet. */
  Optional<RuleSet> known() {
    try {
      return Optional.of(source.current().ruleSet());
    } catch (IllegalStateException none) {
      return Optional.empty();
    }
  }

  RuleSet ruleSet() {
    try {
      return source.current().ruleSet();
    } catch (IllegalStateException none) {
      throw new ApiRefused(
          HttpStatus.SERVICE_UNAVAILABLE,
          ApiError.of("unavailable", "there are no rules: " + none.getMessage()));
    }
  }
}
