package dev.tocsin.routing.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.state.Acknowledgement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimelinePageTest {
  private static final Instant T = Instant.parse("2026-11-30T12:00:00.000001Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void of_pagesOfAnySize_areTheWholeTimeline(long seed) {
    Random random = new Random(seed);
    List<TimelineEntry> decisions = new ArrayList<>();
    List<TimelineEntry> events = new ArrayList<>();
    for (int entry = random.nextInt(60); entry > 0; entry--) {
      decisions.add(decided(entry, random.nextInt(8)));
      events.add(happened(entry, random.nextInt(8)));
    }
    decisions.sort(Comparator.comparing(TimelineEntry::at).reversed());
    events.sort(Comparator.comparing(TimelineEntry::at).reversed());
    int limit = 1 + random.nextInt(7);

    List<TimelineEntry> paged = new ArrayList<>();
    Optional<TimelineCursor> after = Optional.empty();
    do {
      TimelinePage page = page(decisions, events, after, limit);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
      paged.addAll(page.entries());
      after = page.next().flatMap(next -> TimelineCursor.parse(next.toString()));
    } while (after.isPresent());

    assertThat(paged)
        .isEqualTo(page(decisions, events, Optional.empty(), Integer.MAX_VALUE - 1).entries())
        .hasSize(decisions.size() + events.size())
        .isSortedAccordingTo(Comparator.comparing(TimelineEntry::at).reversed());
  }

  /** As stores give entries: of each kind the newest, up to the cursor's time. */
  private static TimelinePage page(
      List<TimelineEntry> decisions,
      List<TimelineEntry> events,
      Optional<TimelineCursor> after,
      int limit) {
    Instant before = after.map(TimelineCursor::before).orElse(Instant.MAX);
    return TimelinePage.of(
        Stream.of(decisions, events)
            .flatMap(kind ->
                kind.stream()
                    .filter(entry -> entry.at().isBefore(before))
                    .limit(TimelinePage.needed(after, limit)))
            .toList(),
        after,
        limit);
  }

  @Test
  void of_entriesOfOneTime_areInTheReverseOrderOfWhatLedToThem() {
    Acknowledgement acknowledgement =
        new Acknowledgement(new UUID(0, 1), new Fingerprint(1), "ann", "", T, T, Optional.empty());
    List<TimelineEntry> entries =
        List.of(
            happened(1, 0),
            new TimelineEntry.Acknowledged(acknowledgement),
            new TimelineEntry.AcknowledgementEnded(acknowledgement),
            decided(1, 0));

    assertThat(TimelinePage.of(entries, Optional.empty(), 9).entries())
        .isEqualTo(entries.reversed());
  }

  @ParameterizedTest
  @CsvSource({
    "x, false",
    "1, false",
    "1.2.3, false",
    "-1.2, false",
    "1.99999, false",
    "17.3, true"
  })
  void parse_text_isACursorOrNone(String text, boolean expected) {
    assertThat(TimelineCursor.parse(text).map(TimelineCursor::toString))
        .isEqualTo(expected ? Optional.of(text) : Optional.empty());
  }

  private static TimelineEntry decided(int flush, int at) {
    return new TimelineEntry.Decided(
        new FlushRecord(
            new UUID(0, 1),
            flush,
            "r/webhook[0]",
            time(at),
            true,
            "new_alerts",
            List.of(),
            List.of(),
            List.of(),
            List.of()),
        "");
  }

  private static TimelineEntry happened(int number, int at) {
    return new TimelineEntry.Happened(
        new AlertEvent(
            Labels.of("n", "" + number),
            AlertEvent.Kind.STARTED,
            time(at),
            T,
            Optional.empty(),
            Map.of()));
  }

  private static Instant time(int at) {
    return T.plus(at, ChronoUnit.MICROS);
  }
}
