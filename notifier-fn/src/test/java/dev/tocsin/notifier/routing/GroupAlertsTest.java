package dev.tocsin.notifier.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertIntake;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.inhibition.InhibitionSources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link GroupAlerts}, and {@link RegroupAlerts} when another configuration is activated. */
class GroupAlertsTest {
  private static final String YAML =
      """
      route:
        receiver: all
        group_by: [team]
        group_wait: 30s
        routes: [{receiver: audit, matchers: [severity="critical"], continue: true}]
      receivers: [{name: all}, {name: audit}]
      inhibit_rules:
      - {source_matchers: [severity="critical"], target_matchers: [severity="info"], equal: [team]}
      """;

  private static final String ONE_ROUTE =
      "route: {receiver: all, group_by: [team], group_wait: 1m}\nreceivers: [{name: all}]\n";

  private final TestContext context = new TestContext();
  private final Groups groups = context.get(Groups.class);
  private final Instant start = context.clock.instant();

  @BeforeEach
  void configure() {
    long unused = context.configure(YAML);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private Alert join(String name, String team, String severity, Instant startsAt) {
    Alert alert =
        AlertIntake.ofRules(
            new PostedAlert(
                Map.of("alertname", name, "team", team, "severity", severity),
                Map.of(),
                Optional.of(startsAt),
                Optional.empty(),
                ""),
            context.clock.instant());
    context.get(RoutedAlerts.class).save(List.of(alert), List.of());
    context
        .get(GroupAlerts.class)
        .run(
            List.of(alert),
            List.of(),
            context.get(ActiveRouting.class).now(),
            context.clock.instant());
    return alert;
  }

  private List<Group> due(int seconds) {
    return groups.claimDue(99, start.plusSeconds(seconds));
  }

  private Set<UUID> wanted(Alert alert) {
    Set<UUID> ids = new HashSet<>();
    context
        .get(ActiveRouting.class)
        .now()
        .routesOf(alert.labels())
        .forEach(route -> ids.add(GroupRef.of(route, alert.labels()).id()));
    return ids;
  }

  private Set<UUID> actual(Alert alert) {
    Set<UUID> ids = new HashSet<>();
    groups
        .of(List.of(alert.fingerprint()))
        .values()
        .forEach(refs -> refs.forEach(ref -> ids.add(ref.id())));
    return ids;
  }

  @Test
  void run_newAlert_joinsTheGroupsOfItsRoutesWithTheirWait() {
    Alert critical = join("a", "x", "critical", start);
    Alert info = join("b", "x", "info", start);

    assertThat(actual(critical)).hasSize(1).isEqualTo(wanted(critical));
    assertThat(actual(info)).hasSize(1).isEqualTo(wanted(info)).isNotEqualTo(actual(critical));
    assertThat(due(29)).isEmpty();
    assertThat(due(30)).hasSize(2);
  }

  @Test
  void run_alertsOfOneTeam_shareAGroup() {
    join("a", "x", "info", start);
    join("b", "x", "info", start);
    join("c", "y", "info", start);

    assertThat(due(30)).extracting(group -> group.members().size()).containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void run_alertThatHasWaitedElsewhere_isDueAtOnce() {
    join("a", "x", "info", start.minusSeconds(31));

    assertThat(due(0)).hasSize(1);
  }

  @Test
  void run_sourceOfInhibition_isFoundByItsTargets() {
    Alert source = join("a", "x", "critical", start);

    assertThat(inhibiting("x")).containsExactly(source);
    assertThat(inhibiting("y")).isEmpty();
  }

  private List<Alert> inhibiting(String team) {
    Routing routing = context.get(ActiveRouting.class).now();
    return context
        .get(InhibitionSources.class)
        .find(routing.inhibition().targetKeys(Labels.of("severity", "info", "team", team)), start)
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void activate_routeStays_groupKeepsItsTimer() {
    join("a", "x", "info", start);
    context.clock.advance(Duration.ofSeconds(10));
    long unused = context.configure(ONE_ROUTE);

    assertThat(due(29)).isEmpty();
    assertThat(due(30)).hasSize(1);
  }

  @Test
  void activate_timersRestarted_groupWaitsAnew() {
    join("a", "x", "info", start);
    context.clock.advance(Duration.ofSeconds(10));
    long unused = context.configure(ONE_ROUTE, Timers.RESTARTED);

    assertThat(due(69)).isEmpty();
    assertThat(due(70)).hasSize(1);
  }

  @Test
  void activate_routeIsRemoved_itsAlertsMoveToTheOther() {
    Alert alert = join("a", "x", "critical", start);
    Set<UUID> before = actual(alert);
    long unused = context.configure(ONE_ROUTE);

    assertThat(actual(alert)).hasSize(1).isEqualTo(wanted(alert)).isNotEqualTo(before);
    assertThat(due(99)).hasSize(1);
  }

  @Test
  void activate_routeIsAdded_itsAlertsLeaveTheOther() {
    long first = context.configure(ONE_ROUTE);
    Alert moving = join("a", "x", "critical", start);
    Alert staying = join("b", "x", "info", start);
    long second = context.configure(YAML);

    assertThat(second).isGreaterThan(first);
    assertThat(actual(moving)).hasSize(1).isEqualTo(wanted(moving));
    assertThat(actual(staying)).hasSize(1).isEqualTo(wanted(staying));
  }

  @Test
  void activate_otherInhibitRules_sourcesAreFoundByThese() {
    Alert source = join("a", "x", "critical", start);
    long unused = context.configure(YAML.replace("equal: [team]", "equal: [alertname]"));

    assertThat(inhibiting("x")).isEmpty();
    long again = context.configure(YAML);
    assertThat(again).isPositive();
    assertThat(inhibiting("x")).containsExactly(source);
  }

  @Test
  void activate_flushedGroup_keepsItsCount() {
    join("a", "x", "info", start);
    UUID id = due(30).getFirst().ref().id();
    groups.flushed(List.of(new Flushed(id, 7, start.plusSeconds(300))), start.plusSeconds(30));
    long unused = context.configure(ONE_ROUTE);

    assertThat(due(299)).isEmpty();
    assertThat(due(300).getFirst().flushes()).isEqualTo(7);
  }
}
