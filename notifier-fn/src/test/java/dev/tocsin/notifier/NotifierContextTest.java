package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.dispatch.DispatchDue;
import dev.tocsin.notifier.ingest.TakeEvents;
import dev.tocsin.store.Schema;
import dev.tocsin.testkit.postgres.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the notifier's context holds, and what it refuses to start with. */
class NotifierContextTest {
  @Test
  void context_ofAnotherFunction_hasNothingOfTheNotifier() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("tocsin.function", "evaluator"))) {
      assertThat(context.containsBean(DispatchDue.class)).isFalse();
      assertThat(context.containsBean(NotifierConfiguration.class)).isFalse();
    }
  }

  @Test
  void context_asOnLambda_startsEverythingAndServesTheHandlers() {
    Map<String, Object> properties = settings();
    properties.putAll(TestPostgres.copyOf("tocsin", Schema::migrate).properties());
    try (ApplicationContext context = NotifierContext.builder().properties(properties).build()) {
      WakeUps wakeUps = (consumer, delay) -> {};
      MessageSender sender = (queue, messages) -> {};
      context.registerSingleton(WakeUps.class, wakeUps);
      context.registerSingleton(MessageSender.class, sender);
      context.start();

      assertThat(context.getEnvironment().getActiveNames()).contains("notifier");
      assertThat(new NotifierTickHandler(context).execute(null)).isTrue();
      assertThat(context.getBean(NotifierConfiguration.class).alertsUrl())
          .isEqualTo(URI.create("https://notify.example/x/api/alerts"));
    }
  }

  @Test
  void context_ofEvents_isThatWithoutAnHttpServer() {
    try (ApplicationContext all = NotifierContext.builder().properties(settings()).start();
        ApplicationContext ofEvents = NotifierContext.ofEvents().properties(settings()).start()) {
      assertThat(all.containsBean(Router.class)).isTrue();
      assertThat(ofEvents.containsBean(Router.class)).isFalse();
      assertThat(ofEvents.containsBean(TakeEvents.class)).isTrue();
      assertThat(ofEvents.containsBean(DispatchDue.class)).isTrue();
    }
  }

  @Test
  void context_badSettings_namesAllFaultsTogether() {
    Map<String, Object> properties =
        Map.of(
            "tocsin.function", "notifier",
            "tocsin.notifier.api-url", "ftp://notify.example",
            "tocsin.approval.key", "c2hvcnQ=",
            "tocsin.notifier.concurrency", 0,
            "tocsin.notifier.lease", "29s",
            "tocsin.notifier.deadline", "0s",
            "tocsin.notifier.tick-horizon", "71s");
    assertThatThrownBy(() -> ApplicationContext.run(properties).close())
        .hasStackTraceContaining(
            "tocsin.notifier.api-url is \"ftp://notify.example\"; it must be http://")
        .hasStackTraceContaining("tocsin.public-url is missing")
        .hasStackTraceContaining("tocsin.approval.key has 5 bytes; it must be the base64")
        .hasStackTraceContaining("tocsin.notifier.concurrency is 0; it must be at least 1")
        .hasStackTraceContaining("tocsin.notifier.lease is PT29S; it must be at least 6 times")
        .hasStackTraceContaining("tocsin.notifier.deadline is PT0S; it must be more than zero")
        .hasStackTraceContaining("tocsin.notifier.tick-horizon is PT1M11S");
  }

  @Test
  void lease_notGiven_followsTheTimeOut() {
    Map<String, Object> properties = settings();
    properties.put("test.store", "memory");
    properties.put("tocsin.notifier.request-timeout", "10s");
    try (ApplicationContext context = ApplicationContext.run(properties)) {
      assertThat(context.getBean(NotifierConfiguration.class).lease())
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  private static Map<String, Object> settings() {
    return new HashMap<>(
        Map.of(
            "tocsin.function", "notifier",
            "tocsin.notifier.api-url", "https://notify.example/x/",
            "tocsin.public-url", "https://tocsin.example",
            "tocsin.approval.key", World.KEY));
  }
}
