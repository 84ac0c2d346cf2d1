package dev.tocsin.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.promql.PromqlParser;
import dev.tocsin.promql.PromqlSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /**
   * Expressions, each followed by what it says: {@code =} the same, {@code ~} something that
   * differs, with a line for each difference, {@code !} nothing, and why.
   */
  static List<Arguments> expressions() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    String expr = "";
    StringBuilder said = new StringBuilder();
    for (String line : (table() + "\nend").lines().toList()) {
      if (line.startsWith("  ")) {
        said.append(line.strip()).append('\n');
      } else if (!line.isBlank() && !line.startsWith("#")) {
        if (!expr.isEmpty()) {
          rows.add(Arguments.of(expr, said.toString().strip()));
        }
        expr = line;
        said.setLength(0);
      }
    }
    return rows;
  }

  private static String table() throws IOException {
    try (InputStream input = TranslationTest.class.getResourceAsStream("expressions.txt")) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void of_expression_isThisOrRefused(String expr, String expected) {
    assertThat(said(expr)).isEqualTo(expected);
  }

  @Test
  void expressions_areMany() throws IOException {
    assertThat(expressions()).hasSizeGreaterThan(100);
  }

  private static String said(String expr) {
    try {
      TranslatedRule said = Translation.of(PromqlParser.parse(expr), INTERVAL);
      StringBuilder text = new StringBuilder(said.differences().isEmpty() ? "= " : "~ ");
      text.append(said.fields());
      said.silence().ifPresent(silence -> text.append(" silence ").append(silence));
      said.differences().forEach(difference -> text.append("\n- ").append(difference));
      said.otherValue().ifPresent(other -> text.append("\n- {{value}} ").append(other));
      return text.toString();
    } catch (Untranslatable e) {
      return "! " + e.reason();
    } catch (PromqlSyntaxException e) {
      return "! no PromQL: " + e.getMessage();
    }
  }
}
