package dev.tocsin.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of alerts, and which events say so (docs/rules.md, "Dedup key, alerts and fire
 * count"): each row is a sentence of it, results of the alert keys {@code a} and {@code b} in
 * transactions that {@code /} separates, and the events. {@code 5 A1 fired seq=1 n=1 since=5
 * value=91} is of the alert that began as the first one, with its number, fire count, begin and
 * value.
 */
class AlertUpdatesTableTest {
  private static final String RULE =
      """
      groups:
        - name: hosts
          rules:
            - id: hot
              name: Hot
              description: Too hot
              metric_name: cpu
              operator: ">"
              threshold: 80
              duration: 0
              severity: critical
              labels: {team: platform}
              annotations: {summary: "{{labels.instance_id}} is at {{value}}"}
              runbook_url: https://runbooks.example/hot
      """;

  /** Names the keys; the rule by which they are evaluated may become another one. */
  private final Rule first = rule(RULE);

  private Rule rule = first;
  private final Map<Fingerprint, AlertKeyRow> rows = new HashMap<>();
  private final Map<UUID, Alert> alerts = new HashMap<>();
  private final Map<Fingerprint, Long> numbers = new HashMap<>();
  private final List<AlertUpdate> updates = new ArrayList<>();
  private int begun;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A firing begins an alert                                   | 5 a true                                    | 5 A1 fired seq=1 n=1 since=5 value=91
          What is not notified makes no event                        | 5 a false                                   |
          A firing alert that is resolved keeps its id and its begin | 5 a true / 9 a false                        | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42
          The same within one transaction                            | 5 a true 9 a false                          | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42
          A refire adds one to fire_count                            | 5 a true / 305 a true                       | 5 A1 fired seq=1 n=1 since=5 value=91; 305 A1 refired seq=2 n=2 since=5 value=91
          The same dedup key continues the alert                     | 5 a true / 9 a false / 400 a true           | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42; 400 A1 fired seq=3 n=2 since=5 value=91
          Another dedup key begins another alert                     | 5 a true / 9 a false / 905 a true           | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42; 905 A2 fired seq=3 n=1 since=905 value=91
          The events of an alert key are numbered without gaps       | 5 a true 9 a false / 905 a true 909 a false | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42; 905 A2 fired seq=3 n=1 since=905 value=91; 909 A2 resolved seq=4 n=1 since=905 value=42
          Each alert key has alerts and numbers of its own           | 5 a true 5 b true 9 a false                 | 5 A1 fired seq=1 n=1 since=5 value=91; 5 A2 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=42
          A changed rule resolves its alerts, without a value        | 5 a true / 9 a changed                      | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=none
          A removed rule resolves its alerts, without a value        | 5 a true / 9 a removed                      | 5 A1 fired seq=1 n=1 since=5 value=91; 9 A1 resolved seq=2 n=1 since=5 value=none
          """)
  void results_ofAlertKeys_makeTheseEvents(
      String sentence, String history, @Nullable String expected) {
    for (String transaction : history.split(" / ", -1)) {
      play(transaction.split(" ", -1));
    }

    assertThat(updates.stream().map(this::text).toList())
        .as(sentence)
        .isEqualTo(expected == null ? List.of() : List.of(expected.split("; ", -1)));
  }

  @Test
  void fired_ofARule_saysAllThatTheRuleSays() {
    play("5", "a", "true");

    AlertUpdate update = updates.getFirst();
    Rule.Key key = key("a");
    assertThat(update.event())
        .isEqualTo(
            new AlertChanged(
                1,
                DerivedId.of(new UUID(0, 1), "1"),
                1,
                "fired",
                "duration_met",
                Instant.ofEpochSecond(5),
                91.0,
                null,
                new AlertSnapshot(
                    new UUID(0, 1),
                    key.fingerprint().toString(),
                    "hot:a:cpu:0",
                    "hot",
                    "Hot",
                    "Too hot",
                    "critical",
                    "cpu",
                    "a",
                    Map.of(
                        "alertname", "Hot",
                        "instance_id", "a",
                        "rule_id", "hot",
                        "severity", "critical",
                        "team", "platform"),
                    Map.of("summary", "a is at 91"),
                    "https://runbooks.example/hot",
                    ">",
                    80.0,
                    null,
                    1,
                    Instant.ofEpochSecond(5))));
    assertThat(update.alert().last().phase()).isEqualTo(Phase.FIRING);
    assertThat(update.alert().last().reason()).isEqualTo(Reason.DURATION_MET);
    assertThat(update.alert().last().at()).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(update.alert().fingerprint()).isEqualTo(key.fingerprint());
  }

  @Test
  void resolved_byARemovedRule_saysWhatWasKnownOfIt() {
    play("5", "a", "true");
    Alert fired = updates.getFirst().alert();
    play("9", "a", "removed");

    assertThat(updates.getLast().alert())
        .usingRecursiveComparison()
        .ignoringFields("last")
        .isEqualTo(fired);
    assertThat(updates.getLast().alert().last().phase()).isEqualTo(Phase.RESOLVED);
    assertThat(updates.getLast().alert().last().reason()).isEqualTo(Reason.RULE_REMOVED);
    assertThat(updates.getLast().alert().last().at()).isEqualTo(Instant.ofEpochSecond(9));
    assertThat(updates.getLast().event().alert()).isEqualTo(updates.getFirst().event().alert());
  }

  @Test
  void resolved_byAChangedRule_hasTheNameAndTextsOfTheFiring() {
    play("5", "a", "true");
    rule =
        rule(
            RULE.replace("Hot", "Cold")
                .replace("critical", "low")
                .replace("is at", "was at")
                .replace("runbooks.example", "other.example"));
    assertThat(rule.identity()).isNotEqualTo(first.identity());
    play("9", "a", "changed");

    assertThat(updates.getLast().alert().last().reason()).isEqualTo(Reason.RULE_CHANGED);
    assertThat(updates.getLast().event().alert()).isEqualTo(updates.getFirst().event().alert());
  }

  @Test
  void resolved_afterTextsAndThresholdChanged_hasTheTextsOfTheFiringAndTheThresholdOfNow() {
    play("5", "a", "true");
    rule = rule(RULE.replace("Too hot", "Much too hot").replace("threshold: 80", "threshold: 95"));
    assertThat(rule.identity()).isEqualTo(first.identity());
    play("9", "a", "false");

    AlertSnapshot resolved = updates.getLast().event().alert();
    assertThat(resolved.description()).isEqualTo("Too hot");
    assertThat(resolved.annotations()).isEqualTo(Map.of("summary", "a is at 91"));
    assertThat(resolved.threshold()).isEqualTo(95.0);
  }

  @Test
  void refired_afterTextsChanged_hasTheNewOnes() {
    play("5", "a", "true");
    rule = rule(RULE.replace("Too hot", "Much too hot"));
    play("305", "a", "true");

    assertThat(updates.getLast().event().alert().description()).isEqualTo("Much too hot");
  }

  @Test
  void resolved_withoutData_saysSinceWhen() {
    play("5 a true 7 a true".split(" ", -1));
    play("400", "a", "time");

    AlertChanged event = updates.getLast().event();
    assertThat(event.reason()).isEqualTo("no_data");
    assertThat(event.noDataSince()).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(updates.getFirst().event().noDataSince()).isNull();
  }

  @Test
  void ended_alerts_areResolvedAsOrphanedAndNotBeforeTheyChanged() {
    play("5 a true 9 b true".split(" ", -1));
    Map<Fingerprint, Long> first = Map.of(key("a").fingerprint(), 2L, key("b").fingerprint(), 2L);

    List<AlertUpdate> ended =
        AlertUpdates.ended(AlertUpdates.latest(updates), first, Instant.ofEpochSecond(7));

    assertThat(ended)
        .extracting(update -> update.event().change() + " " + update.event().reason())
        .containsOnly("resolved orphaned");
    assertThat(ended)
        .extracting(update -> update.event().at().getEpochSecond() + " " + update.event().seq())
        .containsExactly("7 2", "9 2");
    assertThat(ended)
        .extracting(AlertUpdate::alert)
        .allSatisfy(alert -> {
          assertThat(alert.last().phase()).isEqualTo(Phase.RESOLVED);
          assertThat(alert.last().value()).isEmpty();
          assertThat(alert.rule().name()).isEqualTo(rule.name());
        });
  }

  @Test
  void of_resolutionOutsideOfActiveHours_hasTheThresholdThatItsValueWasComparedWith() {
    play("5 a true".split(" ", -1));
    rule =
        rule(
            RULE.replace(
                "threshold: 80", "threshold: 85\n        active: {times: ['12:00-13:00']}"));
    play("9 a true".split(" ", -1));

    AlertChanged resolved = updates.getLast().event();
    assertThat(resolved.reason()).isEqualTo("inactive");
    assertThat(resolved.value()).isEqualTo(91);
    assertThat(resolved.alert().threshold()).isEqualTo(85);
  }

  @Test
  void ended_severalOfOneFingerprint_areNumberedOneAfterAnother() {
    play("5 a true".split(" ", -1));
    Alert alert = AlertUpdates.latest(updates).iterator().next();

    assertThat(
            AlertUpdates.ended(
                List.of(alert, alert), Map.of(alert.fingerprint(), 4L), Instant.ofEpochSecond(7)))
        .extracting(update -> update.event().seq())
        .containsExactly(4L, 5L);
  }

  @Test
  void latest_ofSeveralUpdates_isEachAlertOnce() {
    play("5 a true 5 b true 9 a false".split(" ", -1));

    assertThat(AlertUpdates.latest(updates))
        .extracting(
            alert -> alert.id().getLeastSignificantBits() + " " + alert.last().phase().code())
        .containsExactlyInAnyOrder("1 resolved", "2 firing");
  }

  /** One transaction, as the evaluator does it. */
  private void play(String... words) {
    AlertKeySet keys = new AlertKeySet(rows, Map.of(), () -> new UUID(0, ++begun));
    for (int word = 0; word < words.length; word += 3) {
      take(
          keys,
          Instant.ofEpochSecond(Long.parseLong(words[word])),
          words[word + 1],
          words[word + 2]);
    }
    keys.changed().forEach(row -> rows.put(row.fingerprint(), row));
    keys.forgotten().forEach(row -> rows.remove(row.fingerprint()));

    List<AlertKeyTransition> emitted = AlertUpdates.emitted(keys.transitions());
    Map<Fingerprint, Long> first = new HashMap<>();
    AlertUpdates.counts(emitted)
        .forEach((key, count) ->
            first.put(key, numbers.merge(key, (long) count, Long::sum) - count + 1));
    Set<UUID> ids = AlertUpdates.alertIds(emitted);
    Map<UUID, Alert> known =
        alerts.entrySet().stream()
            .filter(alert -> ids.contains(alert.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<AlertUpdate> made = AlertUpdates.of(emitted, known, first, AlertNaming.DEFAULT);
    AlertUpdates.latest(made).forEach(alert -> alerts.put(alert.id(), alert));
    updates.addAll(made);
  }

  private void take(AlertKeySet keys, Instant at, String instance, String event) {
    Rule.Key key = key(instance);
    AlertKeyRow blank =
        AlertKeyRow.none(key.fingerprint(), rule.id(), Optional.empty(), key.labels());
    AlertKeyRow row = keys.row(key.fingerprint()).orElse(blank);
    switch (event) {
      case "removed" ->
          ScheduledEvaluator.end(keys, List.of(row), (id, labels) -> Optional.empty(), at);
      case "changed" ->
          ScheduledEvaluator.end(keys, List.of(row), (id, labels) -> Optional.of(rule), at);
      case "time" ->
          keys.apply(
              rule,
              blank,
              LifeCycle.passTime(
                  row.state(), rule.timing(), Duration.ofSeconds(15), Instant.EPOCH, at),
              at);
      default -> {
        boolean holds = event.equals("true");
        keys.apply(
            rule,
            blank,
            LifeCycle.evaluate(
                row.state(),
                rule.timing(),
                ConditionResult.of(holds, holds ? 91 : 42),
                at,
                fired -> DedupKey.of(rule, key, AlertNaming.DEFAULT, fired)),
            at);
      }
    }
  }

  private Rule.Key key(String instance) {
    return first.key(Labels.of("instance_id", instance));
  }

  private String text(AlertUpdate update) {
    AlertChanged event = update.event();
    assertThat(event.alert().fireCount()).isEqualTo(update.alert().firings().count());
    assertThat(event.seq()).isEqualTo(update.alert().last().seq());
    return "%d A%d %s seq=%d n=%d since=%d value=%s"
        .formatted(
            event.at().getEpochSecond(),
            event.alert().alertId().getLeastSignificantBits(),
            event.change(),
            event.seq(),
            event.alert().fireCount(),
            event.alert().startedAt().getEpochSecond(),
            event.value() == null ? "none" : Long.toString(event.value().longValue()));
  }

  private static Rule rule(String yaml) {
    return RuleFiles.read(List.of(new SourceFile("rules.yaml", yaml)), new Problems())
        .orElseThrow()
        .rules()
        .getFirst();
  }
}
