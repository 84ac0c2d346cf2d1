package dev.tocsin.evaluator.builtin;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.engine.builtin.BuiltInConditions;
import dev.tocsin.engine.builtin.BuiltInRules;
import dev.tocsin.engine.builtin.Finding;
import dev.tocsin.engine.builtin.PipelineFacts;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at the keys of the alerts on the pipeline itself: what the stored facts say of each. */
@Singleton
public class BuiltInAlertKeys {
  private final PipelineWatch watch;
  private final EvaluatorSettings topics;
  private final CurrentSettings settings;
  private final InstantSource clock;

  BuiltInAlertKeys(
      PipelineWatch watch,
      EvaluatorSettings topics,
      CurrentSettings settings,
      InstantSource clock) {
    this.watch = watch;
    this.topics = topics;
    this.settings = settings;
    this.clock = clock;
  }

  /** What holds now. */
  public Snapshot look() {
    Instant now = clock.instant();
    BuiltInSettings inForce = settings.now().builtIns();
    BuiltInRules rules = new BuiltInRules(inForce);
    PipelineFacts facts = watch.facts(topics.topics(), inForce, now);
    Map<Fingerprint, Found> found = new HashMap<>();
    for (Finding finding : BuiltInConditions.evaluate(facts, inForce, now)) {
      rules
          .of(finding.alert())
          .map(rule -> rule.key(finding.subject()))
          .ifPresent(key -> found.put(key.fingerprint(), new Found(key, finding)));
    }
    return new Snapshot(now, facts.evaluatedBefore(), inForce, rules, found);
  }

  /**
   * The keys at a moment.
   *
   * @param evaluatedBefore before it they are evaluated; {@link Instant#EPOCH}: never yet
   * @param found the keys of which there are facts
   */
  public record Snapshot(
      Instant now,
      Instant evaluatedBefore,
      BuiltInSettings settings,
      BuiltInRules rules,
      Map<Fingerprint, Found> found) {
    public Snapshot {
      found = Map.copyOf(found);
    }

    public Optional<Found> find(Fingerprint key) {
      return Optional.ofNullable(found.get(key));
    }

    /** The keys of one alert of which there are facts. */
    public Map<Fingerprint, Rule.Key> keys(BuiltIn alert) {
      Map<Fingerprint, Rule.Key> keys = new HashMap<>();
      found.forEach((fingerprint, entry) -> {
        if (entry.finding().alert() == alert) {
          keys.put(fingerprint, entry.key());
        }
      });
      return keys;
    }
  }

  /** A key, and what the facts say of it. */
  public record Found(Rule.Key key, Finding finding) {}
}
