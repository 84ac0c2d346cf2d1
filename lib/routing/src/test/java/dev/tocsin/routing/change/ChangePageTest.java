package dev.tocsin.routing.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangePageTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ChangePosition NEWEST = new ChangePosition(100, 0, NOW);

  /** There are the changes 1 to 5 of transaction 90; pages have three. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          without a place it begins with what comes    |      |      |       | 100.0 | false
          behind a place comes what follows            | 90.1 | 10   | 2 3 4 | 90.4  | false
          the last page ends at the newest place       | 90.3 | 10   | 4 5   | 100.0 | false
          there may be nothing new                     | 95.0 | 10   |       | 100.0 | false
          a place of a day ago still counts            | 90.3 | 1440 | 4 5   | 100.0 | false
          an older one does not                        | 90.3 | 1441 |       | 100.0 | true
          nor one that this database has not reached   | 101.0 | 0   |       | 100.0 | true
          """)
  void read_place_hasWhatFollows(
      String why,
      @Nullable String place,
      @Nullable Integer minutesAgo,
      @Nullable String numbers,
      String next,
      boolean isReset) {
    Optional<ChangePosition> after =
        Optional.ofNullable(place)
            .flatMap(text -> ChangePosition.parse(text + ".0"))
            .map(parsed ->
                new ChangePosition(
                    parsed.transaction(),
                    parsed.number(),
                    NOW.minus(Duration.ofMinutes(minutesAgo == null ? 0 : minutesAgo))));

    ChangePage page = ChangePage.read(changes(), after, NEWEST, change -> true, 3);

    assertThat(page.changes().stream().map(change -> "" + change.position().number()).toList())
        .isEqualTo(numbers == null ? List.of() : List.of(numbers.split(" ")));
    assertThat(page.next().toString()).startsWith(next + ".");
    assertThat(page.isReset()).isEqualTo(isReset);
  }

  @Test
  void read_filter_leavesOutAndGoesOn() {
    ChangePage page =
        ChangePage.read(
            changes(), ChangePosition.parse("90.0." + NOW.getEpochSecond()), NEWEST, c -> false, 3);

    assertThat(page.changes()).isEmpty();
    assertThat(page.next().number()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"''", "1.2", "1.2.3.4", "a.2.3", "-1.2.3", "1234567890123456789.1.1"})
  void parse_otherText_isNoPosition(String text) {
    assertThat(ChangePosition.parse(text)).isEmpty();
  }

  @Test
  void parse_position_isThatPosition() {
    assertThat(ChangePosition.parse(NEWEST.toString())).contains(NEWEST);
  }

  private static Changes changes() {
    return new Changes() {
      @Override
      public ChangePosition newest(Instant now) {
        return NEWEST;
      }

      @Override
      public List<Change> between(ChangePosition after, ChangePosition before, int limit) {
        return LongStream.rangeClosed(1, 5)
            .filter(number -> after.transaction() == 90 && number > after.number())
            .limit(limit)
            .mapToObj(number ->
                new Change(
                    new ChangePosition(90, number, NOW),
                    NOW,
                    "alert",
                    "started",
                    Optional.empty(),
                    "{}"))
            .toList();
      }
    };
  }
}
