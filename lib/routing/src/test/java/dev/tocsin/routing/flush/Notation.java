package dev.tocsin.routing.flush;

import static dev.tocsin.routing.flush.Fixtures.INHIBITED;
import static dev.tocsin.routing.flush.Fixtures.NOW;
import static dev.tocsin.routing.flush.Fixtures.SILENCED;
import static dev.tocsin.routing.flush.Fixtures.fingerprints;
import static dev.tocsin.routing.flush.Fixtures.firing;
import static dev.tocsin.routing.flush.Fixtures.resolved;
import static java.util.stream.Collectors.joining;

import dev.tocsin.routing.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How tables write groups, logs and notifications. */
final class Notation {
  private Notation() {}

  /**
   * {@code A} fires, {@code a} has ended, {@code ~} is silenced, {@code ^} inhibited, {@code +}
   * acknowledged, {@code !} overdue for five minutes.
   */
  static List<Member> members(String members) {
    return Arrays.stream(members.split(" "))
        .filter(member -> !member.isEmpty())
        .map(Notation::member)
        .toList();
  }

  private static Member member(String text) {
    String name = text.substring(0, 1).toUpperCase(Locale.ROOT);
    Alert alert = Character.isUpperCase(text.charAt(0)) ? firing(name) : resolved(name);
    Muted muted = text.endsWith("~") ? SILENCED : text.endsWith("^") ? INHIBITED : Muted.BY_NOTHING;
    return new Member(alert, muted, text.endsWith("+"), overdueAt(text));
  }

  private static Optional<Instant> overdueAt(String text) {
    return text.endsWith("!") ? Optional.of(NOW.minus(Duration.ofMinutes(5))) : Optional.empty();
  }

  /** What fires, what ended and what is open there, and the minutes since: {@code A/b/A/10}. */
  static Optional<NotificationLog> log(String text) {
    if (text.equals("-")) {
      return Optional.empty();
    }
    String[] parts = text.toUpperCase(Locale.ROOT).split("/", -1);
    return Optional.of(
        new NotificationLog(
            fingerprints(parts[0]),
            fingerprints(parts[1]),
            fingerprints(parts[2]),
            NOW.minus(Duration.ofMinutes(Long.parseLong(parts[3])))));
  }

  /** The alerts of a notification; {@code -} is none. */
  static String sent(Decision decision) {
    return decision instanceof Send send
        ? send.alerts().stream().map(Notation::shown).collect(joining(" "))
        : "-";
  }

  private static String shown(Alert alert) {
    String name = alert.labels().get("alertname");
    return alert.endsAt().isEmpty() ? name : name.toLowerCase(Locale.ROOT);
  }
}
