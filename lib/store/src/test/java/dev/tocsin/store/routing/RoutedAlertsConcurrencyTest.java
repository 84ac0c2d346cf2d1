package dev.tocsin.store.routing;

import static dev.tocsin.testkit.outbox.OpenTransaction.askBeside;
import static dev.tocsin.testkit.outbox.OpenTransaction.beside;
import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static dev.tocsin.testkit.routing.RoutedFixture.ending;
import static dev.tocsin.testkit.routing.RoutedFixture.fingerprint;
import static dev.tocsin.testkit.routing.RoutedFixture.firing;
import static dev.tocsin.testkit.routing.RoutedFixture.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.outbox.OpenTransaction;
import dev.tocsin.testkit.routing.RoutedFixture;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of alerts under two transactions at once. */
class RoutedAlertsConcurrencyTest {
  private final ApplicationContext context = StoreFixture.empty();
  private final RoutedAlerts alerts = context.getBean(RoutedAlerts.class);
  private final Groups groups = context.getBean(Groups.class);
  private final Transactions transactions = context.getBean(Transactions.class);

  @Test
  void save_unknownThatAnotherTransactionSaves_conflictsOnceThatCommits() {
    OpenTransaction first = open(() -> RoutedFixture.save(alerts, firing(2), firing(1)));
    assertThat(alerts.lock(List.of(fingerprint(1)))).isEmpty();
    CompletableFuture<Void> second = beside(() -> RoutedFixture.save(alerts, firing(1)));

    assertThatThrownBy(() -> first.commitFor(second)).hasCauseInstanceOf(TransactionConflict.class);
    assertThat(alerts.active(T)).hasSize(2);
  }

  @Test
  void lock_heldByAnotherTransaction_waitsForWhatItSaves() throws ExecutionException {
    RoutedFixture.save(alerts, firing(1));
    Alert news = ending(1, T.plusSeconds(60), T.plusSeconds(1));
    OpenTransaction first =
        open(() -> alerts.save(List.of(news), alerts.lock(List.of(fingerprint(1))).keySet()));
    CompletableFuture<Map<Fingerprint, Alert>> second =
        askBeside(() -> alerts.lock(List.of(fingerprint(1))));

    assertThat(first.commitFor(second)).containsValue(news);
  }

  @Test
  void forget_alertThatAnotherTransactionHolds_leavesIt() {
    RoutedFixture.save(alerts, ending(1, T, T), ending(2, T, T));
    OpenTransaction joins =
        open(() -> {
          assertThat(alerts.lock(List.of(fingerprint(1)))).hasSize(1);
          groups.join(List.of(joining(1, ending(1, T, T), 0)), T);
        });

    assertThat(alerts.forget(T.plusSeconds(1), 9)).isEqualTo(1);
    joins.commit();

    assertThat(groups.claimDue(9, T).getFirst().members()).hasSize(1);
  }

  @Test
  void lock_alertThatAnotherTransactionForgets_findsItUnknown() throws ExecutionException {
    RoutedFixture.save(alerts, ending(1, T, T));
    OpenTransaction forgets =
        open(() -> assertThat(alerts.forget(T.plusSeconds(1), 9)).isEqualTo(1));
    CompletableFuture<Map<Fingerprint, Alert>> lock =
        askBeside(() -> alerts.lock(List.of(fingerprint(1))));

    assertThat(forgets.commitFor(lock)).isEmpty();
  }

  private OpenTransaction open(Runnable work) {
    return OpenTransaction.after(transactions, work);
  }
}
