package dev.tocsin.routing.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertMerge;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.event.AlertEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Alerts are written {@code start/end/updated/annotation}, in seconds from {@link #T}; events as
 * {@code kind@time}.
 */
class AlertChangesTest {
  private static final Instant T = Instant.parse("2026-11-30T12:00:00Z");
  private static final Labels LABELS = Labels.of("alertname", "Disk");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an unknown alert fires                      |               | 0/300/10/a    | 10  | started@10
          an unknown alert has ended                  |               | 0/5/10/a      | 10  | resolved@10
          it is said again, with a later end          | 0/300/10/a    | 0/320/30/a    | 30  |
          it is said again by a source that is silent | 0/300/10/a    | 0/300/10/a    | 400 |
          it goes on with another annotation          | 0/300/10/a    | 0/320/30/b    | 30  | updated@30
          it ends                                     | 0/300/10/a    | 0/30/30/a     | 30  | resolved@30
          it ends with another annotation             | 0/300/10/a    | 0/30/30/b     | 30  | resolved@30
          its end is said again                       | 0/30/30/a     | 0/30/40/a     | 40  |
          its end was another                         | 0/30/30/a     | 0/35/40/a     | 40  | end_changed@40
          it fires again                              | 0/30/30/a     | 50/350/50/a   | 50  | started@50
          it came and went unseen after an end        | 0/30/30/a     | 40/45/50/a    | 50  | resolved@50
          its source was silent until it fires again  | 0/300/10/a    | 400/700/400/a | 400 | timed_out@300 started@400
          its source was silent until it ends         | 0/300/10/a    | 0/400/400/a   | 400 | timed_out@300 end_changed@400
          """)
  void between_words_areEventsOnlyWhereSomethingChanged(
      String why, @Nullable String known, String merged, int now, @Nullable String events) {
    assertThat(
            text(
                AlertChanges.between(
                    Optional.ofNullable(known).map(AlertChangesTest::alert),
                    alert(merged),
                    T.plusSeconds(now))))
        .isEqualTo(Optional.ofNullable(events).orElse(""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          its end is still to come          | 0/300/10/a | 299 |
          its end passes                    | 0/300/10/a | 300 | timed_out@300
          its source has said that it ended | 0/10/10/a  | 300 |
          """)
  void timeOut_alert_isWhenItsEndPassed(String why, String alert, int now, @Nullable String event) {
    assertThat(text(AlertChanges.timeOut(alert(alert), T.plusSeconds(now)).stream().toList()))
        .isEqualTo(Optional.ofNullable(event).orElse(""));
  }

  /** Over any history an alert begins and ends in turn. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void between_randomPosts_beginAndEndInTurn(long seed) {
    Random random = new Random(seed);
    List<AlertEvent> history = new ArrayList<>();
    Optional<Alert> known = Optional.empty();
    Instant now = T;
    for (int post = 0; post < 300; post++) {
      now = now.plusSeconds(1 + random.nextInt(200));
      Alert posted = posted(random, now);
      Alert merged = known.map(before -> AlertMerge.merge(before, posted)).orElse(posted);
      history.addAll(AlertChanges.between(known, merged, now));
      known = Optional.of(merged);
    }

    assertThat(history).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    boolean fires = false;
    for (AlertEvent event : history) {
      switch (event.kind()) {
        case STARTED -> {
          assertThat(fires).as("%s", event).isFalse();
          fires = true;
        }
        case TIMED_OUT -> {
          assertThat(fires).as("%s", event).isTrue();
          fires = false;
        }
        case UPDATED -> assertThat(fires).as("%s", event).isTrue();
        case RESOLVED -> fires = false;
        case OVERDUE -> throw new AssertionError(event.toString());
        case END_CHANGED -> assertThat(fires).as("%s", event).isFalse();
      }
    }
  }

  private static Alert posted(Random random, Instant now) {
    boolean ends = random.nextInt(3) == 0;
    Instant start = random.nextBoolean() ? now : now.minusSeconds(random.nextInt(100));
    return alert(
        start, ends ? now : now.plusSeconds(1 + random.nextInt(150)), now, "" + random.nextInt(2));
  }

  private static Alert alert(String text) {
    String[] parts = text.split("/", -1);
    return alert(
        T.plusSeconds(Long.parseLong(parts[0])),
        T.plusSeconds(Long.parseLong(parts[1])),
        T.plusSeconds(Long.parseLong(parts[2])),
        parts[3]);
  }

  private static Alert alert(Instant startsAt, Instant endsAt, Instant updatedAt, String summary) {
    return new Alert(
        LABELS,
        LABELS.fingerprint(),
        Map.of("summary", summary),
        startsAt,
        Optional.of(endsAt),
        updatedAt,
        endsAt.isAfter(updatedAt),
        "",
        AlertSource.API);
  }

  private static String text(List<AlertEvent> events) {
    assertThat(events).allMatch(event -> Kind.of(event.kind().code()) == event.kind());
    return events.stream()
        .map(
            event -> event.kind().code() + "@" + (event.at().getEpochSecond() - T.getEpochSecond()))
        .collect(Collectors.joining(" "));
  }
}
