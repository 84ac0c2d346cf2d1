package dev.tocsin.engine.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.core.unit.Unit;
import dev.tocsin.engine.rule.Condition;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in alerts that are enabled, as rules: so that their life is that of all others. */
public final class BuiltInRules {
  /** The tick may be missing for so long without a timer that begins anew. */
  private static final Patience PATIENCE = Patience.of(Duration.ofDays(1));

  private final Map<RuleId, Rule> rules = new LinkedHashMap<>();

  public BuiltInRules(BuiltInSettings settings) {
    Arrays.stream(BuiltIn.values())
        .filter(alert -> settings.of(alert).enabled())
        .forEach(alert -> rules.put(alert.id(), rule(alert, settings.of(alert), settings)));
  }

  /** What is evaluated is no sample but a fact; the metric names where it comes from. */
  private record OfThePipeline(BuiltIn alert, double threshold) implements Condition {
    @Override
    public List<String> metrics() {
      return List.of("tocsin");
    }

    @Override
    public String operator() {
      return ">";
    }

    @Override
    public Unit unit() {
      boolean isAge = alert.windowed() && !alert.measured();
      return isAge || alert == BuiltIn.CLOCK_AHEAD ? Unit.SECONDS : Unit.NONE;
    }

    @Override
    public String text(String selector) {
      return compared(alert.code());
    }

    @Override
    public List<String> identity() {
      return List.of(alert.code());
    }
  }

  private static Rule rule(BuiltIn alert, BuiltInRule set, BuiltInSettings all) {
    double compared = alert.measured() ? set.threshold() : set.window().toMillis() / 1000.0;
    return new Rule(
            alert.id(),
            alert.alertName(),
            alert.description(),
            new RuleGroup("tocsin", all.interval()),
            List.of(),
            Optional.of(alert.by()),
            new OfThePipeline(alert, compared),
            Optional.empty(),
            new Timing(
                set.duration(),
                Duration.ZERO,
                set.cooldown(),
                set.repeatInterval(),
                PATIENCE,
                Timing.OnNoData.KEEP),
            set.severity(),
            set.labels(),
            Map.of("summary", alert.summary()),
            all.runbooks().map(base -> page(base, alert)),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            "")
        .identified();
  }

  private static URI page(URI base, BuiltIn alert) {
    String text = base.toString();
    return URI.create(text + (text.endsWith("/") ? "" : "/") + alert.page());
  }

  /** All of them, in their order. */
  public List<Rule> all() {
    return List.copyOf(rules.values());
  }

  public Optional<Rule> of(BuiltIn alert) {
    return Optional.ofNullable(rules.get(alert.id()));
  }

  /** The rule of a key, if it still names keys as it named this one. */
  public Optional<Rule> of(RuleId id, Labels key) {
    return Optional.ofNullable(rules.get(id))
        .filter(rule -> rule.key(key).fingerprint().equals(key.fingerprint()));
  }

  /** The rule of a key, however it names keys now. */
  Optional<Rule> named(RuleId id, Labels key) {
    return Optional.ofNullable(rules.get(id));
  }
}
