package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The order of deliveries as docs/notifications.md describes it: each row is a sentence of it, the
 * deliveries of one fingerprint, and what follows once some of them have ended.
 *
 * <ul>
 *   <li>{@code f1@4 ready} is the delivery that arrived as the 4th, about event 1 of alert A: a
 *       firing ({@code f}), a resolution ({@code r}), context ({@code e}), a request for approval
 *       ({@code a}) or an unreadable event ({@code u}); {@code fB3@4} is about alert B.
 *   <li>{@code 4 accepted} ends that delivery, or is what it becomes.
 *   <li>{@code up to} is the number up to which all events are recorded, before and after; {@code
 *       notified} the alerts of which a firing was accepted, before and now.
 * </ul>
 */
class DeliverySequenceTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint(7);
  private static final Pattern QUEUED = Pattern.compile("([freau])(B?)(\\d+)@(\\d+) (\\w+)");
  private static final UUID ALERT = new UUID(1, 0);
  private static final UUID NEXT_ALERT = new UUID(2, 0);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The first firing is sent next                                 | 0 |   | f1@1 awaits_predecessor                                          |                   | 1 ready                                   | 0 |
          One that is sent next stays so                                | 0 |   | f1@1 ready                                                       |                   |                                           | 0 |
          A firing waits for its predecessor, which is missing          | 1 |   | f3@1 awaits_alert                                                |                   | 1 awaits_predecessor                      | 1 |
          One that waits already is left as it is                       | 1 |   | f3@1 awaits_predecessor                                          |                   |                                           | 1 |
          It waits while its predecessor is tried again                 | 1 |   | f2@1 retrying; r3@2 awaits_predecessor                           |                   |                                           | 1 |
          It waits while the circuit breaker holds the one before       | 1 |   | f2@1 circuit_open; r3@2 awaits_predecessor                       |                   |                                           | 1 |
          Events are sent in the order of their numbers                 | 0 |   | f2@1 awaits_predecessor; f1@2 awaits_predecessor                 |                   | 2 ready                                   | 0 |
          After an accepted one the next one is sent                    | 0 |   | f1@1 ready; r2@2 awaits_predecessor                              | 1 accepted        | 2 ready                                   | 1 | A
          After a refused one the next one is sent                      | 0 |   | f1@1 retrying; f2@2 awaits_predecessor                           | 1 refused         | 2 ready                                   | 1 |
          After one that was given up the next one is sent              | 0 |   | f1@1 retrying; f2@2 awaits_predecessor                           | 1 deadline_passed | 2 ready                                   | 1 |
          After one that could not be read the next one is sent         | 1 |   | u2@1 malformed_event; f3@2 awaits_predecessor                    |                   | 2 ready                                   | 2 |
          One that is late for its number is sent at once               | 9 |   | f1@1 awaits_predecessor                                          |                   | 1 ready                                   | 9 |
          One that is given up ends the wait for those missing          | 1 |   | f4@1 awaits_predecessor; f5@2 awaits_predecessor                 | 1 deadline_passed | 2 ready                                   | 4 |
          One that ended out of turn counts once its turn comes         | 0 |   | f1@1 ready; f2@2 refused; f3@3 awaits_predecessor                | 1 accepted        | 3 ready                                   | 2 | A
          It does not count before                                      | 0 |   | f1@1 ready; f3@2 refused; f4@3 awaits_predecessor                | 1 accepted        |                                           | 1 | A

          The resolution of an alert with an accepted firing is sent    | 3 | A | r4@4 awaits_predecessor                                          |                   | 4 ready                                   | 3 |
          Without an accepted firing a resolution is not sent           | 0 |   | f1@1 retrying; r2@2 awaits_predecessor; fB3@3 awaits_predecessor | 1 refused         | 2 never_notified; 3 ready                 | 2 |
          The firing of another alert does not count for it             | 0 |   | fB1@1 ready; r2@2 awaits_predecessor                             | 1 accepted        | 2 never_notified                          | 2 | B
          The acceptance of a resolution notifies nothing               | 3 | A | r4@4 ready; r5@5 awaits_predecessor                              | 4 accepted        | 5 ready                                   | 4 |
          A redriven firing that is accepted brings its resolution back | 5 |   | f1@1 ready; r2@2 never_notified                                  | 1 accepted        | 2 ready                                   | 5 | A
          That of another alert does not                                | 2 |   | fB3@3 ready; r2@2 never_notified                                 | 3 accepted        |                                           | 3 | B
          A redriven firing that is refused does not                    | 5 |   | f1@1 ready; r2@2 never_notified                                  | 1 refused         |                                           | 5 |
          One that waits for its predecessor is not decided against     | 0 |   | r2@2 awaits_predecessor                                          |                   |                                           | 0 |

          Context waits for the event that it answers                   | 0 |   | f1@1 ready; e1@2 awaits_earlier                                  |                   | 2 awaits_alert                            | 0 |
          It is sent after it                                           | 0 |   | f1@1 ready; e1@2 awaits_alert                                    | 1 accepted        | 2 ready                                   | 1 | A
          Answers are sent in the order of their arrival                | 2 |   | a1@6 awaits_alert; e2@5 awaits_alert; e3@7 awaits_earlier        |                   | 5 ready; 6 awaits_earlier; 7 awaits_alert | 2 |
          An answer waits for an earlier one that is tried again        | 1 |   | e1@1 retrying; e1@2 awaits_alert                                 |                   | 2 awaits_earlier                          | 1 |
          A later one that is under way holds an earlier one            | 1 |   | e1@1 awaits_alert; e1@2 ready                                    |                   | 1 awaits_earlier                          | 1 |
          An answer holds up no firing                                  | 1 |   | e1@1 circuit_open; e1@2 awaits_alert; f2@3 awaits_predecessor    |                   | 2 awaits_earlier; 3 ready                 | 1 |
          After an answer has ended the next one is sent                | 1 |   | e1@1 ready; e1@2 awaits_earlier                                  | 1 refused         | 2 ready                                   | 1 |
          The end of an answer records no event                         | 1 |   | e3@1 ready; f3@2 awaits_predecessor                              | 1 accepted        |                                           | 1 |
          """)
  void step_deliveriesOfOneFingerprint_bringsTheseChanges(
      String sentence,
      long before,
      @Nullable String notified,
      String queue,
      @Nullable String ended,
      @Nullable String changes,
      long upTo,
      @Nullable String notifiedNow) {
    DeliverySequence sequence =
        new DeliverySequence(
            FINGERPRINT,
            before,
            Arrays.stream(queue.split("; ", -1)).map(DeliverySequenceTest::queued).toList(),
            alerts(notified));

    assertThat(sequence.step(reasons(ended)))
        .as(sentence)
        .isEqualTo(
            new DeliverySequence.Step(FINGERPRINT, upTo, reasons(changes), alerts(notifiedNow)));
  }

  @Test
  void with_newcomers_addsThemAndTheirAlerts() {
    DeliverySequence sequence =
        new DeliverySequence(FINGERPRINT, 3, List.of(queued("fB3@3 ready")), Set.of(NEXT_ALERT));

    assertThat(sequence.with(List.of(queued("r4@4 awaits_predecessor")), Set.of(ALERT)))
        .isEqualTo(
            new DeliverySequence(
                FINGERPRINT,
                3,
                List.of(queued("fB3@3 ready"), queued("r4@4 awaits_predecessor")),
                Set.of(ALERT, NEXT_ALERT)));
  }

  @Test
  void without_deliveries_leavesTheOthersChanges() {
    DeliverySequence.Step step =
        new DeliverySequence.Step(
            FINGERPRINT, 1, reasons("1 ready; 2 awaits_alert"), Set.of(ALERT));
    assertThat(step.without(Set.of(id(2), id(3))))
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, reasons("1 ready"), Set.of(ALERT)));
  }

  private static QueuedDelivery queued(String text) {
    Matcher parts = QUEUED.matcher(text);
    assertThat(parts.matches()).as(text).isTrue();
    int arrival = Integer.parseInt(parts.group(4));
    return new QueuedDelivery(
        id(arrival),
        parts.group(2).isEmpty() ? ALERT : NEXT_ALERT,
        Long.parseLong(parts.group(3)),
        switch (parts.group(1)) {
          case "f" -> Kind.FIRING;
          case "r" -> Kind.RESOLVED;
          case "e" -> Kind.ENRICHED;
          case "a" -> Kind.APPROVAL_REQUESTED;
          default -> Kind.UNREADABLE;
        },
        arrival,
        reason(parts.group(5)));
  }

  private static Map<UUID, Reason> reasons(@Nullable String text) {
    Map<UUID, Reason> reasons = new TreeMap<>();
    if (text != null) {
      for (String part : text.split("; ", -1)) {
        String[] words = part.split(" ", -1);
        reasons.put(id(Integer.parseInt(words[0])), reason(words[1]));
      }
    }
    return reasons;
  }

  private static Reason reason(String code) {
    return Reason.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static Set<UUID> alerts(@Nullable String name) {
    if (name == null) {
      return Set.of();
    }
    return Set.of(name.equals("A") ? ALERT : NEXT_ALERT);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
