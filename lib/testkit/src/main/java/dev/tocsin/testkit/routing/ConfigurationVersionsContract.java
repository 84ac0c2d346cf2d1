package dev.tocsin.testkit.routing;

import static dev.tocsin.testkit.routing.RoutedFixture.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
import dev.tocsin.testkit.outbox.OpenTransaction;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What every {@link ConfigurationVersions} promises. */
public abstract class ConfigurationVersionsContract {
  private static final String FILE = "/etc/tocsin/alertmanager.yml";
  private static final ConfigurationText TEXT =
      new ConfigurationText(
          "route:\n  receiver: \"ü\"\n", Optional.of("teams: []\n"), Optional.of("/etc/tocsin"));

  /** The store under test, empty; always the same one within a test. */
  protected abstract ConfigurationVersions versions();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void active_beforeTheFirst_isNone() {
    assertThat(versions().activeNumber()).isZero();
    assertThat(versions().active()).isEmpty();
    assertThat(versions().before(Long.MAX_VALUE, 9)).isEmpty();
  }

  @Test
  void add_version_isFoundAndNotInForce() {
    long number = add("first");

    assertThat(number).isPositive();
    assertThat(versions().find(number)).contains(version(number, "first"));
    assertThat(versions().find(number + 1)).isEmpty();
    assertThat(versions().activeNumber()).isZero();
  }

  @Test
  void find_withoutAdditionsOrFolder_hasNone() {
    ConfigurationText plain =
        new ConfigurationText("route: {}", Optional.empty(), Optional.empty());
    long number = versions().add(plain, Optional.empty(), "ada", "", T);

    assertThat(versions().find(number))
        .contains(
            new StoredConfiguration(
                new ConfigurationVersion(number, Optional.empty(), "ada", "", T), plain));
  }

  @Test
  void before_several_areTheSmallerNumbersNewestFirstUpToTheLimit() {
    long first = add("first");
    long second = add("second");
    long third = add("third");

    assertThat(versions().before(Long.MAX_VALUE, 2))
        .containsExactly(version(third, "third").version(), version(second, "second").version());
    assertThat(versions().before(second, 9)).containsExactly(version(first, "first").version());
    assertThat(versions().before(first, 9)).isEmpty();
  }

  @Test
  void newestOf_severalFiles_isTheLastOfThatFile() {
    long unused = add("first");
    long second = add("second");
    unused = versions().add(TEXT, Optional.of("/etc/other.yml"), "ada", "other", T);
    unused = versions().add(TEXT, Optional.empty(), "ada", "by API", T);

    assertThat(versions().newestOf(FILE)).contains(version(second, "second"));
    assertThat(versions().newestOf("/etc/third.yml")).isEmpty();
  }

  @Test
  void activate_oneAfterTheOther_theLastIsInForce() {
    long first = add("first");
    long second = add("second");
    versions().activate(second, T);
    assertThat(versions().active()).contains(version(second, "second"));

    versions().activate(first, T);

    assertThat(versions().active()).contains(version(first, "first"));
    assertThat(versions().activeNumber()).isEqualTo(first);
  }

  @Test
  void activate_unknown_isRefused() {
    assertThatThrownBy(() -> versions().activate(99, T))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the configuration has no version 99");
    assertThat(versions().activeNumber()).isZero();
  }

  @Test
  void lock_heldByAnotherTransaction_waitsForWhatItActivates() throws ExecutionException {
    long number = add("first");
    OpenTransaction first =
        OpenTransaction.after(
            transactions(),
            () -> {
              versions().lock();
              versions().activate(number, T);
            });
    CompletableFuture<Long> second =
        OpenTransaction.askBeside(() ->
            transactions()
                .inOne(() -> {
                  versions().lock();
                  return versions().activeNumber();
                }));

    assertThat(first.commitFor(second)).isEqualTo(number);
  }

  @Test
  void lock_versionInForceIsHeld_waitsForTheEndOfThatTransaction() throws ExecutionException {
    long number = add("first");
    OpenTransaction holder = OpenTransaction.after(transactions(), () -> versions().hold());
    CompletableFuture<Long> activation =
        OpenTransaction.askBeside(() ->
            transactions()
                .inOne(() -> {
                  versions().lock();
                  versions().activate(number, T);
                  return versions().activeNumber();
                }));

    assertThat(holder.commitFor(activation)).isEqualTo(number);
  }

  private long add(String comment) {
    return versions().add(TEXT, Optional.of(FILE), "ada", comment, T);
  }

  private static StoredConfiguration version(long number, String comment) {
    return new StoredConfiguration(
        new ConfigurationVersion(number, Optional.of(FILE), "ada", comment, T), TEXT);
  }
}
