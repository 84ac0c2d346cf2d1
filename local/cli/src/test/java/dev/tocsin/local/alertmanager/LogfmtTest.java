package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogfmtTest {
  @Test
  void line_hasItsPairsInOrder() {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("msg", "Listening on");
    pairs.put("address", "127.0.0.1:9093");
    assertThat(Logfmt.line(pairs)).isEqualTo("msg=\"Listening on\" address=127.0.0.1:9093");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "plain|plain",
        "[::1]:9093|[::1]:9093",
        "grün|grün",
        "``|\"\"",
        "a b|\"a b\"",
        "a=b|\"a=b\"",
        "say \"x\"|\"say \\\"x\\\"\"",
        "a\\b|\"a\\\\b\"",
        "`a\nb`|\"a\\nb\"",
        "`a\tb`|\"a\\tb\"",
        "\u001b[31m|\"\\u001b[31m\"",
        "a\u202eb|\"a\\u202eb\"",
      })
  void line_aValue_isQuotedWhereItsEndCouldNotBeSeen(String value, String written) {
    assertThat(Logfmt.line(Map.of("k", value))).isEqualTo("k=" + written);
  }
}
