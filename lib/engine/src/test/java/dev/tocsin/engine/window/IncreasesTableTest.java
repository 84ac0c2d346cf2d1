package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Increases as docs/rules.md describes them ("Increases and counter resets"): each row is a
 * sentence of it, what happens, and increase and elapsed seconds in each window at the last
 * evaluation time. The schedule has a step of 10 s.
 *
 * <p>{@code 10=5} is a sample at 10 s, {@code b:10=5} one of another series, {@code at:60}
 * evaluates, and lets go of what later evaluation times do not need; {@code clear} forgets all.
 */
class IncreasesTableTest {
  private static final Duration STEP = Duration.ofSeconds(10);

  /** The sample of a series that was taken last. */
  private record Before(long at, double value) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Two consecutive samples make a difference                    | counter | 60    | 10=5 20=8 at:20                                                              | 3/10
          The first sample of a series makes none                      | counter | 60    | 10=5 at:20                                                                   | 0/0
          Without a sample there is none                               | counter | 60    | at:20                                                                        | 0/0
          Two equal samples make a difference of 0                     | counter | 60    | 10=5 20=5 at:20                                                              | 0/10
          Increase is the sum of the differences                       | counter | 60    | 10=5 20=8 30=9 at:30                                                         | 4/20
          Over all series of the alert key                             | counter | 60    | a:10=5 b:12=1 a:20=8 b:30=2 at:30                                            | 4/20
          Elapsed begins at the earliest earlier sample                | counter | 60    | a:10=5 b:2=1 a:20=8 b:15=2 at:30                                             | 4/18
          A sample of one series is no difference to another           | counter | 60    | a:10=5 b:20=8 at:20                                                          | 0/0

          A drop of a counter is a reset: the difference is the value  | counter | 60    | 10=5 20=2 at:20                                                              | 2/10
          A reset to 0 is a difference of 0                            | counter | 60    | 10=5 20=0 at:20                                                              | 0/10
          After a reset the counter goes on                            | counter | 60    | 10=5 20=2 30=7 at:30                                                         | 7/20
          Each drop is a reset                                         | counter | 60    | 10=5 20=2 30=1 at:30                                                         | 3/20
          A drop of a gauge is a decrease                              | gauge   | 60    | 10=5 20=2 at:20                                                              | -3/10
          A gauge may end below 0                                      | gauge   | 60    | 10=5 20=-2 30=-1 at:30                                                       | -6/20

          Two samples one window apart make a difference               | counter | 60    | 0=1 60=5 at:60                                                               | 4/60
          Two that are further apart make none                         | counter | 60    | 0=1 61=5 at:70                                                               | 0/0
          After a gap the later sample is the first one                | counter | 60    | 0=1 61=5 71=6 at:80                                                          | 1/10
          A gap is one by the length of each window                    | counter | 60 90 | 0=1 61=5 71=6 at:80                                                          | 1/10 5/71
          A reset in a gap is no difference either                     | counter | 60    | 0=9 61=5 at:70                                                               | 0/0

          A difference belongs to the time of the later sample         | counter | 60    | 10=5 65=8 at:120                                                             | 3/55
          It leaves the window with the later sample                   | counter | 60    | 10=5 65=8 at:130                                                             | 0/0
          A sample at the evaluation time is in the window             | counter | 60    | 10=5 20=8 at:20                                                              | 3/10
          The sample before the window counts for the first difference | counter | 60    | 10=5 at:40 at:60 65=8 at:70                                                  | 3/55

          Series stay apart whatever the order of their first samples  | counter | 60    | c:10=1 a:10=2 b:10=3 c:20=2 a:20=4 b:20=7 at:20                              | 7/10
          Once forgotten nothing is left of a series                   | counter | 60    | 10=5 20=8 clear 30=9 at:30                                                   | 0/0
          """)
  void increase_ofTheSamples_isThatInTheWindow(
      String sentence, String mode, String windows, String history, String expected) {
    List<Duration> lengths =
        Arrays.stream(windows.split(" ", -1))
            .map(s -> Duration.ofSeconds(Long.parseLong(s)))
            .toList();
    Increases plain = new Increases(mode.equals("counter"), STEP, lengths);
    Increases settled = new Increases(mode.equals("counter"), STEP, lengths);
    Increases stored = new Increases(mode.equals("counter"), STEP, lengths);
    Map<String, Before> before = new HashMap<>();
    String found = "";
    String foundInSettled = "";
    String foundInStored = "";

    for (String event : history.split(" ", -1)) {
      if (event.equals("clear")) {
        List.of(plain, settled, stored).forEach(Increases::clear);
        before.clear();
      } else if (event.startsWith("at:")) {
        long at = Long.parseLong(event.substring(3)) * 1_000;
        found = text(plain.at(at));
        foundInSettled = text(settled.at(at));
        settled.settle(at + STEP.toMillis());
        stored = copy(stored, new Increases(mode.equals("counter"), STEP, lengths));
        foundInStored = text(stored.at(at));
        stored.settle(at + STEP.toMillis());
        assertThat(stored.isEmpty()).as(sentence).isEqualTo(settled.isEmpty());
      } else {
        take(plain, new HashMap<>(before), event);
        take(settled, new HashMap<>(before), event);
        take(stored, before, event);
      }
    }

    assertThat(found).as(sentence).isEqualTo(expected);
    assertThat(foundInSettled).as("%s; settled", sentence).isEqualTo(expected);
    assertThat(foundInStored).as("%s; as it was stored", sentence).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A difference in the window is to be evaluated              | 10=5 20=8 at:20            | busy
          Until it leaves the window                                 | 10=5 20=8 at:20 at:60      | busy
          When it leaves the window nothing is left                  | 10=5 20=8 at:20 at:70      | empty
          A first sample makes nothing to be evaluated               | 10=5 at:10                 | empty
          Without a sample nothing is known                          | at:10                      | empty
          """)
  void isEmpty_afterAnEvaluation_isAsTheSentenceSays(
      String sentence, String history, String expected) {
    Increases increases = new Increases(true, STEP, List.of(Duration.ofSeconds(60)));
    Map<String, Before> before = new HashMap<>();
    for (String event : history.split(" ", -1)) {
      if (event.startsWith("at:")) {
        long at = Long.parseLong(event.substring(3)) * 1_000;
        increases.at(at);
        increases.settle(at + STEP.toMillis());
      } else {
        take(increases, before, event);
      }
    }

    assertThat(increases.isEmpty()).as(sentence).isEqualTo(expected.equals("empty"));
  }

  @Test
  void farEdge_ofSeveralWindows_isThatOfTheLongest() {
    Increases increases =
        new Increases(true, STEP, List.of(Duration.ofSeconds(60), Duration.ofSeconds(90)));
    assertThat(increases.farEdge(200_000)).isEqualTo(110_000);
  }

  private static void take(Increases increases, Map<String, Before> before, String event) {
    String[] seriesAndSample =
        event.contains(":") ? event.split(":", -1) : new String[] {"a", event};
    String[] sample = seriesAndSample[1].split("=", -1);
    long at = Long.parseLong(sample[0]) * 1_000;
    double value = Double.parseDouble(sample[1]);
    Before last =
        before.getOrDefault(seriesAndSample[0], new Before(WindowState.NOTHING_BEFORE, 0));
    increases.take(at, value, last.at(), last.value());
    before.put(seriesAndSample[0], new Before(at, value));
  }

  private static Increases copy(Increases from, Increases into) {
    StateWriter out = new StateWriter(0);
    from.write(out);
    into.read(new StateReader(out.toBytes()));
    assertThat(into.isEmpty()).isEqualTo(from.isEmpty());
    return into;
  }

  private static String text(List<Increase> increases) {
    return String.join(
        " ",
        increases.stream()
            .map(increase -> "%.0f/%d".formatted(increase.sum(), increase.elapsed() / 1_000))
            .toList());
  }
}
