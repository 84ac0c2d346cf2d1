package dev.tocsin.routing.silence;

import static dev.tocsin.routing.silence.TestSilences.ID;
import static dev.tocsin.routing.silence.TestSilences.NOW;
import static dev.tocsin.routing.silence.TestSilences.silence;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {
  private static final List<String> SETS =
      List.of("a=1", "a=2,b=1", "b!=1", "c=~\"1|2\"", "a=\"\",b=2", "c=\"\",a!~\"1\"");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Before its start it is pending     | 1   | 60 | PENDING
          At its start it is active          | 0   | 60 | ACTIVE
          Just before its end it is active   | -60 | 1  | ACTIVE
          At its end it has expired          | -60 | 0  | EXPIRED
          """)
  void stateAt_isAsTheSentenceSays(String sentence, int start, int end, SilenceState state) {
    assertThat(silence(ID, start, end, "a=1").stateAt(NOW)).as(sentence).isEqualTo(state);
  }

  @Test
  void pending_silences_areThoseThatMatchAndHaveNotBegunByStart() {
    Silence later = silence(new UUID(1, 1), 20, 60, "a=1");
    Silence sooner = silence(new UUID(1, 2), 10, 60, "c=3", "a=1");
    Silences silences =
        Silences.of(
            List.of(
                later, sooner, silence(ID, 0, 60, "a=1"), silence(new UUID(1, 4), 10, 60, "a=2")));

    assertThat(silences.pending(Labels.of("a", "1", "b", "2"), NOW)).containsExactly(sooner, later);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}        | true
          a=1       | true
          b=2,a=1   | true
          c=3       | true
          a=1,c=3   | false
          a!=1      | false
          a=~1      | false
          """)
  void hasMatchers_ofAFilter_asksForOneSetWithAllOfThem(String filter, boolean expected) {
    Silence silence = silence(ID, 0, 1, "a=1,b=2", "c=3");
    MatcherParser parser = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

    assertThat(silence.hasMatchers(parser.matchers(filter))).isEqualTo(expected);
  }

  @Test
  void muting_aSilenceThatMatchesByTwoSets_isThereOnce() {
    Silence silence = silence(ID, -1, 1, "a=1", "b=2", "c!=3");

    assertThat(Silences.of(List.of(silence)).muting(Labels.of("a", "1", "b", "2"), NOW))
        .containsExactly(silence);
  }

  @Test
  void muting_ofRandomSilences_agreesWithAskingEach() {
    Random random = new Random(31);
    for (int round = 0; round < 300; round++) {
      List<Silence> all =
          IntStream.range(0, random.nextInt(30)).mapToObj(at -> random(random)).toList();
      Silences silences = Silences.of(all);
      for (int alert = 0; alert < 20; alert++) {
        Labels labels = labels(random);

        assertThat(silences.muting(labels, NOW))
            .containsExactlyElementsOf(
                all.stream()
                    .filter(silence -> !silence.startsAt().isAfter(NOW))
                    .filter(silence -> silence.endsAt().isAfter(NOW))
                    .filter(silence -> silence.mutes(labels))
                    .sorted(comparing(silence -> silence.id().toString()))
                    .toList());
      }
    }
  }

  @Test
  void order_isByStateThenByItsNextMoment() {
    List<Silence> listed =
        List.of(
            silence(new UUID(9, 1), -60, 10, "a=1"),
            silence(new UUID(2, 1), -90, 20, "a=1"),
            silence(new UUID(-1, 1), -60, 20, "a=1"),
            silence(new UUID(4, 1), 10, 90, "a=1"),
            silence(new UUID(3, 1), 20, 30, "a=1"),
            silence(new UUID(5, 1), -60, 0, "a=1"),
            silence(new UUID(1, 1), -60, -10, "a=1"));
    List<Silence> shuffled = new ArrayList<>(listed);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(shuffled.stream().sorted(SilenceOrder.at(NOW))).containsExactlyElementsOf(listed);
  }

  private static Silence random(Random random) {
    String[] sets =
        IntStream.rangeClosed(0, random.nextInt(2))
            .mapToObj(at -> SETS.get(random.nextInt(SETS.size())))
            .toArray(String[]::new);
    UUID id = new UUID(random.nextLong(), random.nextLong());
    int start = random.nextInt(-3, 2);
    return silence(id, start, start + random.nextInt(1, 4), sets);
  }

  private static Labels labels(Random random) {
    Map<String, String> labels = new TreeMap<>();
    for (String name : List.of("a", "b", "c")) {
      labels.put(name, List.of("", "1", "2").get(random.nextInt(3)));
    }
    return Labels.of(labels);
  }
}
