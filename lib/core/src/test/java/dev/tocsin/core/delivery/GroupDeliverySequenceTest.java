package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.GroupDeliverySequence.Entry;
import dev.tocsin.core.delivery.GroupDeliverySequence.Step;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which flush of a group is sent: each row is a sentence.
 *
 * <ul>
 *   <li>{@code 1:ab ready L} is flush 1, which says that alerts a and b fire (a capital letter:
 *       that the alert is resolved), under a lease; {@code P}: under one that has passed; {@code
 *       O}: under one that another process holds.
 *   <li>{@code 1 retrying@5/3} is what flush 1 becomes: due at second 5 after 3 failed attempts.
 * </ul>
 */
class GroupDeliverySequenceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Pattern QUEUED =
      Pattern.compile("(\\d):(\\w*) (\\w+?)(?:\\*(\\d))?(?: ([LPO]))?");
  private static final GroupIntegration KEY = new GroupIntegration(id(70), "team-db/webhook[0]");
  private static final UUID LEASE = id(90);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Where none waits a flush is ready                    |                                    | ready          |
          One that waits is superseded                         | 1:a ready                          | ready          | 1 superseded@0/0
          One that is to be tried again is superseded          | 1:a retrying*2                     | ready          | 1 superseded@0/2
          One that waits for the breaker is superseded         | 1:a circuit_open                   | ready          | 1 superseded@0/0
          One that waits for its rate gives up its place       | 1:a rate_limited                   | rate_limited   | 1 superseded@0/0
          One whose lease has passed is superseded             | 1:a ready P                        | ready          | 1 superseded@0/0
          A flush waits for the one that is under way          | 1:a ready L                        | awaits_earlier |
          It takes the place of the one that waits behind that | 1:a ready L; 2:b awaits_earlier    | awaits_earlier | 2 superseded@0/0
          It waits for a repeated attempt that is under way    | 1:a retrying*1 O                   | awaits_earlier |
          Both are superseded when the lease has passed        | 1:a ready P; 2:b awaits_earlier    | ready          | 1 superseded@0/0; 2 superseded@0/0
          """)
  void enter_laterFlush_takesThisPlace(
      String sentence, @Nullable String waiting, String reason, @Nullable String superseded) {
    assertThat(sequence(waiting).enter(NOW))
        .as(sentence)
        .isEqualTo(
            new Entry(
                reason(reason),
                Optional.of(NOW).filter(due -> reason.equals("rate_limited")),
                changes(superseded)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An accepted one ends                                           | 1:a ready L                       | 1 accepted         | 1 accepted         |
          After an accepted one a later one with news is sent            | 1:a ready L; 2:ab awaits_earlier  | 1 accepted         | 1 accepted         | 2 ready@0/0
          After an accepted one a later one without news is not sent     | 1:ab ready L; 2:a awaits_earlier  | 1 accepted         | 1 accepted         | 2 already_notified@0/0
          What was resolved meanwhile is news                            | 1:ab ready L; 2:aB awaits_earlier | 1 accepted         | 1 accepted         | 2 ready@0/0
          The end of all is news                                         | 1:a ready L; 2:A awaits_earlier   | 1 accepted         | 1 accepted         | 2 ready@0/0
          The acceptance under a lease that was lost counts              | 1:a ready O; 2:ab awaits_earlier  | 1 accepted         | 1 accepted         | 2 ready@0/0
          One that failed is tried again                                 | 1:a ready L                       | 1 retrying@5       | 1 retrying         |
          One that failed is superseded by the later one, which waits    | 1:a ready L; 2:a awaits_earlier   | 1 retrying@5       | 1 superseded       | 2 retrying@5/1
          The attempts before count too                                  | 1:a retrying*2 L; 2:a awaits_earlier | 1 retrying@5    | 1 superseded       | 2 retrying@5/3
          A failure under a lease that was lost says nothing             | 1:a ready O; 2:a awaits_earlier   | 1 retrying@5       |                    |
          After a refused one the later one is sent, news or not         | 1:ab ready L; 2:a awaits_earlier  | 1 refused          | 1 refused          | 2 ready@0/0
          After one that was given up the later one is sent              | 1:a retrying*9; 2:a awaits_earlier | 1 deadline_passed | 1 deadline_passed  | 2 ready@0/0
          After one whose receiver was removed the later one has its turn | 1:a ready L; 2:a awaits_earlier  | 1 receiver_removed | 1 receiver_removed | 2 ready@0/0
          Two that are given up end both                                 | 1:a retrying*1; 2:a awaits_earlier | 1 deadline_passed; 2 deadline_passed | 1 deadline_passed; 2 deadline_passed |
          A later one that is given up leaves the one under way          | 1:a ready L; 2:a awaits_earlier   | 2 deadline_passed  | 2 deadline_passed  |
          The result of one that waits no more says nothing              | 2:a ready                         | 1 accepted         |                    |
          """)
  void after_results_bringsTheseChanges(
      String sentence,
      String waiting,
      String results,
      @Nullable String recorded,
      @Nullable String changed) {
    Map<UUID, AttemptResult> byId = new HashMap<>();
    results(results).forEach(result -> byId.put(result.id(), result));

    Step step = sequence(waiting).after(byId, LEASE, Reconsider.BY_CONTENT, NOW);
    assertThat(step.changes()).as(sentence).isEqualTo(changes(changed));
    assertThat(step.results())
        .as(sentence)
        .extracting(result -> number(result.id()) + " " + result.reason().code())
        .isEqualTo(words(recorded));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Another alert fires                                          | true  | a  | ab | true
          The same alerts fire                                         | true  | ab | ab | false
          Fewer alerts fire, and the others are not notified as resolved   | true  | ab | a  | false
          One of two is resolved                                       | true  | ab | aB | true
          One of two is resolved, and resolved alerts are not notified     | false | ab | aB | false
          The last one is resolved                                     | true  | a  | A  | true
          The last one is resolved, and resolved alerts are not notified   | false | a  | A  | true
          It was notified as resolved already                              | true  | A  | A  | false
          It fires again                                               | true  | A  | a  | true
          """)
  void byContent_laterFlush_isNeededForNewsOnly(
      String sentence, boolean notifiesResolved, String accepted, String waiting, boolean needed) {
    assertThat(
            Reconsider.BY_CONTENT.needed(
                flush(2, waiting, notifiesResolved), flush(1, accepted, notifiesResolved)))
        .as(sentence)
        .isEqualTo(needed);
  }

  private static GroupDeliverySequence sequence(@Nullable String text) {
    return new GroupDeliverySequence(
        KEY, words(text).stream().map(GroupDeliverySequenceTest::queued).toList());
  }

  private static QueuedFlush queued(String text) {
    Matcher parts = QUEUED.matcher(text);
    assertThat(parts.matches()).as(text).isTrue();
    int number = Integer.parseInt(parts.group(1));
    return new QueuedFlush(
        id(number),
        flush(number, parts.group(2), true),
        reason(parts.group(3)),
        NOW,
        parts.group(4) == null ? 0 : Integer.parseInt(parts.group(4)),
        lease(parts.group(5)));
  }

  private static Optional<Lease> lease(@Nullable String whose) {
    if (whose == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Lease(whose.equals("O") ? id(91) : LEASE, whose.equals("P") ? NOW : NOW.plusMillis(1)));
  }

  private static GroupFlush flush(int number, String alerts, boolean notifiesResolved) {
    Set<Fingerprint> firing = new HashSet<>();
    Set<Fingerprint> resolved = new HashSet<>();
    alerts
        .chars()
        .forEach(c ->
            (Character.isUpperCase(c) ? resolved : firing)
                .add(new Fingerprint(Character.toLowerCase(c))));
    return new GroupFlush(
        KEY.group(),
        number,
        notifiesResolved,
        new GroupNotice(firing, resolved, firing, Duration.ofHours(8)),
        Map.of());
  }

  private static List<AttemptResult> results(String text) {
    List<AttemptResult> results = new ArrayList<>();
    for (String word : words(text)) {
      String[] parts = word.split("[ @]", -1);
      Instant due = parts.length > 2 ? NOW.plusSeconds(Long.parseLong(parts[2])) : NOW;
      results.add(
          new AttemptResult(
              id(Integer.parseInt(parts[0])), reason(parts[1]), due, true, "said so"));
    }
    return results;
  }

  private static List<Change> changes(@Nullable String text) {
    List<Change> changes = new ArrayList<>();
    for (String word : words(text)) {
      String[] parts = word.split("[ @/]", -1);
      changes.add(
          new Change(
              id(Integer.parseInt(parts[0])),
              reason(parts[1]),
              NOW.plusSeconds(Long.parseLong(parts[2])),
              Integer.parseInt(parts[3])));
    }
    return changes;
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("; ", -1));
  }

  private static Reason reason(String code) {
    return Reason.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }

  private static long number(UUID id) {
    return id.getLeastSignificantBits();
  }
}
