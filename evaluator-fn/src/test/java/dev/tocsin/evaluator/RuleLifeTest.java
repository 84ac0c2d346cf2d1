package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.access.Credentials;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.evaluator.rules.RuleSetCache;
import dev.tocsin.testkit.rule.RuleFixture;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that come by the API, on two instances that nothing announces a change to. */
class RuleLifeTest {
  private static final String RULES = "/api/v1/rules";
  private static final String VERSIONS = "/api/v1/rules/versions";

  private Evaluators evaluators;
  private Api api;
  private int taken;

  @BeforeEach
  void start() {
    evaluators =
        Evaluators.withRulesByApi(
            2,
            Map.of(
                "tocsin.api.access",
                "credentials",
                "tocsin.api.credentials",
                "credentials: [{name: boss, roles: [admin], token: '%s'}, {name: eve, roles: [responder, approver], token: '%s'}]"
                    .formatted(Credentials.hashOfToken("b"), Credentials.hashOfToken("e"))));
    api = new Api(evaluators.context(0)).with("Authorization", "Bearer b");
    evaluators.topic.add(0, sample(0));
    take(0);
    evaluators.tick();
  }

  @AfterEach
  void close() {
    evaluators.close();
  }

  private static String rule(String id, int threshold, String severity) {
    return "    - {id: %s, name: Rule %s, metric_name: cpu, operator: '>', threshold: %d, duration: 0s, severity: %s}\n"
        .formatted(id, id, threshold, severity);
  }

  private static String rules(String... rules) {
    return "groups:\n- name: g\n  rules:\n" + String.join("", rules);
  }

  private Sample sample(double value) {
    return new Sample("cpu", Labels.of("instance_id", "web-1"), value, evaluators.clock.instant());
  }

  /** An instance takes what has come since the last time. */
  private void take(int instance) {
    int size = evaluators.topic.size(0);
    var unused = evaluators.handler(instance).execute(evaluators.topic.event(0, taken, size));
    taken = size;
  }

  private void sampleTo(int instance, double value) {
    Instant unused = evaluators.clock.advance(Duration.ofSeconds(1));
    evaluators.topic.add(0, sample(value));
    take(instance);
  }

  private Api put(String expected) {
    return api.with("If-Match", expected);
  }

  private List<Object> emitted() {
    return Reported.distinct(evaluators.queues.events(QueueName.NOTIFY)).stream()
        .<Object>map(event -> event.alert().ruleId() + " " + event.reason())
        .toList();
  }

  /** Each of the expressions is within its own limit; together they would take two gigabytes. */
  private static String threeThousandExpressions() {
    return rules(
        IntStream.range(0, 3_000)
            .mapToObj(i ->
                "    - {id: r%d, name: R, metric_name: cpu, operator: '>', threshold: 1, severity: low, matchers: ['e=~\"(abcdefgh%d){600}\"']}\n"
                    .formatted(i, i))
            .toArray(String[]::new));
  }

  @Test
  void check_threeThousandExpressions_isOneFaultAndCounted() {
    Api.Answer answer = api.call("POST", RULES + "/check", threeThousandExpressions()).ok();
    assertThat(answer.list("data", "problems"))
        .singleElement()
        .satisfies(fault ->
            assertThat(String.valueOf(fault.get("message")))
                .startsWith("matchers has a regular expression with which all of them together")
                .endsWith(
                    "more than the 1000000 of the limit rule_regex_instructions: use fewer, or simpler ones"));
    assertThat(hits("rule_regex_instructions")).isEqualTo(1);
    assertThat(put("*").call("PUT", RULES, threeThousandExpressions()).status()).isEqualTo(422);
    assertThat(hits("rule_regex_instructions")).isEqualTo(2);
  }

  @Test
  void check_whileAnotherRuleSetIsInHand_waitsThenIsRefusedForNow() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    RuleSetCache turns = evaluators.bean(RuleSetCache.class);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() ->
            turns.inTurn(() -> {
              inHand.countDown();
              try {
                return done.await(1, TimeUnit.MINUTES);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
    inHand.await();
    Api.Answer refused = api.call("POST", RULES + "/check", rules(rule("a", 1, "low")));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Retry-After", "5");
    assertThat(refused.text("detail")).contains("rule sets of other requests");
    assertThat(hits("rule_sets_at_once")).isEqualTo(1);
    done.countDown();
    assertThat(other.get()).isTrue();
    api.call("POST", RULES + "/check", rules(rule("a", 1, "low"))).ok();
  }

  private double hits(String limit) {
    return evaluators
        .bean(MeterRegistry.class)
        .counter("tocsin.limit.hits", "limit", limit)
        .count();
  }

  @Test
  void put_rules_areInForceForAllInstancesWithTheirNextBatch() {
    Api.Answer first =
        put("\"0\"").call("PUT", RULES + "?comment=first", rules(rule("a", 50, "low"))).ok();
    assertThat(first.text("data", "rules")).isEqualTo("1");
    assertThat(first.headers().get("ETag")).isEqualTo("\"" + first.text("data", "number") + "\"");
    sampleTo(1, 60);
    assertThat(emitted()).containsExactly("a duration_met");
    assertThat(new Api(evaluators.context(1)).with("Authorization", "Bearer b").get(RULES).body())
        .contains("\"Rule a\"");

    put(String.valueOf(first.headers().get("ETag")))
        .call("PUT", RULES, rules(rule("a", 50, "high"), rule("b", 70, "low")))
        .ok();
    sampleTo(1, 80);
    assertThat(emitted())
        .containsExactlyInAnyOrder(
            "a duration_met", "a rule_changed", "a duration_met", "b duration_met");
  }

  @Test
  void put_anotherName_resolvesTheAlertUnderTheNameThatFired() {
    Api.Answer first = put("\"0\"").call("PUT", RULES, rules(rule("a", 50, "low"))).ok();
    sampleTo(1, 60);
    put(String.valueOf(first.headers().get("ETag")))
        .call("PUT", RULES, rules(rule("a", 50, "high").replace("Rule a", "New name")))
        .ok();
    sampleTo(1, 80);

    assertThat(
            Reported.distinct(evaluators.queues.events(QueueName.NOTIFY)).stream()
                .map(event -> Notification.of(event, ""))
                .map(sent ->
                    "%s %s: %s"
                        .formatted(
                            sent.state(),
                            sent.labels().get("alertname"),
                            sent.message().replace("\n", " ").replaceFirst(" Fire.*", ""))))
        .containsExactlyInAnyOrder(
            "firing Rule a: 🚨 Rule a  Severity: LOW Instance: web-1 Value: 60 (threshold: > 50) ",
            "resolved Rule a: ✅ Rule a  Severity: LOW Instance: web-1 Resolved: rule changed Threshold: > 50 ",
            "firing New name: 🚨 New name  Severity: HIGH Instance: web-1 Value: 80 (threshold: > 50) ");
  }

  @Test
  void put_asAnyMediaType_isTakenAsItCame() {
    for (String mediaType :
        List.of(
            "application/x-www-form-urlencoded",
            "application/json",
            "text/plain; charset=utf-8",
            "application/octet-stream")) {
      api.with("Content-Type", mediaType);
      put("*").call("PUT", RULES, rules(rule("a", 50, "low"))).ok();
      api.call("POST", RULES + "/check", rules(rule("a", 50, "low"))).ok();
    }
  }

  @Test
  void versions_ofAllChanges_sayWhoWhenAndSource() {
    put("*").call("PUT", RULES + "?comment=why%20not", rules(rule("a", 50, "low"))).ok();
    put("*").call("PUT", RULES, rules(rule("b", 50, "low"))).ok();
    List<Map<String, Object>> versions = api.get(VERSIONS).ok().list("data", "versions");
    assertThat(versions).hasSize(2);
    assertThat(versions.getLast())
        .containsEntry("principal", "boss")
        .containsEntry("source", "api")
        .containsEntry("comment", "why not")
        .containsEntry("in_force", false)
        .containsEntry("at", "2026-11-21T10:00:00.000Z")
        .doesNotContainKey("files");
    assertThat(versions.getFirst()).containsEntry("in_force", true);
    assertThat(
            api.get(VERSIONS + "/" + versions.getLast().get("number"))
                .ok()
                .text("data", "files", 0, "text"))
        .isEqualTo(rules(rule("a", 50, "low")));
    Api.Answer page = api.get(VERSIONS + "?limit=1").ok();
    assertThat(page.list("data", "versions")).containsExactly(versions.getFirst());
    assertThat(
            api.get(VERSIONS + "?limit=1&after=" + page.text("data", "next"))
                .ok()
                .list("data", "versions"))
        .containsExactly(versions.getLast());
  }

  @Test
  void rollBack_toAnyVersion_isAVersionAndInForce() {
    String first =
        put("*").call("PUT", RULES, rules(rule("a", 50, "low"))).ok().text("data", "number");
    put("*").call("PUT", RULES, rules(rule("b", 50, "low"))).ok();
    sampleTo(0, 60);
    Api.Answer back =
        new Api(evaluators.context(1))
            .with("Authorization", "Bearer b")
            .call("POST", RULES + "/rollback/" + first, "")
            .ok();
    sampleTo(0, 61);
    assertThat(emitted())
        .containsExactlyInAnyOrder("b duration_met", "b rule_removed", "a duration_met");
    assertThat(api.get(VERSIONS).ok().list("data", "versions").getFirst())
        .containsEntry("number", Integer.valueOf(back.text("data", "number")))
        .containsEntry("source", "rollback to " + first)
        .containsEntry("principal", "boss")
        .containsEntry("in_force", true);
    assertThat(api.get(VERSIONS).ok().list("data", "versions"))
        .extracting(version -> version.get("in_force"))
        .containsExactly(true, false, false);
    assertThat(api.get(VERSIONS + "/" + first).ok().at("data", "in_force")).isEqualTo(false);
  }

  @Test
  void put_byManyAtOnceWhoKnowTheSameVersion_succeedsOnce() {
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 6)
            .mapToObj(n ->
                CompletableFuture.supplyAsync(() ->
                    new Api(evaluators.context(n % 2))
                        .with("Authorization", "Bearer b")
                        .with("If-Match", "\"0\"")
                        .call("PUT", RULES, rules(rule("r" + n, 50, "low")))
                        .status()))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).sorted())
        .containsExactly(200, 412, 412, 412, 412, 412);
    assertThat(api.get(VERSIONS).ok().list("data", "versions")).hasSize(1);
  }

  @Test
  void put_faultyRules_reportsAllFaultsAndChangesNothing() {
    put("*").call("PUT", RULES, rules(rule("a", 50, "low"))).ok();
    Api.Answer refused =
        put("*").call("PUT", RULES, rules(rule("a", 50, "lowest"), rule("a", 50, "low")));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("detail"))
        .isEqualTo("nothing is changed, since the rules have 2 problems");
    assertThat(
            refused.list("problems").stream()
                .map(fault -> fault.get("file") + ":" + fault.get("line")))
        .containsExactly("rules.yaml:4", "rules.yaml:5");
    assertThat(refused.list("problems").getFirst().get("message"))
        .isEqualTo("severity must be one of critical, high, medium, low, not \"lowest\"");
    assertThat(api.get(VERSIONS).ok().list("data", "versions")).hasSize(1);
    sampleTo(1, 60);
    assertThat(emitted()).containsExactly("a duration_met");
  }

  @Test
  void check_rules_reportsWhatWouldChangeAndChangesNothing() {
    put("*")
        .call(
            "PUT",
            RULES,
            rules(
                rule("kept", 10, "low"),
                rule("gone", 10, "low"),
                rule("moved", 10, "low"),
                rule("raised", 10, "low")))
        .ok();
    sampleTo(0, 60);
    Api.Answer dry =
        api.call(
                "POST",
                RULES + "/check",
                rules(
                    rule("kept", 10, "low"),
                    rule("moved", 10, "high"),
                    rule("raised", 70, "low"),
                    rule("new", 1, "low")))
            .ok();
    assertThat(dry.at("data", "problems")).isEqualTo(List.of());
    assertThat(dry.at("data", "rules"))
        .isEqualTo(
            Map.of(
                "added", List.of("new"),
                "removed", List.of("gone"),
                "restarted", List.of("moved"),
                "adjusted", List.of("raised"),
                "reworded", List.of(),
                "total", 4));
    assertThat(
            dry.list("data", "alerts").stream()
                .map(alert ->
                    "%s %s %s %s"
                        .formatted(
                            alert.get("rule_id"),
                            alert.get("change"),
                            alert.get("reason"),
                            alert.get("still_met"))))
        .containsExactlyInAnyOrder(
            "gone resolved rule_removed null",
            "moved resolved rule_changed null",
            "raised evaluated_anew new_limits false");
    assertThat(api.get(VERSIONS).ok().list("data", "versions")).hasSize(1);
    assertThat(emitted()).hasSize(4);
    assertThat(
            api.call("POST", RULES + "/check", "groups: 7")
                .ok()
                .text("data", "problems", 0, "message"))
        .startsWith("groups must be a list");
  }

  @Test
  void putAndCheck_rulesWithWarnings_showThemAndAreTaken() {
    String odd =
        rules(rule("a", 50, "low").replace("severity: low", "severity: low, stale_after: 1s"));
    Api.Answer dry = api.call("POST", RULES + "/check", odd).ok();
    assertThat(dry.at("data", "problems")).isEqualTo(List.of());
    assertThat(dry.text("data", "warnings", 0, "message"))
        .startsWith("stale_after is 1s, shorter than the 15s from one evaluation to the next");
    Api.Answer given = put("*").call("PUT", RULES, odd).ok();
    assertThat(given.at("data", "warnings")).isEqualTo(dry.at("data", "warnings"));
    assertThat(given.text("data", "warnings", 0, "line")).isEqualTo("4");
    Api.Answer again = put("*").call("POST", "/api/v1/rules/rollback/1", "").ok();
    assertThat(again.at("data", "warnings")).isEqualTo(dry.at("data", "warnings"));
    Api.Answer good = put("*").call("PUT", RULES, rules(rule("a", 50, "low"))).ok();
    assertThat(good.at("data", "warnings")).isEqualTo(List.of());
  }

  @Test
  void put_fileThatSaysNothing_isRefusedAndKeepsTheRules() {
    put("*").call("PUT", RULES, rules(rule("a", 50, "low"))).ok();
    Api.Answer refused = put("*").call("PUT", RULES, "# all rules are gone\n");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("problems", 0, "message"))
        .isEqualTo("this file is empty: to have no rules, write groups: []");
    assertThat(api.get(VERSIONS).ok().list("data", "versions")).hasSize(1);
    put("*").call("PUT", RULES, "groups: []\n").ok();
    assertThat(api.get(VERSIONS).ok().list("data", "versions")).hasSize(2);
  }

  /** Method, target, If-Match, body ({@code -} for none), status, how the sentence begins. */
  private static final List<String> REFUSED =
      List.of(
          "PUT|/api/v1/rules|-|groups: []|428|the header If-Match is missing: send the ETag of",
          "PUT|/api/v1/rules|seven|groups: []|400|the header If-Match must be an ETag such as \"7\", or *",
          "PUT|/api/v1/rules|\"99\"|groups: []|412|nothing is changed: the newest version is 0 by now",
          "PUT|/api/v1/rules|*|-|400|there is no body",
          "PUT|/api/v1/rules|*|rule_files: [/etc/passwd]|422|nothing is changed, since the rules have",
          "PUT|/api/v1/rules|*|{|422|nothing is changed, since the rules have",
          "POST|/api/v1/rules/check|-|-|400|there is no body",
          "POST|/api/v1/rules/rollback/7|-|-|404|there is no version 7 of the rules",
          "POST|/api/v1/rules/rollback/x|-|-|400|invalid parameter \"number\": \"x\" is no whole number",
          "GET|/api/v1/rules/versions/7|-|-|404|there is no version 7 of the rules",
          "GET|/api/v1/rules/versions?after=x|-|-|400|invalid parameter \"after\": \"x\" is no whole number");

  @Test
  void changes_thatCannotBeMade_areRefusedInASentence() {
    for (String row : REFUSED) {
      String[] field = row.split("\\|", -1);
      Api client = new Api(evaluators.context(0)).with("Authorization", "Bearer b");
      if (!field[2].equals("-")) {
        client = client.with("If-Match", field[2]);
      }
      Api.Answer refused = client.call(field[0], field[1], field[3].equals("-") ? "" : field[3]);
      assertThat(refused.status())
          .as("%s: %s", row, refused.body())
          .isEqualTo(Integer.parseInt(field[4]));
      assertThat(refused.text("detail")).as(row).startsWith(field[5]);
    }
    assertThat(evaluators.bean(RuleActivations.class).current().orElseThrow().identities())
        .isEmpty();
  }

  @Test
  void changes_byThoseWhoMayNot_areRefused() {
    Api eve =
        new Api(evaluators.context(0)).with("Authorization", "Bearer e").with("If-Match", "*");
    Api.Answer refused = eve.call("PUT", RULES, rules(rule("a", 50, "low")));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).isEqualTo("\"eve\" has not the role admin that this needs");
    assertThat(eve.call("POST", RULES + "/rollback/1", "").status()).isEqualTo(403);
    eve.call("POST", RULES + "/check", rules(rule("a", 50, "low"))).ok();
    eve.get(VERSIONS).ok();
  }

  @Test
  void put_whereRulesComeInFiles_isRefusedInASentence() {
    try (Evaluators files =
        new Evaluators(1, List.of(RuleFixture.rule("cpu").build()), FaultPoints.NONE)) {
      Api there = new Api(files.context(0)).with("If-Match", "*");
      Api.Answer refused = there.call("PUT", RULES, rules(rule("a", 50, "low")));
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("detail"))
          .startsWith("rules come in files here and are changed there");
      assertThat(there.call("POST", RULES + "/rollback/1", "").status()).isEqualTo(409);
    }
  }
}
