package dev.tocsin.routing.inhibition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.matcher.MatcherParser;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.matcher.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InhibitionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          A source with equal labels mutes a target               ; s=1;      t=1;      a;   s=1 a=x;         t=1 a=x;         true
          A source with another value does not                    ; s=1;      t=1;      a;   s=1 a=x;         t=1 a=y;         false
          A label that both lack is equal                         ; s=1;      t=1;      a;   s=1;             t=1;             true
          A label that one lacks is not equal                     ; s=1;      t=1;      a;   s=1 a=x;         t=1;             false
          All equal labels count                                  ; s=1;      t=1;      a b; s=1 a=x b=y;     t=1 a=x b=z;     false
          Other labels do not count                               ; s=1;      t=1;      a;   s=1 a=x b=y;     t=1 a=x b=z;     true
          Without equal labels any source mutes                   ; s=1;      t=1;      -;   s=1 a=x;         t=1 a=y;         true
          What is no source does not mute                         ; s=1;      t=1;      -;   s=2;             t=1;             false
          What is no target is not muted                          ; s=1;      t=1;      -;   s=1;             t=2;             false
          A source of both sides mutes a mere target              ; s=1;      t=1;      -;   s=1 t=1;         t=1;             true
          A mere source mutes a target of both sides              ; s=1;      t=1;      -;   s=1;             s=1 t=1;         true
          A source of both sides does not mute one of both sides  ; s=1;      t=1;      -;   s=1 t=1 a=x;     s=1 t=1;         false
          An alert of both sides does not mute itself             ; s=1;      t=1;      -;   s=1 t=1;         s=1 t=1;         false
          A rule without matchers has only alerts of both sides   ; {};       {};       -;   s=1;             t=1;             false
          """)
  void mutedBy_isAsTheSentenceSays(
      String sentence,
      String source,
      String target,
      String equal,
      String sourceLabels,
      String targetLabels,
      boolean muted) {
    Inhibition inhibition = new Inhibition(List.of(rule(source, target, equal)));

    Optional<InhibitedBy> by =
        inhibition.mutedBy(labels(targetLabels), List.of(firing(labels(sourceLabels))), NOW);

    assertThat(by.isPresent()).as(sentence).isEqualTo(muted);
  }

  @Test
  void mutedBy_aSourceThatHasEnded_isEmpty() {
    Inhibition inhibition = new Inhibition(List.of(rule("s=1", "t=1", "-")));
    Labels target = labels("t=1");

    assertThat(inhibition.mutedBy(target, List.of(alert(labels("s=1"), Optional.of(NOW))), NOW))
        .isEmpty();
    assertThat(
            inhibition.mutedBy(
                target, List.of(alert(labels("s=1"), Optional.of(NOW.plusNanos(1)))), NOW))
        .isPresent();
  }

  @Test
  void mutedBy_severalRulesAndSources_namesTheFirstRuleAndTheLeastFingerprint() {
    Inhibition inhibition =
        new Inhibition(
            List.of(rule("s=0", "t=1", "-"), rule("s=1", "t=1", "-"), rule("s=2", "t=1", "-")));
    List<Alert> sources =
        List.of(
            firing(labels("s=2")),
            firing(labels("s=1 a=x")),
            firing(labels("s=1 a=y")),
            firing(labels("s=1 a=z")));

    assertThat(inhibition.mutedBy(labels("t=1"), sources, NOW))
        .hasValueSatisfying(by -> {
          assertThat(by.rule()).isEqualTo(1);
          assertThat(by.source())
              .isEqualTo(
                  sources.subList(1, 4).stream()
                      .map(Alert::fingerprint)
                      .min(Comparator.naturalOrder())
                      .orElseThrow());
        });
  }

  @Test
  void keys_nameTheRulesOfAnAlertAndItsOtherSide() {
    Inhibition inhibition =
        new Inhibition(
            List.of(rule("s=1", "t=1", "a"), rule("x=1", "y=1", "a"), rule("s=1", "t=2", "a")));
    Labels alert = labels("s=1 t=1 a=v");
    long hash = Labels.of("a", "v").fingerprint().value();

    assertThat(inhibition.sourceKeys(alert))
        .containsExactly(new SourceKey(0, hash, true), new SourceKey(2, hash, false));
    assertThat(inhibition.targetKeys(alert)).containsExactly(new TargetKey(0, hash, true));
  }

  @Test
  void mutedBy_sourcesLookedUpByKey_agreesWithAllPairs() {
    Random random = new Random(23);
    int muted = 0;
    for (int round = 0; round < 200; round++) {
      List<InhibitRule> rules = List.of(rule(random), rule(random), rule(random));
      Inhibition inhibition = new Inhibition(rules);
      List<Alert> alerts = new ArrayList<>();
      for (int count = 0; count < 12; count++) {
        alerts.add(alert(random));
      }
      for (Alert target : alerts) {
        List<Alert> candidates = lookedUp(inhibition, alerts, target.labels());
        boolean expected = isMuted(rules, alerts, target.labels());
        muted += expected ? 1 : 0;

        assertThat(inhibition.mutedBy(target.labels(), candidates, NOW).isPresent())
            .isEqualTo(expected);
        assertThat(inhibition.mutedBy(target.labels(), alerts, NOW))
            .isEqualTo(inhibition.mutedBy(target.labels(), candidates, NOW));
      }
    }
    assertThat(muted).isBetween(300, 2_100);
  }

  /** The alerts that a table of source keys offers for a target. */
  private static List<Alert> lookedUp(Inhibition inhibition, List<Alert> alerts, Labels target) {
    List<TargetKey> keys = inhibition.targetKeys(target);
    return alerts.stream()
        .filter(alert ->
            inhibition.sourceKeys(alert.labels()).stream()
                .anyMatch(source -> keys.stream().anyMatch(key -> meets(source, key))))
        .toList();
  }

  private static boolean meets(SourceKey source, TargetKey target) {
    return source.rule() == target.rule()
        && source.equalHash() == target.equalHash()
        && !(source.matchesTargetToo() && target.matchesSourceToo());
  }

  /** Alertmanager's documentation, read aloud. */
  private static boolean isMuted(List<InhibitRule> rules, List<Alert> alerts, Labels target) {
    for (InhibitRule rule : rules) {
      for (Alert source : alerts) {
        boolean firing = source.endsAt().isEmpty() || source.endsAt().get().isAfter(NOW);
        boolean applies = rule.source().match(source.labels()) && rule.target().match(target);
        boolean equal = true;
        for (String name : rule.equal()) {
          equal &= source.labels().get(name).equals(target.get(name));
        }
        boolean bothAreBoth = rule.target().match(source.labels()) && rule.source().match(target);
        if (firing && applies && equal && !bothAreBoth) {
          return true;
        }
      }
    }
    return false;
  }

  private static InhibitRule rule(Random random) {
    List<String> matchers = List.of("s=1", "s!=1", "t=1", "t=~\"1|2\"", "a=x,s=1");
    return rule(
        matchers.get(random.nextInt(5)),
        matchers.get(random.nextInt(5)),
        List.of("-", "a", "a b").get(random.nextInt(3)));
  }

  private static Alert alert(Random random) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("s", List.of("", "1", "2").get(random.nextInt(3)));
    labels.put("t", List.of("", "1", "2").get(random.nextInt(3)));
    labels.put("a", List.of("", "x", "y").get(random.nextInt(3)));
    labels.put("b", List.of("", "x").get(random.nextInt(2)));
    labels.put("id", String.valueOf(random.nextInt(1_000)));
    Optional<Instant> end = Optional.of(NOW.plus(Duration.ofSeconds(random.nextInt(-1, 2))));
    return alert(Labels.of(labels), random.nextBoolean() ? end : Optional.empty());
  }

  private static InhibitRule rule(String source, String target, String equal) {
    Matchers sources = PARSER.matchers(source);
    Matchers targets = PARSER.matchers(target);
    return new InhibitRule(
        "", sources, targets, equal.equals("-") ? List.of() : List.of(equal.split(" ")));
  }

  private static Labels labels(String text) {
    return Labels.of(text.split("[ =]"));
  }

  private static Alert firing(Labels labels) {
    return alert(labels, Optional.empty());
  }

  private static Alert alert(Labels labels, Optional<Instant> endsAt) {
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of(),
        NOW.minusSeconds(60),
        endsAt,
        NOW,
        false,
        "",
        AlertSource.API);
  }
}
