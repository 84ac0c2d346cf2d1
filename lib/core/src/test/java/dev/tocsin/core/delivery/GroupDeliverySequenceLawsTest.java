package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.GroupDeliverySequence.Entry;
import dev.tocsin.core.delivery.GroupDeliverySequence.Step;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of the flushes of a group whatever they say, and however the attempts end. */
class GroupDeliverySequenceLawsTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final GroupIntegration KEY =
      new GroupIntegration(new UUID(7, 7), "team-db/webhook[0]");
  private static final Set<Reason> FAILURES = Set.of(Reason.REFUSED, Reason.DEADLINE_PASSED);

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyFlushesAndOutcomes_oneIsInFlightAndTheNewestStateArrives(int seed) {
    Random random = new Random(seed);
    World world = new World("seed " + seed);
    for (int event = 0; event < 200; event++) {
      world.now = world.now.plusSeconds(random.nextInt(20));
      switch (random.nextInt(4)) {
        case 0 -> world.flush(state(random), random.nextBoolean());
        case 1 -> world.claim();
        default -> world.end(outcome(random));
      }
      world.holdsItsLaws();
    }
    while (world.waits()) {
      world.now = world.now.plusSeconds(60);
      world.claim();
      world.end(Reason.ACCEPTED);
    }
    world.knowsTheNewestState();
  }

  private static Set<Fingerprint> state(Random random) {
    Set<Fingerprint> firing = new HashSet<>();
    for (int alert = 1; alert <= 3; alert++) {
      if (random.nextBoolean()) {
        firing.add(new Fingerprint(alert));
      }
    }
    return firing;
  }

  private static Reason outcome(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Reason.ACCEPTED;
      case 1 -> Reason.REFUSED;
      default -> Reason.RETRYING;
    };
  }

  /** Keeps what a store would keep, and what the receiver has heard. */
  private static final class World {
    private final String name;
    private final Map<Long, QueuedFlush> deliveries = new TreeMap<>();
    private final List<Long> accepted = new ArrayList<>();
    private Instant now = START;
    private long flushes;
    private long leases;

    World(String name) {
      this.name = name;
    }

    void flush(Set<Fingerprint> firing, boolean leased) {
      Set<Fingerprint> resolved =
          new HashSet<>(Set.of(new Fingerprint(1), new Fingerprint(2), new Fingerprint(3)));
      resolved.removeAll(firing);
      Entry entry = sequence().enter(now);
      entry.superseded().forEach(this::change);
      QueuedFlush newcomer =
          new QueuedFlush(
              new UUID(0, ++flushes),
              new GroupFlush(
                  KEY.group(),
                  flushes,
                  true,
                  new GroupNotice(firing, resolved, firing, Duration.ofHours(8)),
                  Map.of()),
              entry.reason(),
              now,
              0,
              Optional.empty());
      deliveries.put(flushes, newcomer);
      if (leased && entry.reason() == Reason.READY) {
        deliveries.put(flushes, under(newcomer, lease()));
      }
    }

    void claim() {
      for (QueuedFlush queued : sequence().waiting()) {
        if (queued.reason().sendable() && !queued.dueAt().isAfter(now) && !queued.isLeased(now)) {
          deliveries.put(queued.number(), under(queued, lease()));
        }
      }
    }

    private Lease lease() {
      return new Lease(new UUID(1, ++leases), now.plusSeconds(30));
    }

    void end(Reason reason) {
      for (QueuedFlush queued : sequence().waiting()) {
        if (queued.isLeased(now)) {
          end(queued, reason);
        }
      }
    }

    private void end(QueuedFlush queued, Reason reason) {
      AttemptResult result =
          new AttemptResult(queued.id(), reason, now.plusSeconds(5), true, reason.code());
      Step step =
          sequence()
              .after(
                  Map.of(queued.id(), result),
                  queued.lease().orElseThrow().id(),
                  Reconsider.BY_CONTENT,
                  now);
      step.results()
          .forEach(recorded ->
              deliveries.put(
                  queued.number(),
                  new QueuedFlush(
                      queued.id(),
                      queued.flush(),
                      recorded.reason(),
                      recorded.dueAt(),
                      queued.attempts() + 1,
                      Optional.empty())));
      step.changes().forEach(this::change);
      if (reason == Reason.ACCEPTED) {
        accepted.add(queued.number());
      }
    }

    private void change(Change change) {
      deliveries.computeIfPresent(
          change.id().getLeastSignificantBits(),
          (number, old) ->
              new QueuedFlush(
                  old.id(),
                  old.flush(),
                  change.reason(),
                  change.dueAt(),
                  change.attempts(),
                  old.lease()));
    }

    private static QueuedFlush under(QueuedFlush queued, Lease lease) {
      return new QueuedFlush(
          queued.id(),
          queued.flush(),
          queued.reason(),
          queued.dueAt(),
          queued.attempts(),
          Optional.of(lease));
    }

    private GroupDeliverySequence sequence() {
      return new GroupDeliverySequence(
          KEY,
          deliveries.values().stream()
              .filter(queued -> queued.reason().state() == Reason.State.WAITING)
              .toList());
    }

    boolean waits() {
      return !sequence().waiting().isEmpty();
    }

    void holdsItsLaws() {
      List<QueuedFlush> waiting = sequence().waiting();
      assertThat(waiting.stream().filter(queued -> queued.reason().sendable()))
          .as("%s: one may be sent", name)
          .hasSizeLessThanOrEqualTo(1);
      assertThat(waiting.stream().filter(queued -> queued.reason() == Reason.AWAITS_EARLIER))
          .as("%s: one waits behind", name)
          .hasSizeLessThanOrEqualTo(1);
      if (!waiting.isEmpty()) {
        assertThat(waiting.getFirst().reason().sendable())
            .as("%s: the earliest may be sent", name)
            .isTrue();
        assertThat(deliveries.keySet().stream().reduce((first, last) -> last).orElseThrow())
            .as("%s: what waits last is the newest flush", name)
            .isEqualTo(waiting.getLast().number());
      }
      assertThat(accepted).as("%s: accepted in the order of flushes", name).isSorted();
    }

    /** The receiver knows the newest state, unless that was refused. */
    void knowsTheNewestState() {
      if (deliveries.isEmpty()) {
        return;
      }
      QueuedFlush newest = deliveries.values().stream().reduce((first, last) -> last).orElseThrow();
      if (newest.reason() == Reason.ALREADY_NOTIFIED) {
        GroupFlush notified = flushOf(accepted.getLast());
        assertThat(Reconsider.BY_CONTENT.needed(newest.flush(), notified)).as(name).isFalse();
      } else if (!FAILURES.contains(newest.reason())) {
        assertThat(newest.reason()).as(name).isEqualTo(Reason.ACCEPTED);
      }
    }

    private GroupFlush flushOf(long number) {
      return deliveries.values().stream()
          .filter(queued -> queued.number() == number)
          .map(QueuedFlush::flush)
          .findFirst()
          .orElseThrow();
    }
  }
}
