package dev.tocsin.routing.route;

import static dev.tocsin.routing.route.RouteSpecs.groupedBy;
import static dev.tocsin.routing.route.RouteSpecs.named;
import static dev.tocsin.routing.route.RouteSpecs.node;
import static dev.tocsin.routing.route.RouteSpecs.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  private static final Route TREE =
      RouteTree.build(
          root(
              named("audit", "audit=yes", true),
              named(
                  "db",
                  "team=db",
                  false,
                  named("db-page", "severity=critical", true),
                  named("db-chat", "severity=~\"critical|warning\"", false)),
              named("late", "team=~\".+\"", true, named("never", "team=none", false)),
              named("last", "team=web", false)));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          No child matches, so the root takes it                  ; a=b                        ; root
          The first matching child takes it                       ; team=db                    ; db
          A child of a child takes it                             ; team=db severity=warning   ; db-chat
          A child that continues leaves it to its siblings too    ; team=db severity=critical  ; db-page db-chat
          A child that does not continue ends the search          ; team=db severity=info      ; db
          A child that continues takes it though no sibling does  ; audit=yes                  ; audit
          Continuing works on every level                         ; audit=yes team=db          ; audit db
          A node takes what its children do not                   ; team=web                   ; late last
          Nodes that continue may be the only ones                ; team=none                  ; never
          """)
  void match_takesAnAlertAsTheSentenceSays(String sentence, String alert, String receivers) {
    assertThat(TREE.match(labels(alert)))
        .as(sentence)
        .extracting(Route::receiver)
        .containsExactly(receivers.split(" "));
  }

  @Test
  void match_rootWithMatchersThatDoNotMatch_isEmpty() {
    assertThat(RouteTree.build(named("root", "a=b", false)).match(Labels.EMPTY)).isEmpty();
  }

  @Test
  void match_ofRandomTrees_agreesWithTheList() {
    Random random = new Random(19);
    for (int round = 0; round < 400; round++) {
      Route tree = RouteTree.build(root(children(random, 3)));
      for (int alert = 0; alert < 20; alert++) {
        Labels labels = alert(random);

        assertThat(tree.match(labels)).isEqualTo(taking(tree, labels));
      }
    }
  }

  /**
   * The nodes that take an alert, in other words: all nodes are listed in the order of the tree
   * with their chains; a node is reached when every node of its chain matches and no earlier
   * sibling of one matches without continuing; of the nodes that are reached those take it below
   * which none is.
   */
  private static List<Route> taking(Route root, Labels alert) {
    List<List<Route>> chains = new ArrayList<>();
    addChains(List.of(root), chains);
    List<List<Route>> reached = chains.stream().filter(chain -> isReached(chain, alert)).toList();
    return reached.stream()
        .filter(chain -> reached.stream().noneMatch(other -> isBelow(other, chain)))
        .map(List::getLast)
        .toList();
  }

  private static void addChains(List<Route> chain, List<List<Route>> chains) {
    chains.add(chain);
    for (Route child : chain.getLast().children()) {
      List<Route> longer = new ArrayList<>(chain);
      longer.add(child);
      addChains(longer, chains);
    }
  }

  private static boolean isReached(List<Route> chain, Labels alert) {
    for (int at = 0; at < chain.size(); at++) {
      if (!chain.get(at).matchers().match(alert)) {
        return false;
      }
      List<Route> siblings = at == 0 ? List.of() : chain.get(at - 1).children();
      int place = siblings.indexOf(chain.get(at));
      if (siblings.stream()
          .limit(Math.max(0, place))
          .anyMatch(earlier -> takesAlone(earlier, alert))) {
        return false;
      }
    }
    return true;
  }

  private static boolean takesAlone(Route route, Labels alert) {
    return route.matchers().match(alert) && !route.continues();
  }

  private static boolean isBelow(List<Route> chain, List<Route> above) {
    return chain.size() > above.size()
        && chain.subList(0, above.size()).stream()
            .map(Route::id)
            .toList()
            .equals(above.stream().map(Route::id).toList());
  }

  private static RouteSpec[] children(Random random, int depth) {
    RouteSpec[] children = new RouteSpec[depth == 0 ? 0 : random.nextInt(4)];
    for (int at = 0; at < children.length; at++) {
      String matchers =
          List.of("a=x", "a!=x", "b=y", "b=~\"x|y\"", "c=\"\"").get(random.nextInt(5));
      children[at] =
          named(
              "r" + random.nextInt(100),
              matchers,
              random.nextBoolean(),
              children(random, depth - 1));
    }
    return children;
  }

  private static Labels alert(Random random) {
    Map<String, String> labels = new TreeMap<>();
    for (String name : List.of("a", "b", "c")) {
      labels.put(name, List.of("", "x", "y").get(random.nextInt(3)));
    }
    return Labels.of(labels);
  }

  @Test
  void groupLabels_areThoseThatTheAlertHas() {
    Route route = RouteTree.build(groupedBy(root(), false, "alertname", "zone"));

    assertThat(route.groupLabels(Labels.of("alertname", "x", "b", "y")))
        .isEqualTo(Labels.of("alertname", "x"));
  }

  @Test
  void groupLabels_ofNoGrouping_areNone() {
    assertThat(RouteTree.build(root()).groupLabels(Labels.of("a", "x"))).isEqualTo(Labels.EMPTY);
  }

  @Test
  void groupLabels_byAll_areTheAlerts() {
    Labels alert = Labels.of("a", "x", "b", "y");

    assertThat(RouteTree.build(groupedBy(root(), true)).groupLabels(alert)).isEqualTo(alert);
  }

  @Test
  void groupKey_isTheChainAndTheLabels() {
    Route route = RouteTree.build(root(node("foo=bar,baz=~\"a\\\\d\""))).children().getFirst();

    assertThat(route.groupKey(Labels.of("alertname", "x\n\"", "a b", "ü")))
        .isEqualTo("{}/{baz=~\"a\\\\d\",foo=\"bar\"}:{a b=\"ü\", alertname=\"x\\n\\\"\"}");
    assertThat(route.groupKey(Labels.EMPTY)).endsWith(":{}");
  }

  private static Labels labels(String text) {
    return Labels.of(text.split("[ =]"));
  }
}
