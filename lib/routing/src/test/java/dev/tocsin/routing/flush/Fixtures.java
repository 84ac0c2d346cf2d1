package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Alerts named by letters: {@code A}. */
final class Fixtures {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
  static final Duration REPEAT_INTERVAL = Duration.ofHours(4);
  static final UUID SILENCE = new UUID(0, 1);
  static final Fingerprint INHIBITOR = Labels.of("alertname", "Source").fingerprint();
  static final Muted SILENCED = new Muted(List.of(SILENCE), List.of());
  static final Muted INHIBITED = new Muted(List.of(), List.of(INHIBITOR));

  private Fixtures() {}

  static Fingerprint fingerprint(String name) {
    return labels(name).fingerprint();
  }

  /** Of names with blanks between them. */
  static Set<Fingerprint> fingerprints(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(Fixtures::fingerprint)
        .collect(Collectors.toSet());
  }

  static Alert firing(String name) {
    return alert(name, NOW.plusSeconds(300));
  }

  static Alert resolved(String name) {
    return alert(name, NOW.minusSeconds(10));
  }

  static Alert alert(String name, Instant endsAt) {
    return new Alert(
        labels(name),
        fingerprint(name),
        Map.of(),
        Instant.EPOCH,
        Optional.of(endsAt),
        NOW,
        false,
        "",
        AlertSource.API);
  }

  static Integration integration(boolean sendResolved) {
    return new Integration(
        "team", "webhook", sendResolved ? 0 : 1, sendResolved, new IntegrationSettings() {});
  }

  static Target target(boolean sendResolved, Optional<NotificationLog> log) {
    return new Target(integration(sendResolved), log, List.of());
  }

  static Terms terms(boolean sendResolved, FlushPolicy policy) {
    return new Terms(sendResolved, REPEAT_INTERVAL, policy);
  }

  static Flush flush(
      Instant at, List<Member> members, IntervalState intervals, List<Target> targets) {
    return new Flush(new UUID(0, 7), 3, Labels.EMPTY, route(), members, intervals, targets, at, at);
  }

  private static Labels labels(String name) {
    return Labels.of("alertname", name);
  }

  private static Route route() {
    return new Route(
        "id",
        "{}",
        Matchers.NONE,
        false,
        "team",
        List.of(),
        false,
        Duration.ofSeconds(30),
        GROUP_INTERVAL,
        REPEAT_INTERVAL,
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }
}
