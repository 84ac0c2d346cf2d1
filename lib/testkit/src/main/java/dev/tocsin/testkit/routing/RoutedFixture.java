package dev.tocsin.testkit.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts and groups to put into stores. */
public final class RoutedFixture {
  public static final Instant T = Instant.parse("2026-11-21T10:00:00.125Z");

  private RoutedFixture() {}

  /** An alert that fires until its source says otherwise. */
  public static Alert firing(int number) {
    return alert(number, Optional.empty(), T);
  }

  /** The same alert with an end, as its source spoke of it last. */
  public static Alert ending(int number, Instant endsAt, Instant updatedAt) {
    return alert(number, Optional.of(endsAt), updatedAt);
  }

  private static Alert alert(int number, Optional<Instant> endsAt, Instant updatedAt) {
    Labels labels =
        Labels.of("alertname", "High \"CPU\" \uD83D\uDEA8", "instance", "web-" + number);
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of("summary", "a\nb\\c\0", "runbook", ""),
        T.minusSeconds(number),
        endsAt,
        updatedAt,
        endsAt.isPresent(),
        "http://prometheus/graph?g0.expr=up",
        number % 2 == 0 ? AlertSource.API : AlertSource.RULES);
  }

  public static Fingerprint fingerprint(int number) {
    return firing(number).fingerprint();
  }

  public static GroupRef group(int number) {
    return group(number, "route-1");
  }

  static GroupRef group(int number, String route) {
    return new GroupRef(
        CountingIds.id(number), route, Labels.of("team", "db \"1\"", "n", "" + number));
  }

  /** An alert joins a group, which is to be flushed {@code wait} seconds after {@link #T}. */
  public static Joining joining(int group, Alert alert, int wait) {
    return new Joining(group(group), alert.fingerprint(), alert.updatedAt(), T.plusSeconds(wait));
  }

  /** Saves alerts that the store does not know. */
  public static void save(RoutedAlerts alerts, Alert... added) {
    alerts.save(List.of(added), List.of());
  }
}
