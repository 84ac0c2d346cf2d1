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
 * deliveries of one group at one integration, and what follows once some of them have ended.
 *
 * <ul>
 *   <li>{@code f1@4 ready} is the delivery that arrived as the 4th, about event 1 of alert A: a
 *       firing ({@code f}), a resolution ({@code r}), context ({@code e}) or a request for approval
 *       ({@code a}); {@code fB3@4} is about alert B, which has the fingerprint of A, and {@code
 *       fC1@4} about alert C of another one.
 *   <li>{@code 4 accepted} ends that delivery, or is what it becomes.
 *   <li>{@code notified} are the alerts of which a firing was accepted, before and now.
 * </ul>
 */
class EventDeliverySequenceTest {
  private static final GroupIntegration KEY = new GroupIntegration(new UUID(9, 9), "pager");
  private static final Fingerprint FINGERPRINT = new Fingerprint(7);
  private static final Fingerprint OTHER = new Fingerprint(8);
  private static final Pattern QUEUED = Pattern.compile("([frea])([BC]?)(\\d+)@(\\d+) (\\w+)");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The first firing is sent next                                 |   | f1@1 awaits_flush                                           |                   | 1 ready |
          One that is sent next stays so                                |   | f1@1 ready                                                  |                   | |
          It waits while the one before is tried again                  |   | f2@1 retrying; f3@2 awaits_flush                            |                   | 2 awaits_earlier |
          One that waits already is left as it is                       |   | f2@1 retrying; f3@2 awaits_earlier                          |                   | |
          It waits while the circuit breaker holds the one before       |   | f2@1 circuit_open; f3@2 awaits_flush                        |                   | 2 awaits_earlier |
          Events of an alert are sent in the order of their numbers     |   | f2@1 awaits_flush; f1@2 awaits_flush                        |                   | 1 awaits_earlier; 2 ready |
          After an accepted one the next one is sent                    |   | f1@1 ready; r2@2 awaits_earlier                             | 1 accepted        | 2 ready                                   | A
          After a refused one the next one is sent                      |   | f1@1 retrying; f2@2 awaits_earlier                          | 1 refused         | 2 ready |
          After one that was given up the next one is sent              |   | f1@1 retrying; f2@2 awaits_earlier                          | 1 deadline_passed | 2 ready |
          One that is given up out of turn changes nothing              |   | f1@1 retrying; f2@2 awaits_earlier; f3@3 awaits_earlier     | 2 deadline_passed | |
          Alerts of a group are sent one after the other                |   | f1@1 ready; fC1@2 awaits_flush                              |                   | 2 awaits_earlier |
          They are sent in the order of arrival                         |   | f1@1 ready; fC1@2 awaits_earlier; f2@3 awaits_earlier       | 1 accepted        | 2 ready                                   | A
          Each alert's stay in the order of their numbers               |   | f2@1 awaits_flush; fC1@2 awaits_flush; f1@3 awaits_flush    |                   | 1 awaits_earlier; 2 ready; 3 awaits_earlier |

          The resolution of an alert with an accepted firing is sent    | A | r4@4 awaits_flush                                           |                   | 4 ready |
          Without an accepted firing a resolution is not sent           |   | f1@1 retrying; r2@2 awaits_earlier; fB3@3 awaits_earlier    | 1 refused         | 2 never_notified; 3 ready |
          The firing of another alert does not count for it             |   | fB1@1 ready; r2@2 awaits_earlier                            | 1 accepted        | 2 never_notified                          | B
          The acceptance of a resolution notifies nothing               | A | r4@4 ready; r5@5 awaits_earlier                             | 4 accepted        | 5 ready |
          A redriven firing that is accepted brings its resolution back |   | f1@1 ready; r2@2 never_notified                             | 1 accepted        | 2 ready                                   | A
          It has its turn after what is under way                       |   | f1@1 ready; r2@2 never_notified; fC1@3 retrying             | 1 accepted        | 2 awaits_earlier                          | A
          That of another alert does not                                |   | fB3@3 ready; r2@2 never_notified                            | 3 accepted        |                                           | B
          A redriven firing that is refused does not                    |   | f1@1 ready; r2@2 never_notified                             | 1 refused         | |
          One that waits for its turn is not decided against            |   | f1@1 ready; r2@2 awaits_flush                               |                   | 2 awaits_earlier |

          Context waits for the event that it answers                   |   | f1@1 ready; e1@2 awaits_flush                               |                   | 2 awaits_earlier |
          It is sent after it                                           |   | f1@1 ready; e1@2 awaits_earlier                             | 1 accepted        | 2 ready                                   | A
          It waits for all events up to that                            |   | f1@1 ready; f2@2 awaits_earlier; e2@3 awaits_earlier        | 1 accepted        | 2 ready                                   | A
          It does not wait for later ones                               |   | f2@1 retrying; e1@2 awaits_flush                            |                   | 2 ready |
          It does not wait for those of other alerts                    |   | fC1@1 retrying; e1@2 awaits_flush                           |                   | 2 ready |
          It does not wait for a resolution that is not sent            |   | r1@1 awaits_flush; e1@2 awaits_flush                        |                   | 1 never_notified; 2 ready |
          Answers are sent in the order of their arrival                |   | a1@6 awaits_flush; e2@5 awaits_flush; e3@7 awaits_flush     |                   | 5 ready; 6 awaits_earlier; 7 awaits_earlier |
          An answer waits for an earlier one that is tried again        |   | e1@1 retrying; e1@2 awaits_flush                            |                   | 2 awaits_earlier |
          A later one that is under way holds an earlier one            |   | e1@1 awaits_flush; e1@2 ready                               |                   | 1 awaits_earlier |
          An answer holds up no firing                                  |   | e1@1 circuit_open; e1@2 awaits_flush; f2@3 awaits_flush     |                   | 2 awaits_earlier; 3 ready |
          After an answer has ended the next one is sent                |   | e1@1 ready; e1@2 awaits_earlier                             | 1 refused         | 2 ready |
          """)
  void step_deliveriesOfOneSequence_bringsTheseChanges(
      String sentence,
      @Nullable String notified,
      String queue,
      @Nullable String ended,
      @Nullable String changes,
      @Nullable String notifiedNow) {
    EventDeliverySequence sequence =
        new EventDeliverySequence(
            KEY,
            Arrays.stream(queue.split("; ", -1)).map(EventDeliverySequenceTest::queued).toList(),
            alerts(notified));

    assertThat(sequence.step(reasons(ended)))
        .as(sentence)
        .isEqualTo(new EventDeliverySequence.Step(KEY, reasons(changes), alerts(notifiedNow)));
  }

  @Test
  void with_newcomers_addsThemAndTheirAlerts() {
    EventDeliverySequence sequence =
        new EventDeliverySequence(KEY, List.of(queued("fB3@3 ready")), alerts("B"));

    assertThat(sequence.with(List.of(queued("r4@4 awaits_flush")), alerts("A")))
        .isEqualTo(
            new EventDeliverySequence(
                KEY,
                List.of(queued("fB3@3 ready"), queued("r4@4 awaits_flush")),
                Set.of(alert("A"), alert("B"))));
  }

  private static QueuedEvent queued(String text) {
    Matcher parts = QUEUED.matcher(text);
    assertThat(parts.matches()).as(text).isTrue();
    int arrival = Integer.parseInt(parts.group(4));
    String name = parts.group(2).isEmpty() ? "A" : parts.group(2);
    return new QueuedEvent(
        id(arrival),
        alert(name),
        name.equals("C") ? OTHER : FINGERPRINT,
        Long.parseLong(parts.group(3)),
        switch (parts.group(1)) {
          case "f" -> Kind.FIRING;
          case "r" -> Kind.RESOLVED;
          case "e" -> Kind.ENRICHED;
          default -> Kind.APPROVAL_REQUESTED;
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
    return name == null ? Set.of() : Set.of(alert(name));
  }

  private static UUID alert(String name) {
    return new UUID(name.charAt(0), 0);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
