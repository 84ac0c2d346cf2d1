package dev.tocsin.routing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          no times: starts now and ends by time-out,             -,        -,        12:00, 12:05, true
          a start only: ends by time-out,                        11:00,    -,        11:00, 12:05, true
          a start to come: ends by time-out all the same,        12:03,    -,        12:03, 12:05, true
          an end only: starts when it ends,                      -,        11:30,    11:30, 11:30, false
          an end to come only: starts when it ends,              -,        12:30,    12:30, 12:30, false
          both: as posted,                                       11:00,    12:30,    11:00, 12:30, false
          both the same: as posted,                              11:00,    11:00,    11:00, 11:00, false
          """)
  void accept_anyTimes_completesThem(
      String why,
      @Nullable String start,
      @Nullable String end,
      String startsAt,
      String endsAt,
      boolean isTimeout) {
    PostedAlert posted =
        new PostedAlert(Map.of("alertname", "A"), Map.of(), time(start), time(end), "");

    Alert alert = accept(posted).accepted().getFirst();

    assertThat(alert.startsAt()).isEqualTo(time(startsAt).orElseThrow());
    assertThat(alert.endsAt()).isEqualTo(time(endsAt));
    assertThat(alert.endIsTimeout()).isEqualTo(isTimeout);
    assertThat(alert.updatedAt()).isEqualTo(NOW);
    assertThat(alert.source()).isEqualTo(AlertSource.API);
  }

  @Test
  void accept_zeroTimeOfGo_countsAsNotSet() {
    Optional<Instant> zero = Optional.of(Instant.parse("0001-01-01T00:00:00Z"));

    Alert alert =
        accept(new PostedAlert(Map.of("a", "b"), Map.of(), zero, zero, "")).accepted().getFirst();

    assertThat(alert.startsAt()).isEqualTo(NOW);
    assertThat(alert.endIsTimeout()).isTrue();
  }

  @Test
  void accept_emptyLabel_isDroppedAndEmptyAnnotationStays() {
    Alert alert =
        accept(posted(Map.of("a", "b", "c", "", "", ""), Map.of("d", ""))).accepted().getFirst();

    assertThat(alert.labels()).isEqualTo(Labels.of("a", "b"));
    assertThat(alert.fingerprint()).isEqualTo(Labels.of("a", "b").fingerprint());
    assertThat(alert.annotations()).isEqualTo(Map.of("d", ""));
  }

  static Stream<Arguments> refusals() {
    Map<String, String> fine = Map.of("a", "b");
    return Stream.of(
        Arguments.of("no labels", posted(Map.of(), Map.of()), "at least one label pair required"),
        Arguments.of(
            "labels without values only",
            posted(Map.of("a", ""), Map.of()),
            "at least one label pair required"),
        Arguments.of(
            "a label without a name",
            posted(Map.of("", "b"), Map.of()),
            "invalid label set: invalid name \"\""),
        Arguments.of(
            "half a character in a name",
            posted(Map.of("x\ud83d", "b"), Map.of()),
            "invalid label set: invalid name \"x\\ud83d\""),
        Arguments.of(
            "half a character in a value",
            posted(Map.of("a", "\ude00"), Map.of()),
            "invalid label set: invalid value \"\\ude00\""),
        Arguments.of(
            "an annotation without a name",
            posted(fine, Map.of("", "b")),
            "invalid annotations: invalid name \"\""),
        Arguments.of(
            "an end before the start",
            new PostedAlert(fine, Map.of(), time("11:00"), time("10:59"), ""),
            "start time must be before end time"),
        Arguments.of(
            "a start behind the time-out",
            new PostedAlert(fine, Map.of(), time("12:06"), Optional.empty(), ""),
            "start time must be before end time"),
        Arguments.of(
            "too many labels",
            posted(many(257), Map.of()),
            "invalid label set: 257 labels are more than the limit of 256"),
        Arguments.of(
            "too many annotations",
            posted(fine, many(257)),
            "invalid annotations: 257 annotations are more than the limit of 256"),
        Arguments.of(
            "a long name",
            posted(Map.of("n".repeat(1_025), "b"), Map.of()),
            "invalid label set: name \""
                + "n".repeat(64)
                + "\"… has 1025 characters, more than the limit of 1024"),
        Arguments.of(
            "a long value",
            posted(Map.of("a", "v".repeat(65_537)), Map.of()),
            "invalid label set: value of \"a\" has 65537 characters, more than the limit of"
                + " 65536"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void accept_faultyAlert_isRefusedInAlertmanagersWords(
      String why, PostedAlert posted, String sentence) {
    IntakeResult result = accept(posted);

    assertThat(result.accepted()).isEmpty();
    assertThat(result.refusal()).contains(sentence);
  }

  @Test
  void accept_faultsAmongOthers_keepsTheOthersAndJoinsTheSentences() {
    IntakeResult result =
        accept(
            posted(Map.of("a", "1"), Map.of()),
            posted(Map.of("", "2"), Map.of()),
            posted(Map.of("a", "3"), Map.of()),
            posted(Map.of(), Map.of()));

    assertThat(result.accepted())
        .extracting(Alert::labels)
        .containsExactly(Labels.of("a", "1"), Labels.of("a", "3"));
    assertThat(result.refusal())
        .contains("invalid label set: invalid name \"\"; at least one label pair required");
  }

  @Test
  void accept_nothing_refusesNothing() {
    assertThat(accept().refusal()).isEmpty();
  }

  @Test
  void accept_atTheLimits_isAccepted() {
    Map<String, String> labels =
        IntStream.range(0, 256)
            .boxed()
            .collect(Collectors.toMap(n -> "n".repeat(1_020) + n, n -> "v".repeat(100)));

    assertThat(accept(posted(labels, Map.of("a", "v".repeat(65_536)))).refusals()).isEmpty();
  }

  @Test
  void ofRules_firing_hasNoEndAndNoTimeout() {
    Alert alert = AlertIntake.ofRules(posted(Map.of("a", "b"), Map.of()), NOW);

    assertThat(alert.startsAt()).isEqualTo(NOW);
    assertThat(alert.endsAt()).isEmpty();
    assertThat(alert.endIsTimeout()).isFalse();
    assertThat(alert.isResolvedAt(NOW.plus(Duration.ofDays(999)))).isFalse();
    assertThat(alert.source()).isEqualTo(AlertSource.RULES);
  }

  private static IntakeResult accept(PostedAlert... batch) {
    return AlertIntake.accept(List.of(batch), RESOLVE_TIMEOUT, NOW, LabelNameMode.UTF8);
  }

  private static PostedAlert posted(Map<String, String> labels, Map<String, String> annotations) {
    return new PostedAlert(labels, annotations, Optional.empty(), Optional.empty(), "");
  }

  private static Map<String, String> many(int entries) {
    return IntStream.range(0, entries)
        .boxed()
        .collect(Collectors.toMap(n -> "n" + n, n -> "v" + n));
  }

  private static Optional<Instant> time(@Nullable String clock) {
    return Optional.ofNullable(clock).map(text -> Instant.parse("2026-11-30T" + text + ":00Z"));
  }
}
