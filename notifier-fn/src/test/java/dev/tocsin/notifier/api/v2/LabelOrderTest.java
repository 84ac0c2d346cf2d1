package dev.tocsin.notifier.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelOrderTest {
  @Test
  void compare_fewerLabels_comeFirst() {
    assertBefore(Labels.of(Map.of("z", "9")), Labels.of(Map.of("a", "1", "b", "1")));
  }

  @Test
  void compare_equalNames_areOrderedByTheirValues() {
    assertBefore(Labels.of(Map.of("a", "1")), Labels.of(Map.of("a", "2")));
  }

  @Test
  void compare_aNameThatOneLacks_putsThatOneFirst() {
    assertBefore(Labels.of(Map.of("b", "1")), Labels.of(Map.of("a", "2")));
  }

  @Test
  void compare_equalSets_isZero() {
    assertThat(
            LabelOrder.INSTANCE.compare(Labels.of(Map.of("a", "1")), Labels.of(Map.of("a", "1"))))
        .isZero();
  }

  private static void assertBefore(Labels first, Labels second) {
    assertThat(LabelOrder.INSTANCE.compare(first, second)).isNegative();
    assertThat(LabelOrder.INSTANCE.compare(second, first)).isPositive();
  }
}
