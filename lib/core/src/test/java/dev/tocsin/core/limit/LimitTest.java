package dev.tocsin.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {
  private static final Path OPERATIONS = Path.of("../../docs/operations.md");

  @Test
  void operations_rowsOfLimits_areTheLimits() throws IOException {
    Stream<String> rows =
        Stream.of(Limit.values())
            .map(limit ->
                "| `%s` | %s | %s |"
                    .formatted(limit.code(), limit.shown(limit.defaultValue()), limit.meaning()));
    assertThat(Files.readString(OPERATIONS))
        .as("docs/operations.md, Limits: one row for each limit, in the order of the enum")
        .contains(String.join("\n", rows.toList()) + "\n\n");
  }

  @ParameterizedTest
  @EnumSource
  void of_nothingSet_isTheDefaultWithinItsRange(Limit limit) {
    assertThat(Limits.DEFAULT.of(limit)).isEqualTo(limit.defaultValue());
    assertThat(limit.defaultValue()).isBetween(limit.least(), limit.most());
  }

  @ParameterizedTest
  @EnumSource
  void limits_outOfRange_areRefused(Limit limit) {
    assertThatThrownBy(() -> new Limits(Map.of(limit, limit.most() + 1)))
        .hasMessageContaining(limit.code());
    assertThatThrownBy(() -> new Limits(Map.of(limit, limit.least() - 1)))
        .hasMessageContaining(limit.code());
    assertThat(new Limits(Map.of(limit, limit.least())).of(limit)).isEqualTo(limit.least());
  }
}
