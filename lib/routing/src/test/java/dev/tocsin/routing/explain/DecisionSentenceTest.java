package dev.tocsin.routing.explain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Reason;
import dev.tocsin.routing.flush.SendReason;
import dev.tocsin.routing.flush.SkipReason;
import dev.tocsin.routing.group.FlushRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionSentenceTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final List<String> CAUSES = List.of("x", "y");
  private static final String SENT = "team-db/webhook[0] was notified at 11:59:00 UTC: ";
  private static final String SKIPPED = "team-db/webhook[0] was not notified at 11:59:00 UTC: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first_notification      | it was the first notification of the group
          new_alerts              | alerts had come
          some_resolved           | some alerts had ended
          all_resolved            | all alerts had ended
          overdue                 | an alert was overdue, which was not said yet
          repeat_interval_elapsed | nothing was new, and the repeat interval of 4h had elapsed
          events                  | events of the group's alerts waited
          """)
  void of_sent_saysWhy(String reason, String why) {
    assertThat(sentence(decision(reason, true, List.of()), Optional.empty()))
        .isEqualTo(SENT + why + " (2 firing, 1 resolved, 0 muted)");
  }

  @Test
  void of_sentToAFallback_saysInPlaceOfWhat() {
    assertThat(sentence("new_alerts", true, Optional.empty()))
        .isEqualTo(SENT + "alerts had come (2 firing, 1 resolved, 0 muted), in place of x, y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no_alerts               | the group had no alerts
          all_inhibited           | all alerts were inhibited by x, y
          all_silenced            | all alerts were silenced by x, y
          all_muted               | all alerts were silenced or inhibited by x, y
          outside_active_interval | it was outside the route's active intervals x, y
          in_mute_interval        | it was within the route's mute intervals x, y
          never_announced         | all alerts had ended before they were notified
          already_closed          | all alerts had ended, and that was notified before
          nothing_new             | nothing was new, and it was too early to repeat it
          acknowledged            | all that fires is acknowledged, and is not repeated although the repeat interval of 4h had elapsed
          send_resolved_off       | only ends of alerts were new, and send_resolved is off
          of_another_release      | of_another_release
          """)
  void of_skipped_saysWhy(String reason, String why) {
    assertThat(sentence(reason, false, Optional.empty())).isEqualTo(SKIPPED + why);
  }

  @Test
  void of_nothingNewWithALog_saysSinceWhenAndUntilWhen() {
    NotificationLog log =
        new NotificationLog(Set.of(), Set.of(), Set.of(), NOW.minusSeconds(7_080));

    assertThat(sentence("nothing_new", false, Optional.of(log)))
        .isEqualTo(
            SKIPPED
                + "nothing was new since 10:02:00 UTC, and it is too early to repeat it before 14:02:00 UTC");
  }

  @Test
  void of_anotherDay_saysTheDate() {
    assertThat(
            DecisionSentence.of(
                decision("no_alerts", false, CAUSES),
                Optional.empty(),
                Duration.ofHours(4),
                NOW.plusSeconds(86_400)))
        .isEqualTo(
            "team-db/webhook[0] was not notified at 2026-11-30 11:59:00 UTC: the group had no alerts");
  }

  @Test
  void of_everyReason_isASentenceOfItsOwn() {
    List<Reason> reasons =
        Stream.<Reason>concat(
                Arrays.stream(SendReason.values()), Arrays.stream(SkipReason.values()))
            .toList();

    assertThat(reasons).allMatch(reason -> Reason.of(reason.code()).equals(Optional.of(reason)));
    assertThat(
            reasons.stream()
                .map(reason -> sentence(reason.code(), false, Optional.empty()))
                .collect(toSet()))
        .hasSameSizeAs(reasons)
        .noneMatch(sentence -> sentence.contains("_") && !sentence.contains("send_resolved"));
  }

  private static String sentence(String reason, boolean notifies, Optional<NotificationLog> log) {
    return sentence(decision(reason, notifies, CAUSES), log);
  }

  private static String sentence(FlushRecord decision, Optional<NotificationLog> log) {
    return DecisionSentence.of(decision, log, Duration.ofHours(4), NOW);
  }

  private static FlushRecord decision(String reason, boolean notifies, List<String> causes) {
    return new FlushRecord(
        new UUID(0, 1),
        1,
        "team-db/webhook[0]",
        NOW.minusSeconds(60),
        notifies,
        reason,
        causes,
        List.of(new Fingerprint(1), new Fingerprint(2)),
        List.of(new Fingerprint(3)),
        List.of());
  }
}
