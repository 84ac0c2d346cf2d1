package dev.tocsin.evaluator.api;

import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.engine.rule.Rule;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What says why a key is firing or not, beside what is stored of it.
 *
 * @param rule none when there is no such rule any more
 * @param now up to which time all is known
 * @param next what the rule's condition would say when it is evaluated next
 * @param ignored the key's samples that were ignored, as far as it is remembered
 * @param gone why the key is not firing, if there is no rule
 * @param more what else there is to say, in words
 * @param builtIn of an alert on the pipeline itself only
 */
record Evidence(
    Optional<Rule> rule,
    Instant now,
    Optional<Next> next,
    Ignored ignored,
    Gone gone,
    String more,
    Optional<Why.BuiltIn> builtIn) {
  /** What the rule's condition would say when it is evaluated next. */
  record Next(Instant at, ConditionResult result) {
    /** The result in one word. */
    String word() {
      return result.result().name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why there is no rule: as a code, and in words. */
  record Gone(String because, String text) {}
}
