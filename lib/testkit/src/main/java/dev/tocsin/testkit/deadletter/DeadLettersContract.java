package dev.tocsin.testkit.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetters} promises. */
public abstract class DeadLettersContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

  /** The store under test, empty; always the same one within a test. */
  protected abstract DeadLetters letters();

  @Test
  void find_everyKindOfSource_isAsItWasAdded() {
    List<DeadLetter> added =
        List.of(
            letter(1, new Source.Metric("gds.metrics.production", 3, 1L << 40)),
            letter(2, new Source.Event("notify")),
            letter(3, new Source.Delivery(CountingIds.id(9), "https://notify.example")));
    letters().add(added);

    assertThat(added)
        .allSatisfy(letter -> assertThat(letters().find(letter.id())).contains(letter));
  }

  @Test
  void find_unknown_isNone() {
    assertThat(letters().find(CountingIds.id(1))).isEmpty();
  }

  @Test
  void add_oneThatIsThere_keepsTheFirst() {
    DeadLetter first = letter(1, new Source.Event("notify"));
    letters().add(List.of(first));
    letters().add(List.of(letter(1, new Source.Event("enrich"))));

    assertThat(letters().find(first.id())).contains(first);
  }

  @Test
  void add_rawBytes_areKeptAsTheyCameUpToTheLimit() {
    byte[] bytes = new byte[RawBytes.MAX];
    new Random(1).nextBytes(bytes);
    letters()
        .add(List.of(letter(1, NOW, RawBytes.of(bytes)), letter(2, NOW, RawBytes.of(new byte[0]))));

    assertThat(letters().find(CountingIds.id(1)).orElseThrow().raw().toArray()).isEqualTo(bytes);
    assertThat(letters().find(CountingIds.id(2)).orElseThrow().raw().length()).isZero();
  }

  @Test
  void list_pages_areNewestFirstAndMissNoneOfOneInstant() {
    for (int n = 1; n <= 5; n++) {
      letters().add(List.of(letter(n, NOW.plusSeconds(n / 3), RawBytes.of(new byte[] {1}))));
    }

    List<DeadLetter> first = letters().list(Optional.empty(), 2);
    assertThat(first)
        .extracting(DeadLetter::id)
        .containsExactly(CountingIds.id(5), CountingIds.id(4));
    assertThat(letters().list(Optional.of(first.getLast().id()), 10))
        .extracting(DeadLetter::id)
        .containsExactly(CountingIds.id(3), CountingIds.id(2), CountingIds.id(1));
  }

  @Test
  void list_manyRawBytes_showsTheFirst() {
    letters().add(List.of(letter(1, NOW, RawBytes.of(new byte[DeadLetters.LISTED_RAW + 1]))));

    assertThat(letters().list(Optional.empty(), 1).getFirst().raw().length())
        .isEqualTo(DeadLetters.LISTED_RAW);
  }

  @Test
  void redriven_letter_saysWhen() {
    letters().add(List.of(letter(1, new Source.Event("notify"))));
    letters().redriven(CountingIds.id(1), NOW.plusSeconds(60));
    letters().redriven(CountingIds.id(2), NOW);

    assertThat(letters().find(CountingIds.id(1)).orElseThrow().redriven())
        .contains(NOW.plusSeconds(60));
  }

  private static DeadLetter letter(int n, Source source) {
    return new DeadLetter(
        CountingIds.id(n),
        source,
        "malformed_json",
        "not one JSON object: \uD83D\uDEA8",
        RawBytes.of(new byte[] {0, -1, 7}),
        NOW,
        Optional.empty());
  }

  private static DeadLetter letter(int n, Instant created, RawBytes raw) {
    return new DeadLetter(
        CountingIds.id(n),
        new Source.Event("notify"),
        "malformed_json",
        "not one JSON object",
        raw,
        created,
        Optional.empty());
  }
}
