package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewSamplesTest {
  private record Given(int metric, long series, long at, double value, long begun, long arrival) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void read_whatWasWritten_isInTheOrderOfTimeAndThenAsItCame(long seed) {
    Random random = new Random(seed);
    NewSamples unlooked = new NewSamples();
    for (int round = 0; round < 100; round++) {
      List<Given> given = new ArrayList<>();
      StateWriter out = new StateWriter(0);
      int count = random.nextInt(60);
      boolean isOrdered = random.nextBoolean();
      for (int number = 0; number < count; number++) {
        Given sample =
            new Given(
                random.nextInt(3),
                random.nextLong(),
                isOrdered ? number / 2 : random.nextInt(20),
                random.nextDouble(),
                random.nextInt(3) - 1,
                number);
        given.add(sample);
        NewSamples.write(
            out,
            sample.metric(),
            sample.series(),
            sample.at(),
            sample.value(),
            sample.begun(),
            sample.arrival());
      }
      unlooked.read(new StateReader(out.toBytes()));
      given.sort(Comparator.comparingLong(Given::at));
      assertThat(all(unlooked, 0)).isEqualTo(given);

      int first = random.nextInt(count + 1);
      StateWriter rest = new StateWriter(0);
      unlooked.writeFrom(first, rest);
      unlooked.read(new StateReader(rest.toBytes()));
      assertThat(all(unlooked, 0)).isEqualTo(given.subList(first, count));
    }
    unlooked.clear();
    assertThat(unlooked.size()).isZero();
  }

  private static List<Given> all(NewSamples unlooked, int first) {
    List<Given> all = new ArrayList<>();
    for (int place = first; place < unlooked.size(); place++) {
      all.add(
          new Given(
              unlooked.metric(place),
              unlooked.series(place),
              unlooked.time(place),
              unlooked.value(place),
              unlooked.begun(place),
              unlooked.arrival(place)));
    }
    return all;
  }
}
