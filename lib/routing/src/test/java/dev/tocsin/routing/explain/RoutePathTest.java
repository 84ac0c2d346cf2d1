package dev.tocsin.routing.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.route.RouteSpec;
import dev.tocsin.routing.route.RouteTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths are written {@code receiver>receiver -receiver cut off}, several after each other. */
class RoutePathTest {
  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});
  private static final List<String> MATCHERS =
      List.of("{}", "a=1", "a=2", "b=1", "b!=1", "a=1,b=1", "a=~\"1|2\"");

  private static final Route TREE =
      Configurations.read(
              """
              route:
                receiver: root
                routes:
                - matchers: [team="db"]
                  receiver: db
                  routes:
                  - matchers: [severity="critical"]
                    receiver: db-page
                  - matchers: [severity=~"critical|high"]
                    receiver: db-chat
                - matchers: [severity="critical"]
                  receiver: audit
                  continue: true
                - matchers: [severity="critical"]
                  receiver: duty
                - matchers: [severity!="low"]
                  receiver: rest
              receivers: [{name: root}, {name: db}, {name: db-page}, {name: db-chat}, {name: audit},
                {name: duty}, {name: rest}]
              """)
          .root();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no child matches: the root takes it               | web | low      | root
          a child matches: it cuts later siblings off       | db  | medium   | root>db -rest
          a grandchild matches: siblings of both levels     | db  | critical | root>db>db-page -audit -duty -rest -db-chat
          a child that continues cuts nothing off           | web | critical | root>audit root>duty -rest
          the last one cuts nothing off                     | web | high     | root>rest
          """)
  void of_alert_isTheWayAndWhatItCutsOff(
      String why, String team, String severity, String expected) {
    assertThat(text(RoutePath.of(TREE, Labels.of("team", team, "severity", severity))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void of_randomTree_leadsToTheNodesThatTakeTheAlert(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Route root = RouteTree.build(spec(random, "{}", 3));
      Labels alert = Labels.of("a", "" + random.nextInt(3), "b", "" + random.nextInt(3));

      List<RoutePath> paths = RoutePath.of(root, alert);

      assertThat(paths.stream().map(RoutePath::route)).isEqualTo(root.match(alert));
      assertThat(paths)
          .allSatisfy(path -> {
            assertThat(path.nodes().getFirst()).isEqualTo(root);
            assertThat(path.nodes()).allMatch(node -> node.matchers().match(alert));
            assertThat(path.cutOff()).allMatch(node -> node.matchers().match(alert));
            assertThat(path.cutOff()).doesNotContainAnyElementsOf(path.nodes());
          });
    }
  }

  @Test
  void of_rootThatDoesNotMatch_isNone() {
    Route node = TREE.children().getFirst();

    assertThat(RoutePath.of(node, Labels.of("team", "web"))).isEmpty();
  }

  private static RouteSpec spec(Random random, String matchers, int depth) {
    List<RouteSpec> children = new ArrayList<>();
    for (int child = depth == 0 ? 0 : random.nextInt(4); child > 0; child--) {
      children.add(spec(random, MATCHERS.get(random.nextInt(MATCHERS.size())), depth - 1));
    }
    return new RouteSpec(
        PARSER.matchers(matchers),
        random.nextInt(3) == 0,
        Optional.of("r" + random.nextInt()),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of(),
        children);
  }

  private static String text(List<RoutePath> paths) {
    return paths.stream()
        .map(path ->
            path.nodes().stream().map(Route::receiver).collect(Collectors.joining(">"))
                + path.cutOff().stream()
                    .map(node -> " -" + node.receiver())
                    .collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }
}
