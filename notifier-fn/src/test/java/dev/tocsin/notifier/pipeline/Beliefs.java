package dev.tocsin.notifier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.notifier.pipeline.Tree.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What receivers believe, by all that they have accepted in its order. */
final class Beliefs {
  private final Map<Place, Map<String, Instant>> open = new HashMap<>();
  private final Map<Place, Received> last = new HashMap<>();
  private final Map<Place, Long> flushes = new HashMap<>();
  private int heard;

  void hear(Delivery delivery) {
    heard++;
    Received received = Received.of(delivery);
    Place place = new Place(Received.groupKey(delivery), delivery.receiver());
    ascends(place, delivery.flush().orElseThrow());
    if (place.hearsOfEnds()) {
      isNews(place, received);
    }
    Map<String, Instant> known = open.computeIfAbsent(place, key -> new HashMap<>());
    received.firing().forEach(alert -> known.putIfAbsent(alert, delivery.created()));
    known.keySet().removeAll(received.resolved());
    last.put(place, received);
  }

  private void ascends(Place place, GroupFlush flush) {
    Long before = flushes.put(place, flush.flush());
    assertThat(flush.flush()).as("flush of %s", place).isGreaterThan(before == null ? 0 : before);
  }

  private void isNews(Place place, Received received) {
    Received before = last.get(place);
    if (before == null) {
      assertThat(received.firing()).as("first notification of %s", place).isNotEmpty();
      return;
    }
    boolean hasNews =
        !before.firing().containsAll(received.firing())
            || !before.resolved().containsAll(received.resolved())
            || !before.status().equals(received.status())
            || open.getOrDefault(place, Map.of()).keySet().stream()
                .anyMatch(received.resolved()::contains);
    assertThat(hasNews).as("news of %s in %s after %s", place, received, before).isTrue();
  }

  /** Since when a receiver believes that an alert fires; empty if it does not. */
  Optional<Instant> openSince(Place place, String alert) {
    return Optional.ofNullable(open.getOrDefault(place, Map.of()).get(alert));
  }

  int heard() {
    return heard;
  }
}
