package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.setting.Settings;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.evaluator.watermark.LogEnds;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.MovedClock;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Evaluator instances on one fresh database, with a clock, queues and a topic of the test's own.
 */
final class Evaluators implements AutoCloseable {
  final MovedClock clock = MovedClock.create();
  final Queues queues = new Queues();
  final Topic topic = new Topic();
  private final AtomicReference<RuleSource.Published> rules;
  private final AtomicReference<Settings> inForce;
  private final List<ApplicationContext> contexts;

  /** Puts other settings into force. */
  void set(UnaryOperator<Settings> change) {
    inForce.updateAndGet(change);
  }

  Evaluators(int instances, List<Rule> initial, FaultPoints faults) {
    this(instances, initial, faults, Map.of());
  }

  Evaluators(int instances, List<Rule> initial, FaultPoints faults, Map<String, Object> settings) {
    TestPostgres database = TestPostgres.copyOf("tocsin", Schema::migrate);
    rules = new AtomicReference<>();
    inForce =
        new AtomicReference<>(
            Settings.DEFAULT
                .withTimes(
                    (Duration)
                        settings.getOrDefault(
                            "tocsin.evaluator.allowed-lateness",
                            Settings.DEFAULT.allowedLateness()),
                    Settings.DEFAULT.naming().dedupWindow())
                .withBuiltIns(builtIns(Set.of())));
    publish("v1", initial);
    contexts =
        IntStream.range(0, instances)
            .mapToObj(number -> context(database, faults, settings))
            .toList();
  }

  /** Instances whose rules come by their API. */
  static Evaluators withRulesByApi(int instances, Map<String, Object> settings) {
    Map<String, Object> byApi = new HashMap<>(settings);
    byApi.put("tocsin.rules.source", "api");
    return new Evaluators(instances, List.of(), FaultPoints.NONE, byApi);
  }

  private ApplicationContext context(
      TestPostgres database, FaultPoints faults, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(database.properties());
    properties.putAll(settings);
    properties.put("tocsin.queue.reset", "1ms");
    var builder = EvaluatorContext.builder();
    if (!settings.containsKey("tocsin.rules.source")) {
      builder.beanDefinitions(given(RuleSource.class, () -> rules.get()));
    }
    return builder
        .beanDefinitions(
            given(MessageSender.class, queues),
            given(LogEnds.class, topic),
            given(CurrentSettings.class, () -> inForce.get()),
            given(InstantSource.class, clock),
            given(FaultPoints.class, faults))
        .properties(properties)
        .start();
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }

  void publish(String version, List<Rule> ruleSet) {
    rules.set(new RuleSource.Published(new RuleSet(version, ruleSet), clock.instant()));
  }

  ApplicationContext context(int instance) {
    return contexts.get(instance);
  }

  /** Alerts on the pipeline itself are switched off, but for these. */
  static BuiltInSettings builtIns(Set<BuiltIn> enabled) {
    Map<BuiltIn, BuiltInRule> rules = new EnumMap<>(BuiltIn.class);
    for (BuiltIn alert : BuiltIn.values()) {
      BuiltInRule usual = alert.defaults();
      rules.put(
          alert,
          new BuiltInRule(
              enabled.contains(alert),
              usual.severity(),
              usual.labels(),
              usual.duration(),
              usual.cooldown(),
              usual.repeatInterval(),
              usual.window(),
              usual.threshold()));
    }
    return new BuiltInSettings(BuiltInSettings.DEFAULT_INTERVAL, Optional.empty(), rules);
  }

  void set(BuiltInSettings builtIns) {
    inForce.updateAndGet(settings -> settings.withBuiltIns(builtIns));
  }

  void tick(int instance) {
    boolean unused = new EvaluatorTickHandler(contexts.get(instance)).execute(null);
  }

  MetricsHandler handler(int instance) {
    return new MetricsHandler(contexts.get(instance));
  }

  void tick() {
    tick(0);
  }

  /** Every partition is read as far as it goes. */
  void assertReadToTheEnd() {
    bean(PartitionCursors.class)
        .all()
        .forEach(cursor ->
            assertThat(cursor.nextOffset()).isEqualTo(topic.size(cursor.id().partition())));
  }

  <T> T bean(Class<T> type) {
    return contexts.getFirst().getBean(type);
  }

  @Override
  public void close() {
    contexts.forEach(ApplicationContext::close);
  }
}
