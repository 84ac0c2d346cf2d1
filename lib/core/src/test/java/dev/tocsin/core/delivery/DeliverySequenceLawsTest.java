package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of a sequence whatever arrives when, and however the attempts end. */
class DeliverySequenceLawsTest {
  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void step_anyOrderOfArrivalAndOutcome_keepsTheOrderAndForgetsNone(int seed) {
    Random random = new Random(seed);
    List<QueuedDelivery> events = events(random);
    World world = new World();
    List<QueuedDelivery> arriving = new ArrayList<>(events);
    Collections.shuffle(arriving, random);
    while (!arriving.isEmpty() || !world.sendable().isEmpty()) {
      if (!arriving.isEmpty() && (random.nextBoolean() || world.sendable().isEmpty())) {
        world.arrives(arriving.remove(0));
      } else {
        world.ends(random, random.nextInt(4) == 0 ? Reason.REFUSED : Reason.ACCEPTED);
      }
    }
    assertThat(world.waiting()).as("seed %d: none waits for ever", seed).isEmpty();
    assertOrder(seed, world);

    while (world.driveAgain()) {
      while (!world.sendable().isEmpty()) {
        world.ends(random, Reason.ACCEPTED);
      }
    }
    assertThat(world.reasons.values())
        .as("seed %d: all is notified in the end", seed)
        .containsOnly(Reason.ACCEPTED);
  }

  private static void assertOrder(int seed, World world) {
    Set<UUID> notified = new HashSet<>();
    long last = 0;
    for (QueuedDelivery sent : world.sent) {
      Reason reason = world.reasonWhenSent.getOrDefault(sent.id(), Reason.READY);
      if (sent.kind().numbered()) {
        assertThat(sent.seq()).as("seed %d: numbers ascend", seed).isGreaterThan(last);
        last = sent.seq();
      }
      if (sent.kind() == Kind.FIRING && reason == Reason.ACCEPTED) {
        notified.add(sent.alertId());
      }
      if (sent.kind() == Kind.RESOLVED) {
        assertThat(notified)
            .as("seed %d: only alerts whose firing was notified have their end notified", seed)
            .contains(sent.alertId());
      }
    }
    for (QueuedDelivery skipped : world.with(Reason.NEVER_NOTIFIED)) {
      assertThat(notified)
          .as("seed %d: decided against with reason", seed)
          .doesNotContain(skipped.alertId());
    }
  }

  /** Some alerts one after the other, each with firings, a resolution, and extras in between. */
  private static List<QueuedDelivery> events(Random random) {
    List<QueuedDelivery> events = new ArrayList<>();
    long seq = 0;
    for (int alert = 1; alert <= 1 + random.nextInt(4); alert++) {
      UUID alertId = new UUID(1, alert);
      for (int firing = 0; firing <= random.nextInt(3); firing++) {
        events.add(event(events, alertId, ++seq, Kind.FIRING));
        for (int extra = 0; extra < random.nextInt(3); extra++) {
          events.add(event(events, alertId, seq, Kind.ENRICHED));
        }
      }
      events.add(event(events, alertId, ++seq, Kind.RESOLVED));
    }
    return events;
  }

  private static QueuedDelivery event(
      List<QueuedDelivery> before, UUID alert, long seq, Kind kind) {
    return new QueuedDelivery(
        new UUID(0, before.size()), alert, seq, kind, 0, Reason.AWAITS_PREDECESSOR);
  }

  /** Keeps what a store would keep. */
  private static final class World {
    final Map<UUID, QueuedDelivery> queuedDeliveries = new LinkedHashMap<>();
    final Map<UUID, Reason> reasons = new HashMap<>();
    final Map<UUID, Reason> reasonWhenSent = new HashMap<>();
    final List<QueuedDelivery> sent = new ArrayList<>();
    final Set<UUID> notified = new HashSet<>();
    long recorded;

    void arrives(QueuedDelivery event) {
      QueuedDelivery queued =
          new QueuedDelivery(
              event.id(),
              event.alertId(),
              event.seq(),
              event.kind(),
              queuedDeliveries.size(),
              event.reason());
      queuedDeliveries.put(queued.id(), queued);
      reasons.put(queued.id(), queued.reason());
      step(Map.of());
    }

    void ends(Random random, Reason reason) {
      List<UUID> candidates = sendable();
      UUID id = candidates.get(random.nextInt(candidates.size()));
      QueuedDelivery queued = Objects.requireNonNull(queuedDeliveries.get(id));
      if (!queued.kind().numbered()) {
        assertThat(queued.seq()).as("an extra after its alert").isLessThanOrEqualTo(recorded);
      }
      sent.add(queued);
      reasonWhenSent.put(id, reason);
      step(Map.of(id, reason));
      reasons.put(id, reason);
    }

    boolean driveAgain() {
      List<QueuedDelivery> dead = with(Reason.REFUSED);
      dead.forEach(queued ->
          reasons.put(
              queued.id(),
              queued.kind().numbered() ? Reason.AWAITS_PREDECESSOR : Reason.AWAITS_EARLIER));
      step(Map.of());
      return !dead.isEmpty();
    }

    void step(Map<UUID, Reason> ended) {
      List<QueuedDelivery> sequence =
          queuedDeliveries.values().stream()
              .map(queued -> queued.because(reasonOf(queued)))
              .filter(queued ->
                  queued.waits()
                      || queued.reason() == Reason.NEVER_NOTIFIED
                      || queued.seq() > recorded)
              .toList();
      DeliverySequence.Step step =
          new DeliverySequence(new Fingerprint(1), recorded, sequence, notified).step(ended);
      assertThat(step.recorded()).isGreaterThanOrEqualTo(recorded);
      recorded = step.recorded();
      reasons.putAll(step.changes());
      notified.addAll(step.notified());
    }

    Reason reasonOf(QueuedDelivery queued) {
      return reasons.getOrDefault(queued.id(), queued.reason());
    }

    List<UUID> sendable() {
      return queuedDeliveries.values().stream()
          .filter(queued -> reasonOf(queued).sendable())
          .sorted(Comparator.comparingLong(QueuedDelivery::arrival))
          .map(QueuedDelivery::id)
          .toList();
    }

    List<QueuedDelivery> waiting() {
      return queuedDeliveries.values().stream()
          .filter(p -> p.because(reasonOf(p)).waits())
          .toList();
    }

    List<QueuedDelivery> with(Reason reason) {
      return queuedDeliveries.values().stream()
          .filter(queued -> reasonOf(queued) == reason)
          .toList();
    }
  }
}
