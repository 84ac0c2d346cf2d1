package dev.tocsin.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.Ignored;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0, 0, true",
    "1, 0, 0, 0, 0, 0, false",
    "0, 1, 0, 0, 0, 0, false",
    "0, 0, 1, 0, 0, 0, false",
    "0, 0, 0, 1, 0, 0, false",
    "0, 0, 0, 0, 1, 0, false",
    "0, 0, 0, 0, 0, 1, false",
  })
  void isEmpty_nothingCounted_only(
      long records,
      long samples,
      long misplaced,
      long late,
      long ignored,
      long cameBack,
      boolean isEmpty) {
    Tally tally =
        new Tally(
            records,
            records,
            samples,
            misplaced,
            late,
            ignored == 0 ? Map.of() : Map.of(new RuleId("r"), new Ignored(ignored, 0, 0)),
            byRule(cameBack));
    assertThat(tally.isEmpty()).isEqualTo(isEmpty);
  }

  private static Map<RuleId, Long> byRule(long number) {
    return number == 0 ? Map.of() : Map.of(new RuleId("r"), number);
  }
}
