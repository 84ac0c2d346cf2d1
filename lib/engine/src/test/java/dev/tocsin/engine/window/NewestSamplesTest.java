package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.rule.WindowState;
import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestSamplesTest {
  private record Newest(long at, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void put_seriesInAnyOrder_areKnownUntilTheyAreDropped(long seed) {
    Random random = new Random(seed);
    boolean hasValues = seed % 2 == 0;
    NewestSamples newest = new NewestSamples(hasValues);
    Map<Long, Newest> map = new TreeMap<>();
    for (long round = 0; round < 1_000; round++) {
      long id = random.nextLong(-50, 50);
      long at = round + random.nextInt(20);
      newest.put(newest.find(id), id, at, (double) round);
      map.put(id, new Newest(at, (double) round));
      if (random.nextInt(20) == 0) {
        long before = round - 30;
        newest.dropBefore(before);
        map.values().removeIf(sample -> sample.at() < before);
      }
      if (random.nextInt(20) == 0) {
        newest = copy(newest, hasValues);
      }
      long any = random.nextLong(-50, 50);
      int found = newest.find(any);
      Newest expected = map.get(any);
      assertThat(newest.time(found))
          .isEqualTo(expected == null ? WindowState.NOTHING_BEFORE : expected.at());
      assertThat((Double) newest.value(found))
          .isEqualTo(
              expected == null || !hasValues ? (Double) Double.NaN : (Double) expected.value());
      long time = round - random.nextInt(40);
      assertThat(newest.countAfter(time))
          .isEqualTo((int) map.values().stream().filter(sample -> sample.at() > time).count());
      assertThat(newest.isEmpty()).isEqualTo(map.isEmpty());
    }
    newest.clear();
    assertThat(newest.isEmpty()).isTrue();
    assertThat(newest.find(0)).isNegative();
  }

  private static NewestSamples copy(NewestSamples newest, boolean hasValues) {
    StateWriter out = new StateWriter(0);
    newest.write(out);
    NewestSamples copy = new NewestSamples(hasValues);
    copy.put(copy.find(77), 77, 1, 1);
    copy.read(new StateReader(out.toBytes()));
    return copy;
  }
}
