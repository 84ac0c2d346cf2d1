package dev.tocsin.local.pipeline;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.enricher.EnricherContext;
import dev.tocsin.evaluator.EvaluatorContext;
import dev.tocsin.evaluator.rules.RuleSource;
import dev.tocsin.notifier.NotifierContext;
import dev.tocsin.platform.access.Authenticator;
import dev.tocsin.remediation.RemediationContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the context of each function as its Lambda constructor would, with local addresses. */
final class FunctionContexts {
  private final Addresses addresses;
  private final PipelineSettings settings;
  private final CurrentSettings current;
  private final MeterRegistry meters;
  private final FaultPoints faults;

  FunctionContexts(
      Addresses addresses,
      PipelineSettings settings,
      CurrentSettings current,
      MeterRegistry meters,
      FaultPoints faults) {
    this.addresses = addresses;
    this.settings = settings;
    this.current = current;
    this.meters = meters;
    this.faults = faults;
  }

  /** An evaluator that does not listen: for the tick and for HTTP. */
  ApplicationContext evaluator(Optional<RuleSource> rules) {
    return evaluator(rules, false);
  }

  /** An evaluator that takes its share of the partitions as soon as it is made. */
  ApplicationContext listeningEvaluator(Optional<RuleSource> rules) {
    return evaluator(rules, true);
  }

  private ApplicationContext evaluator(Optional<RuleSource> rules, boolean listen) {
    Map<String, Object> properties = new HashMap<>(settings.evaluator());
    properties.put("kafka.bootstrap.servers", addresses.kafka());
    addresses
        .kafkaLogin()
        .settings()
        .forEach((name, value) -> properties.put("kafka." + name, value));
    // Each client names its meters with other labels, which one Prometheus registry refuses.
    properties.put("micronaut.metrics.binders.kafka.enabled", false);
    properties.put("tocsin.kafka.group", addresses.kafkaGroup());
    properties.put("tocsin.kafka.listen", listen);
    ApplicationContextBuilder builder =
        EvaluatorContext.builder().beanDefinitions(current(), meters(), faults());
    if (rules.isPresent()) {
      builder.beanDefinitions(given(RuleSource.class, rules.get()));
    } else {
      properties.put("tocsin.rules.source", "api");
      properties.put("tocsin.rules.check-every", "1s");
    }
    return start(builder, properties);
  }

  ApplicationContext notifier() {
    return start(
        NotifierContext.builder().beanDefinitions(current(), meters(), faults()),
        settings.notifier());
  }

  ApplicationContext enricher(TextFile cmdb) {
    return start(
        EnricherContext.builder()
            .beanDefinitions(given(TextFile.class, cmdb), current(), meters(), faults()),
        Map.of());
  }

  ApplicationContext remediation(TextFile catalogue) {
    return start(
        RemediationContext.builder()
            .beanDefinitions(given(TextFile.class, catalogue), meters(), faults()),
        settings.remediation());
  }

  private RuntimeBeanDefinition<?> current() {
    return given(CurrentSettings.class, current);
  }

  private RuntimeBeanDefinition<?> meters() {
    return given(MeterRegistry.class, meters);
  }

  private RuntimeBeanDefinition<?> faults() {
    return given(FaultPoints.class, faults);
  }

  private static <T> RuntimeBeanDefinition<T> given(Class<T> type, T bean) {
    return RuntimeBeanDefinition.builder(type, () -> bean).singleton(true).build();
  }

  private ApplicationContext start(
      ApplicationContextBuilder builder, Map<String, Object> ofFunction) {
    Map<String, Object> properties = new HashMap<>(ofFunction);
    properties.put("datasources.default.url", addresses.jdbcUrl());
    properties.put("datasources.default.driver-class-name", "org.postgresql.Driver");
    addresses
        .login()
        .ifPresent(login -> {
          properties.put("datasources.default.username", login.user());
          properties.put("datasources.default.password", login.password());
        });
    properties.putIfAbsent("kafka.enabled", properties.containsKey("kafka.bootstrap.servers"));
    addresses
        .sqsEndpoint()
        .ifPresent(url -> {
          properties.put("tocsin.sqs.endpoint", url.toString());
          properties.put("tocsin.sqs.unsigned", addresses.sqsKey().isEmpty());
        });
    addresses
        .sqsKey()
        .ifPresent(key -> {
          properties.put("tocsin.sqs.access-key-id", key.id());
          properties.put("tocsin.sqs.secret-access-key", key.secret());
        });
    addresses.queueUrls().forEach((name, url) -> properties.put("tocsin.queues." + name, url));
    settings
        .authenticator()
        .ifPresent(known -> builder.beanDefinitions(given(Authenticator.class, known)));
    return builder.properties(properties).bootstrapEnvironment(false).start();
  }
}
