package dev.tocsin.routing.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.route.RouteSpec;
import dev.tocsin.routing.route.RouteTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Moves} on random trees against an oracle that writes down where an alert goes. */
class MovesOracleTest {
  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});
  private static final List<String> MATCHERS =
      List.of("{}", "a=0", "a=1", "b!=1", "a=1,b=1", "a=~\"1|2\"");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void between_randomTrees_isWhatTheOracleSays(long seed) {
    Random random = new Random(seed);
    int moved = 0;
    for (int round = 0; round < 200; round++) {
      RouteSpec spec = spec(random, "{}", 2);
      Route present = RouteTree.build(spec);
      Route next =
          RouteTree.build(random.nextBoolean() ? changed(spec, random) : spec(random, "{}", 2));
      List<Alert> alerts = IntStream.range(0, 9).mapToObj(MovesOracleTest::alert).toList();

      Moves moves = Moves.between(present, next, alerts);

      List<String> expected =
          alerts.stream()
              .map(alert -> alert.labels() + " " + differences(present, next, alert.labels()))
              .filter(line -> !line.endsWith("[]"))
              .toList();
      assertThat(moves.moves().stream().map(move -> move.alert().labels() + " " + sorted(move)))
          .containsExactlyElementsOf(expected);
      moved += expected.size();
    }
    assertThat(moved).isBetween(100, 1700);
  }

  private static Set<Difference> sorted(Move move) {
    Set<Difference> sorted = EnumSet.noneOf(Difference.class);
    sorted.addAll(move.differences());
    return sorted;
  }

  /** Of each pair of sentences about a group. */
  private static Set<Difference> differences(Route present, Route next, Labels alert) {
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    List<Route> from = taking(present, alert);
    List<Route> to = taking(next, alert);
    Set<String> groups = new HashSet<>();
    from.forEach(route -> groups.add(group(route, alert)));
    Set<String> groupsThen = new HashSet<>();
    to.forEach(route -> groupsThen.add(group(route, alert)));
    if (!groups.equals(groupsThen)) {
      differences.add(Difference.GROUPS);
    }
    Set<String> names = new HashSet<>();
    from.forEach(route -> names.add(route.receiver()));
    Set<String> namesThen = new HashSet<>();
    to.forEach(route -> namesThen.add(route.receiver()));
    if (!names.equals(namesThen)) {
      differences.add(Difference.RECEIVERS);
    }
    for (Route before : from) {
      for (Route after : to) {
        if (group(before, alert).equals(group(after, alert))) {
          if (!before.receiver().equals(after.receiver())) {
            differences.add(Difference.RECEIVERS);
          }
          if (!timers(before).equals(timers(after))) {
            differences.add(Difference.TIMERS);
          }
        }
      }
    }
    return differences;
  }

  /** Reference: prometheus.io, "Routing-related settings": a node takes what no child takes. */
  private static List<Route> taking(Route node, Labels alert) {
    if (!node.matchers().match(alert)) {
      return List.of();
    }
    List<Route> taking = new ArrayList<>();
    boolean isOver = false;
    for (Route child : node.children()) {
      List<Route> ofChild = isOver ? List.of() : taking(child, alert);
      taking.addAll(ofChild);
      isOver = isOver || (!ofChild.isEmpty() && !child.continues());
    }
    return taking.isEmpty() ? List.of(node) : taking;
  }

  private static String group(Route route, Labels alert) {
    List<String> labels = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      if (route.groupsByAll() || route.groupBy().contains(name)) {
        labels.add(name + "=" + alert.get(name));
      }
    }
    return route.id() + labels;
  }

  private static String timers(Route route) {
    return route.groupWait() + " " + route.groupInterval() + " " + route.repeatInterval();
  }

  private static Alert alert(int number) {
    Labels labels = Labels.of("a", "" + number / 3, "b", "" + number % 3);
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of(),
        AT,
        Optional.empty(),
        AT,
        false,
        "",
        AlertSource.API);
  }

  private static RouteSpec spec(Random random, String matchers, int depth) {
    List<RouteSpec> children = new ArrayList<>();
    for (int child = depth == 0 ? 0 : random.nextInt(4); child > 0; child--) {
      children.add(spec(random, MATCHERS.get(random.nextInt(MATCHERS.size())), depth - 1));
    }
    return with(PARSER.matchers(matchers).toString(), random, children);
  }

  /** The same tree, in which one node in three has other settings. */
  private static RouteSpec changed(RouteSpec spec, Random random) {
    List<RouteSpec> children =
        spec.children().stream().map(child -> changed(child, random)).toList();
    return random.nextInt(3) == 0
        ? with(spec.matchers().toString(), random, children)
        : new RouteSpec(
            spec.matchers(),
            spec.continues(),
            spec.receiver(),
            spec.groupBy(),
            spec.groupsByAll(),
            spec.groupWait(),
            spec.groupInterval(),
            spec.repeatInterval(),
            List.of(),
            List.of(),
            Map.of(),
            children);
  }

  private static RouteSpec with(String matchers, Random random, List<RouteSpec> children) {
    boolean all = random.nextInt(4) == 0;
    return new RouteSpec(
        PARSER.matchers(matchers),
        random.nextInt(3) == 0,
        Optional.of("r" + random.nextInt(3)),
        all ? List.of() : List.of("a", "b").subList(0, random.nextInt(3)),
        all,
        Optional.of(Duration.ofSeconds(random.nextInt(2))),
        Optional.empty(),
        Optional.of(Duration.ofHours(1 + random.nextInt(2))),
        List.of(),
        List.of(),
        Map.of(),
        children);
  }
}
