package dev.tocsin.store.routing;

import dev.tocsin.routing.matcher.MatchOperator;
import dev.tocsin.routing.matcher.Matcher;
import dev.tocsin.routing.matcher.Matchers;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Sets of matchers as JSON, each matcher as its name, operator and value. */
final class MatcherSets {
  private static final Argument<String[][][]> SETS = Argument.of(String[][][].class);

  private final ObjectMapper json;

  MatcherSets(ObjectMapper json) {
    this.json = json;
  }

  String write(List<Matchers> sets) {
    try {
      return json.writeValueAsString(
          SETS, sets.stream().map(MatcherSets::texts).toArray(String[][][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[][] texts(Matchers matchers) {
    return matchers.all().stream()
        .map(matcher -> new String[] {matcher.name(), matcher.operator().symbol(), matcher.value()})
        .toArray(String[][]::new);
  }

  List<Matchers> read(String text) {
    try {
      return Arrays.stream(json.readValue(text, SETS)).map(MatcherSets::matchers).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Matchers matchers(String[][] texts) {
    return new Matchers(
        Arrays.stream(texts)
            .map(matcher -> Matcher.of(matcher[0], operator(matcher[1]), matcher[2]))
            .toList());
  }

  private static MatchOperator operator(String symbol) {
    return Arrays.stream(MatchOperator.values())
        .filter(operator -> operator.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no operator of matchers: " + symbol));
  }
}
