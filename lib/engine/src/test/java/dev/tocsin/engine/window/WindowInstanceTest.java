package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.state.StateReader;
import dev.tocsin.engine.state.StateWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowInstanceTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void seen_seriesInAnyOrder_areKnownUntilTheyAreDropped(long seed) {
    Random random = new Random(seed);
    WindowInstance key = new WindowInstance(7, true);
    Map<Long, Long> map = new HashMap<>();
    long start = random.nextLong(1L << 40);
    for (long round = start; round < start + 1_000; round++) {
      long id = random.nextLong(-50, 50);
      long at = round + random.nextInt(20);
      key.seen(id, at);
      map.merge(id, at, Math::max);
      if (random.nextInt(20) == 0) {
        long farEdge = round - 30;
        key.dropSeries(farEdge);
        map.values().removeIf(newest -> newest <= farEdge);
      }
      if (random.nextInt(20) == 0) {
        key = copy(key);
      }
      long any = random.nextLong(-50, 50);
      assertThat(key.hasSeries(any)).isEqualTo(map.containsKey(any));
      assertThat(key.seriesCount()).isEqualTo(map.size());
      assertThat(key.isIdle()).isEqualTo(map.isEmpty());
    }
  }

  private static WindowInstance copy(WindowInstance key) {
    StateWriter out = new StateWriter(0);
    key.write(out);
    WindowInstance copy = new WindowInstance(key.name, true);
    copy.read(new StateReader(out.toBytes()));
    return copy;
  }
}
