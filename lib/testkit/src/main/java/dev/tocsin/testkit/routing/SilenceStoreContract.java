package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.Matchers;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.outbox.OpenTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What every {@link SilenceStore} promises. */
public abstract class SilenceStoreContract {
  /** The store under test, empty; always the same one within a test. */
  protected abstract SilenceStore silences();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void find_saved_isWhatWasSaved() {
    silences().save(List.of(silence(1, T), silence(2, T.plusSeconds(1))));

    assertThat(silences().find(CountingIds.id(1))).contains(silence(1, T));
    assertThat(silences().find(CountingIds.id(3))).isEmpty();
    assertThat(silences().all())
        .containsExactlyInAnyOrder(silence(1, T), silence(2, T.plusSeconds(1)));
  }

  @Test
  void save_again_takesThePlaceOfTheOld() {
    silences().save(List.of(silence(1, T)));
    silences().save(List.of(silence(1, T.plusSeconds(9))));

    assertThat(silences().all()).containsExactly(silence(1, T.plusSeconds(9)));
  }

  @Test
  void version_growsWithEveryChangeAndWithNothingElse() {
    long before = silences().version();
    silences().save(List.of());
    assertThat(silences().forget(T)).isZero();
    assertThat(silences().version()).isEqualTo(before);

    silences().save(List.of(silence(1, T)));
    long saved = silences().version();
    assertThat(saved).isGreaterThan(before);

    assertThat(silences().forget(T.plusSeconds(1))).isEqualTo(1);
    assertThat(silences().version()).isGreaterThan(saved);
  }

  @Test
  void forget_endedBefore_leavesOthers() {
    silences().save(List.of(silence(1, T), silence(2, T.plusSeconds(1))));

    assertThat(silences().forget(T.plusSeconds(1))).isEqualTo(1);
    assertThat(silences().all()).containsExactly(silence(2, T.plusSeconds(1)));
  }

  @Test
  void save_inATransactionThatFails_isUndone() {
    long before = silences().version();
    assertThatThrownBy(() ->
            transactions()
                .run(() -> {
                  silences().save(List.of(silence(1, T)));
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(silences().all()).isEmpty();
    assertThat(silences().version()).isEqualTo(before);
  }

  @Test
  void lock_heldByAnotherTransaction_waitsForWhatItSaves() throws ExecutionException {
    OpenTransaction first =
        OpenTransaction.after(
            transactions(),
            () -> {
              silences().lock();
              silences().save(List.of(silence(1, T)));
            });
    CompletableFuture<List<Silence>> second =
        OpenTransaction.askBeside(() ->
            transactions()
                .inOne(() -> {
                  silences().lock();
                  return silences().all();
                }));

    assertThat(first.commitFor(second)).containsExactly(silence(1, T));
  }

  private static Silence silence(int id, Instant endsAt) {
    return new Silence(
        CountingIds.id(id),
        List.of(
            new Matchers(
                List.of(
                    Matcher.of("alertname", MatchOperator.EQUAL, "a \"b\" \\ \uD83D\uDEA8"),
                    Matcher.of("severity", MatchOperator.NOT_MATCHES, "low|med.*"))),
            new Matchers(
                List.of(
                    Matcher.of("team ü", MatchOperator.MATCHES, "db"),
                    Matcher.of("x", MatchOperator.NOT_EQUAL, "")))),
        T.minusSeconds(60),
        endsAt,
        T.minusSeconds(30),
        "ada",
        "it's planned",
        Map.of("ticket", "OPS-1"));
  }
}
