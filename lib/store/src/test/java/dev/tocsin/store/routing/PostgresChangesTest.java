package dev.tocsin.store.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.change.Change;
import dev.tocsin.routing.change.ChangePosition;
import dev.tocsin.routing.change.Changes;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.outbox.OpenTransaction;
import dev.tocsin.testkit.routing.RoutedFixture;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresChangesTest {
  private static final int WRITERS = 6;
  private static final int WRITTEN = 40;

  private final ApplicationContext context = StoreFixture.empty();
  private final Changes changes = context.getBean(Changes.class);
  private final AlertEvents events = context.getBean(AlertEvents.class);
  private final Transactions transactions = context.getBean(Transactions.class);

  @Test
  void between_eachTopic_hasTheThingAsItWas() {
    ChangePosition start = changes.newest(T);
    RoutedFixture.save(context.getBean(RoutedAlerts.class), firing(1));
    events.append(List.of(event(1, T), AlertEvent.of(firing(1), AlertEvent.Kind.OVERDUE, T)));
    Acknowledgements acknowledgements = context.getBean(Acknowledgements.class);
    acknowledgements.add(acknowledgement());
    assertThat(
            acknowledgements.end(
                List.of(fingerprint(1)),
                new Acknowledgement.End(T, Acknowledgement.Cause.UNACKNOWLEDGED, "ben")))
        .isEqualTo(1);
    SilenceStore silences = context.getBean(SilenceStore.class);
    silences.save(List.of(silence("disk")));
    silences.save(List.of(silence("known")));

    List<Change> found = changes.between(start, changes.newest(T), 99);

    assertThat(found)
        .extracting(change -> change.topic() + " " + change.what())
        .containsExactly(
            "alert started",
            "alert overdue",
            "acknowledgement acknowledged",
            "acknowledgement unacknowledged",
            "silence created",
            "silence changed");
    assertThat(found.get(0).labels()).contains(firing(1).labels());
    assertThat(found.get(0).body()).contains(fingerprint(1).toString());
    assertThat(found.get(3).labels()).contains(firing(1).labels());
    assertThat(found.get(3).body()).contains("\"ben\"");
    assertThat(found.get(5).labels()).isEmpty();
    assertThat(found.get(5).body()).contains("\"known\"");
  }

  @Test
  void newest_anotherTransactionRuns_isBeforeAllOfItsChanges() {
    ChangePosition start = changes.newest(T);
    OpenTransaction runs =
        OpenTransaction.after(transactions, () -> events.append(List.of(event(1, T))));
    events.append(List.of(event(2, T)));

    ChangePosition meanwhile = changes.newest(T);
    assertThat(changes.between(start, meanwhile, 99)).isEmpty();
    runs.commit();

    assertThat(changes.between(meanwhile, changes.newest(T), 99))
        .extracting(change -> change.labels().orElseThrow().fingerprint())
        .containsExactly(fingerprint(1), fingerprint(2));
  }

  /** Transactions end in another order than that of their changes; the reader misses none. */
  @Test
  void between_manyWriters_followsAllChangesOnceInOrder() {
    ChangePosition start = changes.newest(T);
    CompletableFuture<?> writers =
        CompletableFuture.allOf(
            IntStream.range(0, WRITERS)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> write(writer)))
                .toArray(CompletableFuture[]::new));
    List<Change> followed = new ArrayList<>();
    ChangePosition place = start;
    boolean isLast = false;
    while (!isLast) {
      isLast = writers.isDone();
      ChangePosition newest = changes.newest(T);
      List<Change> page = changes.between(place, newest, 7);
      while (!page.isEmpty()) {
        followed.addAll(page);
        place = page.getLast().position();
        page = changes.between(place, newest, 7);
      }
      place = newest;
    }
    writers.join();

    assertThat(followed).hasSize(WRITERS * WRITTEN * 2);
    assertThat(followed).extracting(Change::position).doesNotHaveDuplicates();
    assertThat(followed).isEqualTo(changes.between(start, changes.newest(T), 9_999));
  }

  private void write(int writer) {
    Random random = new Random(writer);
    for (int n = 0; n < WRITTEN; n++) {
      Instant at = T.plusSeconds(n);
      transactions.run(() -> {
        events.append(List.of(event(writer + 1, at)));
        for (int spin = random.nextInt(3); spin > 0; spin--) {
          ChangePosition unused = changes.newest(T);
        }
        events.append(List.of(event(writer + 101, at)));
      });
    }
  }

  private static AlertEvent event(int alert, Instant at) {
    return AlertEvent.of(firing(alert), AlertEvent.Kind.STARTED, at);
  }

  private static Acknowledgement acknowledgement() {
    return new Acknowledgement(
        CountingIds.id(1), fingerprint(1), "ann", "on it", T, T.plusSeconds(600), Optional.empty());
  }

  private static Silence silence(String comment) {
    return new Silence(
        CountingIds.id(2),
        List.of(Matchers.NONE),
        T,
        T.plusSeconds(60),
        T,
        "ann",
        comment,
        Map.of());
  }
}
