package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.testkit.oracle.NaiveEvaluator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a notification says that the oracle knows too. */
record Reported(
    Instant at,
    String ruleId,
    String fingerprint,
    String to,
    String reason,
    @Nullable Double value,
    int fireCount,
    @Nullable String dedupKey) {
  static final Comparator<Reported> ORDER =
      Comparator.comparing(Reported::fingerprint)
          .thenComparing(Reported::at)
          .thenComparing(Reported::toString);

  static Reported of(AlertChanged event) {
    return new Reported(
        event.at(),
        event.alert().ruleId(),
        event.alert().fingerprint(),
        event.change().equals(AlertChanged.RESOLVED) ? "resolved" : "firing",
        event.reason(),
        event.value(),
        event.alert().fireCount(),
        event.alert().dedupKey());
  }

  static Reported of(NaiveEvaluator.Change line) {
    return new Reported(
        Instant.ofEpochMilli(line.at()),
        line.ruleId(),
        line.fingerprint().toString(),
        line.to(),
        line.reason(),
        line.value(),
        line.fireCount(),
        line.dedupKey());
  }

  /** Each event once. */
  static Collection<AlertChanged> distinct(List<AlertChanged> events) {
    Map<UUID, AlertChanged> distinct = new HashMap<>();
    for (AlertChanged event : events) {
      AlertChanged before = distinct.putIfAbsent(event.eventId(), event);
      assertThat(before == null || before.equals(event)).isTrue();
    }
    return distinct.values();
  }

  static void assertNumberedWithoutGaps(Collection<AlertChanged> events) {
    Map<String, List<Long>> numbers = new HashMap<>();
    events.forEach(event ->
        numbers
            .computeIfAbsent(event.alert().fingerprint(), print -> new ArrayList<>())
            .add(event.seq()));
    numbers
        .values()
        .forEach(of -> {
          List<Long> sorted = of.stream().sorted().toList();
          assertThat(sorted.getFirst()).isEqualTo(1);
          assertThat(sorted.getLast()).isEqualTo(sorted.size());
          assertThat(sorted).doesNotHaveDuplicates();
        });
  }
}
