package dev.tocsin.routing.flush;

import static dev.tocsin.routing.flush.Fixtures.INHIBITED;
import static dev.tocsin.routing.flush.Fixtures.SILENCED;

import dev.tocsin.routing.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A group whose alerts come, end and are muted by chance, and which is flushed at each step by our
 * decisions. Deliveries end before the next step, well or badly.
 */
final class History {
  static final List<Boolean> SEND_RESOLVED = List.of(true, false, true);
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E");

  private final Random random;
  private final FlushPolicy policy;
  final Map<String, Alert> members = new TreeMap<>();
  final Set<String> silenced = new HashSet<>();
  final Set<String> inhibited = new HashSet<>();
  final Map<Integer, NotificationLog> logs = new HashMap<>();
  IntervalState intervals = IntervalState.OPEN;
  Instant now = Fixtures.NOW;

  History(int seed, FlushPolicy policy) {
    this.random = new Random(seed);
    this.policy = policy;
  }

  /** What came of a step. */
  record Step(Instant at, List<Member> members, FlushOutcome outcome, List<Boolean> deliveries) {}

  Step step() {
    now = now.plus(random.nextInt(6) == 0 ? Duration.ofHours(3) : Duration.ofMinutes(5));
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      change(NAMES.get(random.nextInt(NAMES.size())));
    }
    return flush(random.nextInt(5) == 0);
  }

  /** All ends, with what mutes still there, and every delivery succeeds. */
  Step end() {
    now = now.plusSeconds(300);
    members.keySet().forEach(this::resolve);
    return flush(false);
  }

  private void change(String name) {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> members.put(name, Fixtures.alert(name, now.plus(Duration.ofDays(99))));
      case 3, 4 -> members.computeIfPresent(name, (key, alert) -> ended(key));
      case 5 -> toggle(silenced, name);
      case 6 -> toggle(inhibited, name);
      default -> intervals = anyIntervals();
    }
  }

  private IntervalState anyIntervals() {
    return switch (random.nextInt(5)) {
      case 0 -> new IntervalState(List.of("office"), List.of());
      case 1 -> new IntervalState(List.of(), List.of("night"));
      default -> IntervalState.OPEN;
    };
  }

  private void resolve(String name) {
    members.computeIfPresent(name, (key, alert) -> alert.isResolvedAt(now) ? alert : ended(key));
  }

  private Alert ended(String name) {
    return Fixtures.alert(name, now.minusSeconds(1));
  }

  private static void toggle(Set<String> names, String name) {
    if (!names.remove(name)) {
      names.add(name);
    }
  }

  private Step flush(boolean oneFails) {
    List<Member> flushed = members.values().stream().map(this::member).toList();
    FlushOutcome outcome = Fixtures.flush(now, flushed, intervals, targets()).decide(policy);
    int failing = oneFails ? random.nextInt(SEND_RESOLVED.size()) : -1;
    List<Boolean> deliveries = new ArrayList<>();
    for (int at = 0; at < SEND_RESOLVED.size(); at++) {
      deliveries.add(deliver(at, outcome.decisions().get(at).decision(), at != failing));
    }
    if (!deliveries.contains(false)) {
      outcome.departures().resolved().forEach(alert -> members.values().remove(alert));
    }
    return new Step(now, flushed, outcome, deliveries);
  }

  private boolean deliver(int at, Decision decision, boolean succeeds) {
    switch (decision) {
      case Relay relay -> throw new AssertionError("no events are wanted: " + relay);
      case Skip skip -> skip.log().ifPresent(log -> logs.put(at, log));
      case Send send -> {
        if (!succeeds) {
          return false;
        }
        logs.put(at, send.log().saidAt(now.plusMillis(20)));
      }
    }
    return true;
  }

  private Member member(Alert alert) {
    String name = alert.labels().get("alertname");
    Muted muted =
        new Muted(
            silenced.contains(name) ? SILENCED.silences() : List.of(),
            inhibited.contains(name) ? INHIBITED.inhibitors() : List.of());
    return new Member(alert, muted);
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (int at = 0; at < SEND_RESOLVED.size(); at++) {
      targets.add(Fixtures.target(SEND_RESOLVED.get(at), Optional.ofNullable(logs.get(at))));
    }
    return targets;
  }
}
