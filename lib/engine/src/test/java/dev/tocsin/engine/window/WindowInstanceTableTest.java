package dev.tocsin.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowInstanceTableTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void find_addedAndRemovedInAnyOrder_isWhatAMapSays(long seed) {
    Random random = new Random(seed);
    WindowInstanceTable table = new WindowInstanceTable();
    Map<Long, WindowInstance> map = new HashMap<>();
    for (int round = 0; round < 2_000; round++) {
      long name = 64L * random.nextInt(400) + 5;
      if (table.find(name) == null) {
        WindowInstance key = new WindowInstance(name, true);
        table.add(key);
        map.put(name, key);
      }
      if (random.nextInt(50) == 0) {
        long gone = random.nextInt(4);
        table.removeIf(key -> key.name / 64 % 4 == gone);
        map.values().removeIf(key -> key.name / 64 % 4 == gone);
      }
      assertThat(table.find(name)).isSameAs(map.get(name));
    }

    List<WindowInstance> all = new ArrayList<>();
    table.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(map.values());
  }
}
