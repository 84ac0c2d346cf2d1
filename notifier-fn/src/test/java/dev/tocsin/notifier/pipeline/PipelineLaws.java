package dev.tocsin.notifier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.Attempt;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.pipeline.PlayedReceivers.Mood;
import dev.tocsin.notifier.pipeline.Tree.Place;
import dev.tocsin.notifier.pipeline.Tree.Source;
import dev.tocsin.notifier.routing.ActivateConfiguration.Timers;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What holds whatever happens to alerts, receivers, configuration and processes. */
final class PipelineLaws implements AutoCloseable {
  private static final List<String> INTEGRATIONS =
      List.of("db/webhook[0]", "db/webhook[1]", "audit/webhook[0]", "other/webhook[0]");
  private static final List<Tree> TREES = List.copyOf(EnumSet.allOf(Tree.class));
  private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(3);
  private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

  private final Random random;
  private final Scenario scenario;
  private final Truth truth;
  private final Beliefs beliefs = new Beliefs();
  private final Map<UUID, String> groupKeys = new HashMap<>();
  private int steps;

  PipelineLaws(long seed, Map<String, Object> store) {
    random = new Random(seed);
    Map<String, Object> properties = new HashMap<>(store);
    properties.put("tocsin.notifier.lease", "2m");
    scenario = new Scenario("2026-11-21T10:00:00Z", properties, 2);
    scenario.listen(beliefs::hear);
    truth =
        new Truth(
            IntStream.range(0, 12)
                .mapToObj(number ->
                    new Source(
                        "a" + number,
                        "xyz".substring(number % 3, number % 3 + 1),
                        number % 4 == 0 ? "critical" : "warning"))
                .toList());
    configure(Tree.FULL);
  }

  /** Lets so many things happen, then lets all come to rest and compares. */
  void run(int many) {
    for (int step = 0; step < many; step++) {
      pass(Duration.ofSeconds(1 + random.nextInt(random.nextInt(5) == 0 ? 60 : 15)));
      happen();
    }
    scenario.receivers.allAccept();
    scenario.processes.forEach(NotifierProcess::die);
    pass(Duration.ofMinutes(40));
    receiversKnowTheTruth();
    resolvedAlertsHaveLeft();
    scenario.takeReceived();
    pass(Duration.ofMinutes(50));
    assertThat(scenario.takeReceived()).as("notified of nothing").isEmpty();
    everyFlushIsAsItShould();
    assertThat(beliefs.heard()).isGreaterThan(many / 20);
  }

  /** No two steps have the same fraction of a second, so that no flush falls together with one. */
  private void pass(Duration time) {
    Instant second = scenario.now().truncatedTo(ChronoUnit.SECONDS);
    Instant end = second.plus(time).plus(++steps, ChronoUnit.MICROS);
    scenario.processes.forEach(process -> process.lose(end.plusSeconds(1)));
    scenario.until(end);
  }

  private void happen() {
    scenario.rotate();
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> post();
      case 6, 7, 8, 9, 10 -> resolve();
      case 11 -> silence();
      case 12, 13, 14 -> changeMood();
      case 15, 16 -> scenario.answered();
      case 17 -> scenario.answered(Attempt.unanswered("time-out"));
      case 18 -> scenario.processes.getFirst().die();
      default -> maybeConfigure();
    }
  }

  private Source any() {
    return truth.alerts.get(random.nextInt(truth.alerts.size()));
  }

  /** Alerts with odd numbers do not say when they end. */
  private void post() {
    Source alert = any();
    Instant now = scenario.now();
    if (truth.alerts.indexOf(alert) % 2 == 0) {
      truth.posted(alert, now, now.plus(Duration.ofDays(2)));
      scenario.post(alert.text());
    } else {
      truth.posted(alert, now, now.plus(RESOLVE_TIMEOUT));
      scenario.postWithoutEnd(alert.text());
    }
    learnGroups();
  }

  private void resolve() {
    Source alert = any();
    truth.resolved(alert, scenario.now());
    scenario.resolve(alert.text());
    learnGroups();
  }

  private void silence() {
    String team = any().team();
    Duration span = Duration.ofSeconds(20 + random.nextInt(300));
    truth.silenced(team, scenario.now(), scenario.now().plus(span));
    scenario.silenced("team", team, span);
  }

  private void changeMood() {
    String integration = INTEGRATIONS.get(random.nextInt(INTEGRATIONS.size()));
    Mood[] moods = {Mood.ACCEPTS, Mood.ACCEPTS, Mood.FAILS, Mood.REFUSES, Mood.HANGS};
    scenario.receiver(integration, moods[random.nextInt(moods.length)]);
  }

  private void maybeConfigure() {
    if (random.nextInt(3) == 0) {
      configure(TREES.get(random.nextInt(TREES.size())));
    }
  }

  private void configure(Tree tree) {
    truth.configured(tree, scenario.now());
    scenario.configured(tree.yaml(), random.nextInt(4) == 0 ? Timers.RESTARTED : Timers.KEPT);
    learnGroups();
  }

  /** Keeps the ids of the groups that alerts may be in. */
  private void learnGroups() {
    Routing routing = scenario.get(ActiveRouting.class).now();
    for (Source alert : truth.alerts) {
      Labels labels = labels(alert);
      for (Route route : routing.routesOf(labels)) {
        GroupRef ref = GroupRef.of(route, labels);
        groupKeys.put(ref.id(), route.groupKey(ref.labels()));
      }
    }
  }

  private static Labels labels(Source alert) {
    return Labels.of("alertname", alert.name(), "team", alert.team(), "severity", alert.severity());
  }

  private void receiversKnowTheTruth() {
    Instant now = scenario.now();
    for (Source alert : truth.alerts) {
      for (Place place : truth.tree(now).placesOf(alert)) {
        Optional<Instant> openSince = beliefs.openSince(place, alert.name());
        if (truth.fires(alert, now) && !truth.isMuted(alert, now)) {
          assertThat(openSince).as("%s fires and was notified at %s", alert, place).isPresent();
        }
        if (!truth.fires(alert, now) && place.hearsOfEnds()) {
          assertThat(openSince.filter(since -> truth.isAtSince(alert, place, since)))
              .as("%s ended and is open at %s", alert, place)
              .isEmpty();
        }
      }
    }
  }

  private void resolvedAlertsHaveLeft() {
    Set<Fingerprint> firing =
        truth.alerts.stream()
            .filter(alert -> truth.fires(alert, scenario.now()))
            .map(alert -> labels(alert).fingerprint())
            .collect(Collectors.toSet());
    assertThat(scenario.get(Groups.class).members()).isEqualTo(firing);
  }

  private void everyFlushIsAsItShould() {
    Map<Fingerprint, String> names = new HashMap<>();
    truth.alerts.forEach(alert -> names.put(labels(alert).fingerprint(), alert.name()));
    Map<List<Object>, List<String>> decided = new HashMap<>();
    for (String integration : INTEGRATIONS) {
      for (FlushRecord row :
          scenario.get(FlushHistory.class).ofIntegration(integration, ALWAYS, 1_000_000)) {
        String groupKey = Optional.ofNullable(groupKeys.get(row.group())).orElseThrow();
        assertThat(row.firing().stream().map(names::get).collect(Collectors.toSet()))
            .as("%s at %s: %s", groupKey, row.at(), row)
            .isEqualTo(truth.shown(new Place(groupKey, integration), row.at()));
        decided
            .computeIfAbsent(List.of(groupKey, row.flush(), row.at()), key -> new ArrayList<>())
            .add(integration);
      }
    }
    decided.forEach(this::isWhole);
  }

  /** Each flush has one decision for each integration. */
  private void isWhole(List<Object> flush, List<String> integrations) {
    Set<String> wanted = new HashSet<>();
    for (Source alert : truth.alerts) {
      for (Place place : truth.tree((Instant) flush.get(2)).placesOf(alert)) {
        if (place.groupKey().equals(flush.getFirst())) {
          wanted.add(place.integration());
        }
      }
    }
    assertThat(integrations)
        .as("decisions of %s", flush)
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Override
  public void close() {
    scenario.close();
  }
}
