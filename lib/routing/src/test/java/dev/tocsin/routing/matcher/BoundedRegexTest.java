package dev.tocsin.routing.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundedRegexTest {
  static Stream<String> tooLarge() {
    return Stream.of(
        "((a{1000}){1000}){1000}",
        "(.{100}){101}",
        "(?:[)]a{900}){900}",
        "\\Q[\\E((a{1000}){1000})",
        "a{1000}".repeat(300),
        "a?".repeat(2_001),
        "(a?){1000}b?",
        "(?:a{0,999}b{0,999}c?d?){1,2}",
        "()".repeat(1_001),
        "^".repeat(2_001),
        "\\b".repeat(2_001),
        "x" + "|ay".repeat(2_001));
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void compile_ofALargeProgram_isRefused(String regex) {
    assertThatThrownBy(() -> BoundedRegex.compile(regex))
        .isInstanceOf(MatcherSyntaxException.class)
        .hasMessageStartingWith("a regular expression has more than ");
  }

  @Test
  void compile_ofTooManyNestedGroups_isRefused() {
    assertThatThrownBy(() -> BoundedRegex.compile("(".repeat(1_001)))
        .hasMessage("a regular expression nests groups more than 1000 deep");
  }

  @Test
  void compile_ofTooMuchText_isRefused() {
    assertThatThrownBy(() -> BoundedRegex.compile("a".repeat(65_537)))
        .hasMessage("a regular expression has 65537 characters; at most 65536 are allowed");
  }

  static Stream<String> usual() {
    return Stream.of(
        IntStream.range(0, 1_500)
            .mapToObj("db-%d\\.example\\.com"::formatted)
            .collect(Collectors.joining("|")),
        "([a-z0-9]{1,63}\\.){1,4}[a-z]{2,63}",
        "[0-9]{1,3}(\\.[0-9]{1,3}){3}",
        ".{1000}",
        "[[:alpha:]]+\\x{1F642}?\\pL\\p{Greek}\\Qa{9\\E[]{9}]",
        "a{,3}{b}");
  }

  @ParameterizedTest
  @MethodSource("usual")
  void compile_ofUsualExpressions_isAllowed(String regex) {
    assertThat(BoundedRegex.compile(regex).pattern()).isEqualTo(regex);
  }

  @Test
  void cost_ofRandomExpressions_isNotBelowWhatIsWrittenOut() {
    Random random = new Random(5);
    for (int round = 0; round < 3_000; round++) {
      Expression expression = Expression.random(random, 5);
      RegexCost cost = RegexCost.of(expression.text());

      assertThat(Pattern.compile(expression.text()).pattern()).isEqualTo(expression.text());
      assertThat(cost.size()).as(expression.text()).isGreaterThanOrEqualTo(expression.size());
      assertThat(cost.forks()).as(expression.text()).isGreaterThanOrEqualTo(expression.forks());
    }
  }

  /**
   * An expression with what it needs at least.
   *
   * @param size characters and classes, repetitions written out
   * @param forks alternatives and repetitions, repetitions written out
   */
  private record Expression(String text, long size, long forks) {
    static Expression random(Random random, int depth) {
      if (depth == 0) {
        return new Expression(random.nextBoolean() ? "a" : "[^])({9}]", 1, 0);
      }
      Expression left = random(random, depth - 1);
      Expression right = random(random, depth - 1);
      return switch (random.nextInt(5)) {
        case 0 -> of(left.text + right.text, left, right, 0);
        case 1 -> of(left.text + "|" + right.text, left, right, 1);
        case 2 -> of("(" + left.text + ")*" + right.text, left, right, 1);
        case 3 -> new Expression("(?:" + left.text + "){2,3}", 3 * left.size, 3 * left.forks + 1);
        default -> of("\\Q(\\E\\(" + left.text, left, new Expression("", 2, 0), 0);
      };
    }

    private static Expression of(String text, Expression left, Expression right, int forks) {
      return new Expression(text, left.size + right.size, left.forks + right.forks + forks);
    }
  }
}
