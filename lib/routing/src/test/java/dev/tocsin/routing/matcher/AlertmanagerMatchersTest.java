package dev.tocsin.routing.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Alertmanager 0.28.1 makes of 500 random texts: {@code matchers.tsv} has a text, how the
 * UTF-8 parser (matcher/parse.Matchers) and the classic one (pkg/labels.ParseMatchers) read it, or
 * a hyphen where one refuses it, each as strconv.QuoteToASCII writes it.
 */
class AlertmanagerMatchersTest {
  private static final String REFUSED = "-";

  record Row(String text, String utf8, String classic) {}

  static Stream<Row> rows() {
    try (InputStream table =
        Objects.requireNonNull(
            AlertmanagerMatchersTest.class.getResourceAsStream("matchers.tsv"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split("\t", -1))
              .map(columns -> new Row(read(columns[0]), read(columns[1]), read(columns[2])))
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String column) {
    return GoString.unquote(column);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void utf8_readsAsAlertmanager(Row row) {
    assertThat(parsed(row.text(), Utf8MatcherParser::matchers)).isEqualTo(row.utf8());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void classic_readsAsAlertmanager(Row row) {
    assertThat(parsed(row.text(), ClassicMatcherParser::matchers)).isEqualTo(row.classic());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void fallback_prefersTheClassicMeaningAndWarnsWhereUtf8Differs(Row row) {
    List<String> warnings = new ArrayList<>();
    MatcherParser parser = new MatcherParser(MatcherSyntax.UTF8_THEN_CLASSIC, warnings::add);

    String meaning = parsed(row.text(), parser::matchers);

    boolean onlyUtf8 = row.classic().equals(REFUSED);
    assertThat(meaning).isEqualTo(onlyUtf8 ? row.utf8() : row.classic());
    assertThat(warnings).hasSize(onlyUtf8 || row.utf8().equals(row.classic()) ? 0 : 1);
  }

  private static String parsed(String text, Function<String, Matchers> parser) {
    try {
      return parser.apply(text).toString();
    } catch (MatcherSyntaxException e) {
      return REFUSED;
    }
  }
}
