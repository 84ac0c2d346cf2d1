package dev.tocsin.notifier.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.UnbuiltSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationMetersTest {
  private static final Integration SLACK =
      new Integration("db", "slack", 0, true, new UnbuiltSettings("slack"));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private NotificationMeters meters(boolean receiverNames) {
    return new NotificationMeters(registry, new MeterSettings(receiverNames));
  }

  private double count(String name, String... tags) {
    return registry.get("alertmanager." + name).tags(tags).counter().count();
  }

  private static Attempt attempt(String what) {
    return switch (what) {
      case "accepted" -> Attempt.answered(200, Optional.empty(), "");
      case "refused" -> Attempt.answered(400, Optional.empty(), "");
      case "busy" -> Attempt.answered(429, Optional.empty(), "");
      case "broken" -> Attempt.unanswered("");
      default -> throw new IllegalArgumentException(what);
    };
  }

  @ParameterizedTest
  @CsvSource({"accepted, 0, 0", "refused, 1, 0", "busy, 1, 0", "broken, 0, 1"})
  void attempted_countsItAndWhyItFailed(String what, double client, double server) {
    NotificationMeters meters = meters(false);
    meters.register();

    meters.attempted(SLACK, attempt(what), Duration.ofMillis(1500));

    assertThat(count("notifications", "integration", "slack")).isEqualTo(1);
    assertThat(count("notification.requests.failed", "integration", "slack"))
        .isEqualTo(client + server);
    assertThat(count("notifications.failed", "integration", "slack", "reason", "clientError"))
        .isEqualTo(client);
    assertThat(count("notifications.failed", "integration", "slack", "reason", "serverError"))
        .isEqualTo(server);
    assertThat(
            registry.get("alertmanager.notification.latency").tags("integration", "slack").timer())
        .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
  }

  @Test
  void register_beginsAllKindsAtZero() {
    meters(false).register();
    assertThat(count("notifications", "integration", "webhook")).isZero();
    assertThat(count("notifications.failed", "integration", "email", "reason", "clientError"))
        .isZero();
  }

  @Test
  void attempted_withNamesOfReceivers_namesThem() {
    meters(true).attempted(SLACK, attempt("accepted"), Duration.ZERO);
    assertThat(count("notifications", "integration", "slack", "receiver_name", "db")).isEqualTo(1);
  }
}
