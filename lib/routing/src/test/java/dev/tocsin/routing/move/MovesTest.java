package dev.tocsin.routing.move;

import static dev.tocsin.routing.move.Difference.GROUPS;
import static dev.tocsin.routing.move.Difference.RECEIVERS;
import static dev.tocsin.routing.move.Difference.TIMERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.reader.RoutingFile;
import dev.tocsin.routing.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovesTest {
  private static final String ROUTES =
      """
      {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db}]}\
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          the same tree moves nothing                | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db}]} |
          another receiver of the route              | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: web}]} | RECEIVERS
          another route for another receiver         | {receiver: ops, group_by: [alertname], routes: [{matchers: [team=~"db"], receiver: web}]} | RECEIVERS GROUPS
          another route for the same receiver        | {receiver: ops, group_by: [alertname], routes: [{matchers: [team=~"db"], receiver: db}]} | GROUPS
          other labels that it is grouped by         | {receiver: ops, group_by: [team], routes: [{matchers: [team="db"], receiver: db}]} | GROUPS
          labels that it lacks are no group's        | {receiver: ops, group_by: [alertname, zone], routes: [{matchers: [team="db"], receiver: db}]} |
          another group_wait                         | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db, group_wait: 1s}]} | TIMERS
          another group_interval                     | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db, group_interval: 1m}]} | TIMERS
          another repeat_interval, inherited         | {receiver: ops, group_by: [alertname], repeat_interval: 1h, routes: [{matchers: [team="db"], receiver: db}]} | TIMERS
          its receiver and a timer                   | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: web, group_wait: 1s}]} | RECEIVERS TIMERS
          a route beside its own                     | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db, continue: true}, {receiver: web}]} | RECEIVERS GROUPS
          a route beside its own, the same receiver  | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="db"], receiver: db, continue: true}, {receiver: db}]} | GROUPS
          a route that it does not take              | {receiver: ops, group_by: [alertname], routes: [{matchers: [team="web"], receiver: web}, {matchers: [team="db"], receiver: db}]} |
          """)
  void between_anAlertOfTeamDb_hasTheseDifferences(String why, String routes, String differences) {
    Set<Difference> expected =
        Stream.of(Optional.ofNullable(differences).orElse("").split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(Difference::valueOf)
            .collect(Collectors.toSet());

    Moves moves = Moves.between(root(ROUTES), root(routes), List.of(alert("High", "db")));

    assertThat(moves.moves().stream().flatMap(move -> move.differences().stream()))
        .as(why)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void between_twoRoutesExchangeReceivers_isAnotherReceiverOfEachGroup() {
    Moves moves =
        Moves.between(
            root("{receiver: ops, routes: [{receiver: db, continue: true}, {receiver: web}]}"),
            root("{receiver: ops, routes: [{receiver: web, continue: true}, {receiver: db}]}"),
            List.of(alert("High", "db")));

    assertThat(moves.moves())
        .singleElement()
        .extracting(Move::differences)
        .isEqualTo(Set.of(RECEIVERS));
  }

  @Test
  void between_severalAlerts_areThoseThatMoveInTheirOrderWithWhereFromAndTo() {
    Alert first = alert("High", "db");
    Alert second = alert("High", "web");
    Alert third = alert("Low", "db");

    Moves moves =
        Moves.between(
            root(ROUTES),
            root("{receiver: ops, group_by: [alertname]}"),
            List.of(first, second, third));

    assertThat(moves.looked()).isEqualTo(3);
    assertThat(moves.moves()).extracting(Move::alert).containsExactly(first, third);
    Move move = moves.moves().getFirst();
    assertThat(move.from()).extracting(place -> place.route().receiver()).containsExactly("db");
    assertThat(move.to()).extracting(place -> place.route().receiver()).containsExactly("ops");
    assertThat(move.to().getFirst().group().labels()).isEqualTo(Labels.of("alertname", "High"));
    assertThat(moves.counts()).isEqualTo(Map.of(RECEIVERS, 2, GROUPS, 2, TIMERS, 0));
  }

  private static Alert alert(String name, String team) {
    Labels labels = Labels.of("alertname", name, "team", team);
    Instant at = Instant.parse("2026-11-21T10:00:00Z");
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of(),
        at,
        Optional.empty(),
        at,
        false,
        "",
        AlertSource.API);
  }

  private static Route root(String routes) {
    Problems problems = new Problems();
    String yaml =
        "route: %s\nreceivers: [{name: ops}, {name: db}, {name: web}]\n".formatted(routes);
    return RoutingFile.read(
            new SourceFile("alertmanager.yml", yaml), ReadingOptions.LOCAL_FILE, problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.toString()))
        .root();
  }
}
