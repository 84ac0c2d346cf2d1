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
class EventDeliverySequenceLawsTest {
  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void step_anyOrderOfArrivalAndOutcome_keepsTheOrderAndForgetsNone(int seed) {
    Random random = new Random(seed);
    List<QueuedEvent> events = events(random);
    World world = new World();
    List<QueuedEvent> arriving = new ArrayList<>(events);
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
    Map<Fingerprint, Long> last = new HashMap<>();
    for (QueuedEvent sent : world.sent) {
      Reason reason = world.reasonWhenSent.getOrDefault(sent.id(), Reason.READY);
      if (sent.kind().numbered()) {
        assertThat(sent.seq())
            .as("seed %d: numbers of an alert ascend", seed)
            .isGreaterThan(last.getOrDefault(sent.fingerprint(), 0L));
        last.put(sent.fingerprint(), sent.seq());
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
    for (QueuedEvent skipped : world.with(Reason.NEVER_NOTIFIED)) {
      assertThat(notified)
          .as("seed %d: decided against with reason", seed)
          .doesNotContain(skipped.alertId());
    }
  }

  /**
   * Of two fingerprints some alerts one after the other, each with firings, a resolution, and
   * extras in between.
   */
  private static List<QueuedEvent> events(Random random) {
    List<QueuedEvent> events = new ArrayList<>();
    for (int fingerprint = 1; fingerprint <= 2; fingerprint++) {
      long seq = 0;
      for (int alert = 1; alert <= 1 + random.nextInt(3); alert++) {
        UUID alertId = new UUID(fingerprint, alert);
        for (int firing = 0; firing <= random.nextInt(3); firing++) {
          events.add(event(events, alertId, ++seq, Kind.FIRING));
          for (int extra = 0; extra < random.nextInt(3); extra++) {
            events.add(event(events, alertId, seq, Kind.ENRICHED));
          }
        }
        events.add(event(events, alertId, ++seq, Kind.RESOLVED));
      }
    }
    return events;
  }

  private static QueuedEvent event(List<QueuedEvent> before, UUID alert, long seq, Kind kind) {
    return new QueuedEvent(
        new UUID(0, before.size()),
        alert,
        new Fingerprint(alert.getMostSignificantBits()),
        seq,
        kind,
        0,
        Reason.AWAITS_PREDECESSOR);
  }

  /** Keeps what a store would keep, and flushes whenever something is complete. */
  private static final class World {
    private static final GroupIntegration KEY = new GroupIntegration(new UUID(9, 9), "pager");

    final Map<UUID, QueuedEvent> arrived = new LinkedHashMap<>();
    final Map<UUID, Reason> reasons = new HashMap<>();
    final Map<UUID, Reason> reasonWhenSent = new HashMap<>();
    final List<QueuedEvent> sent = new ArrayList<>();
    final Set<UUID> notified = new HashSet<>();
    final Map<Fingerprint, EventOrder> orders = new HashMap<>();

    void arrives(QueuedEvent event) {
      QueuedEvent queued =
          new QueuedEvent(
              event.id(),
              event.alertId(),
              event.fingerprint(),
              event.seq(),
              event.kind(),
              arrived.size(),
              event.reason());
      arrived.put(queued.id(), queued);
      reasons.put(queued.id(), queued.reason());
      EventOrder order =
          orders.getOrDefault(event.fingerprint(), EventOrder.start(event.fingerprint()));
      orders.put(
          event.fingerprint(), event.kind().numbered() ? order.with(List.of(event.seq())) : order);
      step(Map.of());
    }

    void ends(Random random, Reason reason) {
      List<UUID> candidates = sendable();
      UUID id = candidates.get(random.nextInt(candidates.size()));
      QueuedEvent queued = Objects.requireNonNull(arrived.get(id));
      if (!queued.kind().numbered()) {
        assertThat(leftBefore(queued)).as("an extra after its alert").isEmpty();
      }
      sent.add(queued);
      reasonWhenSent.put(id, reason);
      step(Map.of(id, reason));
      reasons.put(id, reason);
    }

    private List<QueuedEvent> leftBefore(QueuedEvent extra) {
      return waiting().stream()
          .filter(event -> event.kind().numbered())
          .filter(event -> event.fingerprint().equals(extra.fingerprint()))
          .filter(event -> event.seq() <= extra.seq())
          .toList();
    }

    boolean driveAgain() {
      List<QueuedEvent> dead = with(Reason.REFUSED);
      dead.forEach(queued -> reasons.put(queued.id(), Reason.AWAITS_EARLIER));
      step(Map.of());
      return !dead.isEmpty();
    }

    void step(Map<UUID, Reason> ended) {
      List<QueuedEvent> sequence =
          arrived.values().stream()
              .filter(this::isComplete)
              .map(queued -> queued.because(reasonOf(queued)))
              .filter(queued -> queued.waits() || queued.reason() == Reason.NEVER_NOTIFIED)
              .toList();
      EventDeliverySequence.Step step =
          new EventDeliverySequence(KEY, sequence, notified).step(ended);
      reasons.putAll(step.changes());
      notified.addAll(step.notified());
    }

    private boolean isComplete(QueuedEvent event) {
      return orders
          .getOrDefault(event.fingerprint(), EventOrder.start(event.fingerprint()))
          .holds(event.seq());
    }

    Reason reasonOf(QueuedEvent queued) {
      return reasons.getOrDefault(queued.id(), queued.reason());
    }

    List<UUID> sendable() {
      List<QueuedEvent> sendable =
          arrived.values().stream().filter(queued -> reasonOf(queued).sendable()).toList();
      assertThat(sendable.stream().filter(event -> event.kind().numbered()))
          .as("one in flight")
          .hasSizeLessThan(2);
      return sendable.stream()
          .sorted(Comparator.comparingLong(QueuedEvent::arrival))
          .map(QueuedEvent::id)
          .toList();
    }

    List<QueuedEvent> waiting() {
      return arrived.values().stream().filter(p -> p.because(reasonOf(p)).waits()).toList();
    }

    List<QueuedEvent> with(Reason reason) {
      return arrived.values().stream().filter(queued -> reasonOf(queued) == reason).toList();
    }
  }
}
