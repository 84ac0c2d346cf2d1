package dev.tocsin.remediation;

import static dev.tocsin.remediation.Stage.catalogue;
import static dev.tocsin.remediation.Stage.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories with redelivery, new bundles and crashes: nothing is lost, nothing is twice. */
class RemediationRandomTest {
  private static final int ALERTS = 6;
  private static final Stage STAGE = new Stage("");

  private final Stage stage = STAGE;

  @AfterAll
  static void end() {
    STAGE.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyHistory_everyFiringHasOneRunThatEndsAndIsReportedOnce(long seed) {
    try (Repairs repairs = new Repairs()) {
      stage.clear();
      stage.catalogueIs(catalogue(repairs.url(), false, 10_000, "0s"));
      Random random = new Random(seed);
      List<AlertChanged> fired = new ArrayList<>();
      int crashes = play(random, fired);
      settle();

      List<Run> runs =
          fired.stream().map(event -> stage.run(alertNumber(event), event.seq())).toList();
      assertThat(runs).allMatch(run -> !run.status().open());
      assertThat(contents().keySet()).containsExactlyInAnyOrderElementsOf(reportedIds(runs));
      Map<String, Integer> requests = new HashMap<>();
      repairs.requests.forEach(event -> requests.merge(event.idempotencyKey(), 1, Integer::sum));
      for (Run run : runs) {
        int sent = requests.getOrDefault(run.id().toString(), 0);
        assertThat(sent).isLessThanOrEqualTo(run.attempts().size());
        if (run.status() == RunStatus.SUCCESS) {
          assertThat(sent).isPositive();
        }
      }
      long sentOnce = runs.stream().filter(run -> !run.attempts().isEmpty()).count();
      assertThat(repairs.requests.size()).isLessThanOrEqualTo((int) sentOnce + crashes);
    }
  }

  /** Returns how many crashes there were. */
  private int play(Random random, List<AlertChanged> fired) {
    long[] seqs = new long[ALERTS];
    List<AlertChanged[]> delivered = new ArrayList<>();
    int crashes = 0;
    for (int step = 0; step < 30; step++) {
      AlertChanged[] bundle = bundle(random, seqs, fired);
      delivered.add(bundle);
      if (random.nextInt(3) == 0) {
        FaultPoint[] points = FaultPoint.values();
        stage.faults.next = List.of(points[random.nextInt(points.length)]);
        crashes++;
      }
      while (!stage.take(bundle).isEmpty()) {
        stage.clock.advance(Duration.ofSeconds(1));
      }
      if (random.nextBoolean()) {
        stage.take(delivered.get(random.nextInt(delivered.size())));
      }
      if (random.nextBoolean()) {
        stage.work();
      }
      stage.clock.advance(Duration.ofSeconds(random.nextInt(40)));
    }
    return crashes;
  }

  private static AlertChanged[] bundle(Random random, long[] seqs, List<AlertChanged> fired) {
    AlertChanged[] bundle = new AlertChanged[random.nextInt(1, 5)];
    for (int at = 0; at < bundle.length; at++) {
      int alert = random.nextInt(ALERTS);
      long seq = ++seqs[alert];
      bundle[at] = event(alert + 1, seq, seq % 2 == 1 ? AlertChanged.FIRED : AlertChanged.RESOLVED);
      if (seq % 2 == 1) {
        fired.add(bundle[at]);
      }
    }
    return bundle;
  }

  /** Leases run out, and what was left in the outbox is sent. */
  private void settle() {
    for (int round = 0; round < 3; round++) {
      stage.faults.next = List.of();
      stage.clock.advance(Duration.ofMinutes(3));
      stage.work();
      stage.context.getBean(Publisher.class).publishDue(Set.of(QueueName.NOTIFY));
    }
  }

  private static long alertNumber(AlertChanged event) {
    return Long.parseLong(event.alert().fingerprint(), 16);
  }

  private static List<UUID> reportedIds(List<Run> runs) {
    return runs.stream().map(run -> DerivedId.of(run.id(), "finished")).toList();
  }

  /** What was reported, by event id; the same id never with two contents. */
  private Map<UUID, Message> contents() {
    Map<UUID, Message> contents = new HashMap<>();
    for (Message reported : stage.reported()) {
      assertThat(reported).isInstanceOf(RemediationFinished.class);
      Message before = contents.put(reported.eventId(), reported);
      assertThat(before == null || before.equals(reported)).isTrue();
    }
    return contents;
  }
}
