package dev.tocsin.routing.flush;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.config.NotificationServiceSettings;
import dev.tocsin.routing.flush.PendingEvent.Says;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of events where every event is wanted. An event is {@code fires}, {@code ends} or
 * {@code more}; then {@code opened} where the integration knows its alert as firing, {@code acked},
 * {@code silenced}, {@code inhibited}.
 */
class EventPipelineTest {
  private static final IntervalState INACTIVE = new IntervalState(List.of("hours"), List.of());
  private static final IntervalState MUTE = new IntervalState(List.of(), List.of("night"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What nothing mutes is sent in order                  | open     | fires; more; ends                      | EVENTS                  | 0 1 2 |
          Nothing waits                                        | open     |                                        | NO_EVENTS               |       |
          A silenced firing is not sent                        | open     | fires silenced                         | ALL_SILENCED            |       | 0 ALL_SILENCED
          Others are sent all the same                         | open     | fires silenced; fires                  | EVENTS                  | 1     | 0 ALL_SILENCED
          An inhibited firing is not sent                      | open     | fires inhibited                        | ALL_INHIBITED           |       | 0 ALL_INHIBITED
          Inhibition counts before a silence                   | open     | fires inhibited silenced               | ALL_INHIBITED           |       | 0 ALL_INHIBITED
          Some are silenced and the others inhibited           | open     | fires inhibited; fires silenced        | ALL_MUTED               |       | 0 ALL_INHIBITED; 1 ALL_SILENCED
          Outside of the active intervals nothing is sent      | inactive | fires; more                            | OUTSIDE_ACTIVE_INTERVAL |       | 0 OUTSIDE_ACTIVE_INTERVAL; 1 OUTSIDE_ACTIVE_INTERVAL
          Within a mute interval nothing is sent               | mute     | fires                                  | IN_MUTE_INTERVAL        |       | 0 IN_MUTE_INTERVAL
          An interval counts before a silence                  | mute     | fires silenced                         | IN_MUTE_INTERVAL        |       | 0 IN_MUTE_INTERVAL
          What was opened is closed while silenced             | open     | ends opened silenced                   | EVENTS                  | 0     |
          What was opened is closed while inhibited            | open     | ends opened inhibited                  | EVENTS                  | 0     |
          What was opened is closed within a mute interval     | mute     | ends opened                            | EVENTS                  | 0     |
          What was not opened is not closed while silenced     | open     | ends silenced                          | ALL_SILENCED            |       | 0 ALL_SILENCED
          A silenced answer is not sent                        | open     | more opened silenced                   | ALL_SILENCED            |       | 0 ALL_SILENCED
          A repetition of what is acknowledged is not sent     | open     | fires opened acked                     | ACKNOWLEDGED            |       | 0 ACKNOWLEDGED
          Its first firing is                                  | open     | fires acked                            | EVENTS                  | 0     |
          Its end and its answers are                          | open     | more opened acked; ends opened acked   | EVENTS                  | 0 1   |
          """)
  void decide_events_becomesOfThem(
      String sentence,
      String intervals,
      @Nullable String events,
      String reason,
      @Nullable String passed,
      @Nullable String held) {
    Relay relay = decide(events, intervals, FlushPolicy.DEFAULT);

    assertThat(relay.reason().toString()).as(sentence).isEqualTo(reason);
    assertThat(relay.passed().stream().map(EventPipelineTest::number).collect(joined(" ")))
        .as(sentence)
        .isEqualTo(passed == null ? "" : passed);
    assertThat(
            relay.held().stream()
                .map(event -> number(event.id()) + " " + event.reason())
                .collect(joined("; ")))
        .as(sentence)
        .isEqualTo(held == null ? "" : held);
  }

  @Test
  void decide_asAlertmanagerDoes_closesNothingWhileMutedAndRepeatsWhatIsAcknowledged() {
    Relay relay =
        decide("ends opened silenced; fires opened acked", "open", FlushPolicy.ALERTMANAGER);
    assertThat(relay.passed()).containsExactly(id(1));
    assertThat(relay.held()).extracting(HeldEvent::id).containsExactly(id(0));
  }

  @Test
  void decide_allHeld_namesWhatMutes() {
    Relay relay =
        decide("fires inhibited; fires silenced; fires silenced", "open", FlushPolicy.DEFAULT);
    assertThat(relay.by())
        .isEqualTo(new MutedBy(List.of(), List.of(Fixtures.SILENCE), List.of(Fixtures.INHIBITOR)));
    assertThat(relay.held().getFirst().by())
        .isEqualTo(new MutedBy(List.of(), List.of(), List.of(Fixtures.INHIBITOR)));
  }

  private static Relay decide(@Nullable String events, String intervals, FlushPolicy policy) {
    IntervalState state =
        switch (intervals) {
          case "inactive" -> INACTIVE;
          case "mute" -> MUTE;
          default -> IntervalState.OPEN;
        };
    Target target =
        new Target(NotificationServiceSettings.of("team"), Optional.empty(), events(events));
    return (Relay)
        Fixtures.flush(Fixtures.NOW, List.of(), state, List.of(target))
            .decide(policy)
            .decisions()
            .getFirst()
            .decision();
  }

  private static List<PendingEvent> events(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    String[] events = text.split("; ", -1);
    return IntStream.range(0, events.length)
        .mapToObj(at -> event(at, Arrays.asList(events[at].split(" ", -1))))
        .toList();
  }

  private static PendingEvent event(int at, List<String> words) {
    return new PendingEvent(
        id(at),
        Says.valueOf(words.getFirst().toUpperCase(Locale.ROOT)),
        new Muted(
            words.contains("silenced") ? List.of(Fixtures.SILENCE) : List.of(),
            words.contains("inhibited") ? List.of(Fixtures.INHIBITOR) : List.of()),
        words.contains("acked"),
        words.contains("opened"));
  }

  private static UUID id(int at) {
    return new UUID(0, at);
  }

  private static String number(UUID id) {
    return Long.toString(id.getLeastSignificantBits());
  }

  private static Collector<CharSequence, ?, String> joined(String by) {
    return Collectors.joining(by);
  }
}
