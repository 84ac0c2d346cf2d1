package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API shows of rules, alerts and keys, on a random history of all kinds of rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadApiTest {
  private static final String RULES =
      """
      groups:
        - name: hosts
          rules:
            - {id: cpu_high, name: CPU is high, description: too busy, metric_name: cpu, operator: ">", threshold: 80,
               duration: 2m, cooldown: 10m, severity: high, labels: {team: platform},
               filters: {environment: [prod, "st.age"]}, runbook_url: "https://wiki/cpu", annotations: {summary: busy}}
            - {id: cpu_kept, name: CPU was high, metric_name: cpu, operator: ">=", threshold: 90.5, duration: 0s,
               keep_firing_for: 3m, cooldown: 0s, severity: low}
        - name: windows
          interval: 30s
          rules:
            - {id: cpu_mean, name: CPU on average, metric_name: cpu, operator: ">", threshold: 50, aggregate: avg,
               resolve_threshold: 50, window: 5m, duration: 1m, severity: medium, by: [instance_id]}
            - {id: silent, name: Nothing heard, type: absence, metric_name: cpu, duration: 3m, severity: critical,
               active: {times: ["00:00-24:00"], weekdays: ["monday:sunday"], location: Europe/Berlin}}
        - name: odd
          rules:
            - {id: odd, name: Odd CPU, type: anomaly, metric_name: cpu, threshold: 3, duration: 0s, min_samples: 5, severity: low}
            - {id: burning, name: Burning, type: burn_rate, errors: errors, total: total, objective: 99}
      """;
  private static final int INSTANCES = 32;

  private Evaluators evaluators;
  private Api api;

  @BeforeAll
  void play() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    evaluators = new Evaluators(1, rules(), FaultPoints.NONE);
    api = new Api(evaluators.context(0));
    Instant start = evaluators.clock.instant();
    for (int step = 0; step < 40; step++) {
      for (int instance = 0; instance < INSTANCES; instance++) {
        if (random.nextInt(10) > 0 && (instance % 7 != 0 || step < 25)) {
          evaluators.topic.add(
              instance % 3, sample(instance, start.plusSeconds(step * 15L), random));
        }
      }
    }
    evaluators.clock.set(start.plusSeconds(40 * 15L));
    for (int partition = 0; partition < 3; partition++) {
      var unused =
          evaluators
              .handler(0)
              .execute(evaluators.topic.event(partition, 0, evaluators.topic.size(partition)));
    }
    evaluators.tick();
  }

  @AfterAll
  void close() {
    evaluators.close();
  }

  private static List<Rule> rules() {
    Problems faults = new Problems();
    return RuleFiles.read(List.of(new SourceFile("all.yaml", RULES)), faults)
        .orElseThrow(() -> new AssertionError(faults))
        .rules();
  }

  private static Sample sample(int instance, Instant at, RandomGenerator random) {
    return new Sample(
        "cpu",
        Labels.of(
            "instance_id", "i-" + instance, "environment", instance % 2 == 0 ? "prod" : "test"),
        random.nextInt(3) == 0 ? 95 : 85 - 30 * (instance % 3),
        at);
  }

  private List<AlertKeyRow> rows() {
    return evaluators
        .bean(AlertKeyStates.class)
        .ofRules(rules().stream().map(Rule::id).distinct().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/alerts, filter, a%3D~%22b%22, 100, 200",
    "/api/v1/alerts, filter, a%3D~%22b%22, 101, 400",
    "/api/v1/alerts, filter, a%3D~%22b{1000}%22, 1, 200",
    "/api/v1/alerts, filter, a%3D~%22(bc){1000}%22, 1, 400",
    "/api/v1/rules, rule_name[], x, 100, 200",
    "/api/v1/rules, rule_name[], x, 101, 400",
    "/api/v1/rules, rule_group[], x, 101, 400",
    "/api/v1/rules, file[], x, 101, 400"
  })
  void filters_areLimitedInNumberAndCost(
      String route, String name, String value, int times, int status) {
    String query = String.join("&", Collections.nCopies(times, name + "=" + value));
    Api.Answer answer = api.get(route + "?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 400) {
      assertThat(answer.text("error"))
          .startsWith("invalid parameter \"" + name + "\": ")
          .contains("of the limit query_");
    }
  }

  @Test
  void alerts_all_areThePendingAndTheFiring() {
    Set<String> expected = new TreeSet<>();
    rows().stream()
        .filter(row -> row.state().alive())
        .forEach(row -> expected.add(row.fingerprint() + " " + row.state().phase().code()));
    assertThat(expected).hasSizeGreaterThan(20);
    List<String> shown =
        api.get("/api/v1/alerts").ok().list("data", "alerts").stream()
            .map(alert -> alert.get("fingerprint") + " " + alert.get("state"))
            .toList();
    assertThat(shown).containsExactlyElementsOf(expected);
    assertThat(evaluators.bean(Alerts.class).firing(Optional.empty(), 1000))
        .hasSize((int) expected.stream().filter(item -> item.endsWith("firing")).count());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/alerts,alerts,1",
    "/api/v1/alerts,alerts,7",
    "/api/v1/alerts?state=firing,alerts,10",
    "/api/v1/alerts?rule_id=cpu_mean,alerts,3",
    "/api/v1/alerts?filter=environment%3D%22prod%22&filter=severity%21~%22low%7Cmedium%22,alerts,4",
    "/api/v1/rules/cpu_high/alert-keys,alert_keys,3",
    "/api/v1/rules/cpu_mean/alert-keys,alert_keys,1",
    "/api/v1/rules/silent/alert-keys,alert_keys,7",
    "/api/v1/rules/odd/alert-keys,alert_keys,31",
  })
  void pages_ofAnySize_haveEachOnceInTheSameOrder(String target, String list, int limit) {
    String join = target.contains("?") ? "&" : "?";
    List<Map<String, Object>> whole = api.get(target).ok().list("data", list);
    List<Map<String, Object>> paged = new ArrayList<>();
    String after = "";
    do {
      Api.Answer page = api.get(target + join + "limit=" + limit + "&after=" + after).ok();
      assertThat(page.list("data", list)).hasSizeLessThanOrEqualTo(limit);
      paged.addAll(page.list("data", list));
      after = page.at("data", "next") == null ? "" : page.text("data", "next");
    } while (!after.isEmpty());
    assertThat(whole).isNotEmpty();
    assertThat(paged).isEqualTo(whole);
    assertThat(new HashSet<>(paged)).hasSameSizeAs(paged);
  }

  @Test
  void alerts_filtered_areThoseThatMatch() {
    List<Map<String, Object>> all = api.get("/api/v1/alerts").ok().list("data", "alerts");
    assertThat(api.get("/api/v1/alerts?state=pending").ok().list("data", "alerts"))
        .isEqualTo(all.stream().filter(item -> "pending".equals(item.get("state"))).toList())
        .isNotEmpty();
    assertThat(
            api.get("/api/v1/alerts?filter=environment%3D~%22p.*%22&rule_id=cpu_kept")
                .ok()
                .list("data", "alerts"))
        .isEqualTo(
            all.stream()
                .filter(item -> "cpu_kept".equals(item.get("rule_id")))
                .filter(item -> "prod".equals(Api.at(item, "labels", "environment")))
                .toList())
        .isNotEmpty();
  }

  @Test
  void keys_ofARuleOnTheGrid_areAllThatWereSeenLately() {
    Set<String> instances = new HashSet<>();
    api.get("/api/v1/rules/silent/alert-keys")
        .ok()
        .list("data", "alert_keys")
        .forEach(key -> instances.add(String.valueOf(Api.at(key, "labels", "instance_id"))));
    assertThat(instances).hasSize(INSTANCES);
  }

  @Test
  void rules_all_areAsPrometheusShowsThem() {
    Api.Answer rules = api.get("/api/v1/rules").ok();
    assertThat(rules.list("data", "groups").stream().map(group -> group.get("name")))
        .containsExactly("hosts", "windows", "odd");
    assertThat(rules.at("data", "groupNextToken")).isNull();
    Map<String, Object> group = rules.list("data", "groups").getFirst();
    assertThat(group)
        .containsEntry("file", "all.yaml")
        .containsEntry("interval", 15.0)
        .containsEntry("lastEvaluation", "2026-11-21T10:09:45.000Z");
    Map<String, Object> rule = rules.list("data", "groups", 0, "rules").getFirst();
    assertThat(rule)
        .containsEntry("type", "alerting")
        .containsEntry("name", "CPU is high")
        .containsEntry("query", "cpu{environment=~\"prod|st\\\\.age\"} > 80")
        .containsEntry("duration", 120.0)
        .containsEntry("keepFiringFor", 0.0)
        .containsEntry("health", "ok")
        .containsEntry("annotations", Map.of("summary", "busy"))
        .containsEntry(
            "labels", Map.of("team", "platform", "rule_id", "cpu_high", "severity", "high"))
        .containsEntry("id", "cpu_high")
        .containsEntry("runbook_url", "https://wiki/cpu")
        .doesNotContainKeys("resolve_threshold", "active");
    assertThat(rules.at("data", "groups", 1, "rules", 1, "active", "location"))
        .isEqualTo("Europe/Berlin");
    assertThat(rules.at("data", "groups", 1, "rules", 1, "active", "times"))
        .isEqualTo(List.of("00:00-24:00"));
    assertThat(rules.list("data", "groups", 1, "rules").getLast().toString())
        .contains("weekdays=[monday, tuesday, wednesday, thursday, friday, saturday, sunday]");
    assertThat(rules.list("data", "groups", 1, "rules").getFirst())
        .containsEntry("resolve_threshold", 50.0);
    assertThat(rules.list("data", "groups", 1, "rules").stream().map(item -> item.get("query")))
        .containsExactly("avg(cpu[5m]) > 50", "absent(cpu[3m])");
    assertThat(rules.list("data", "groups", 2, "rules").stream().map(item -> item.get("query")))
        .startsWith("anomaly_both(cpu, 1h) >= 3", "burn_rate(errors / total, 99%, [1h, 5m]) > 14.4")
        .hasSize(5);
  }

  @Test
  void rules_withTheirAlerts_areInTheStateOfTheseAndHaveEachOnce() {
    List<Object> shown = new ArrayList<>();
    for (Map<String, Object> group : api.get("/api/v1/rules").ok().list("data", "groups")) {
      for (Object item : (List<?>) Optional.ofNullable(group.get("rules")).orElseThrow()) {
        Map<?, ?> rule = (Map<?, ?>) item;
        List<?> alerts = (List<?>) Optional.ofNullable(rule.get("alerts")).orElseThrow();
        Set<Object> states = new HashSet<>();
        alerts.forEach(alert -> {
          assertThat(((Map<?, ?>) alert).get("rule_id")).isEqualTo(rule.get("id"));
          states.add(((Map<?, ?>) alert).get("state"));
        });
        String state =
            states.contains("firing") ? "firing" : states.isEmpty() ? "inactive" : "pending";
        assertThat(rule.get("state")).as("%s", rule.get("id")).isEqualTo(state);
        shown.addAll(alerts);
      }
    }
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            new ArrayList<Object>(api.get("/api/v1/alerts").ok().list("data", "alerts")));
  }

  @Test
  void alerts_haveTheUnitOfWhatTheirRuleCompares() {
    Map<Object, Object> units = new HashMap<>();
    for (Map<String, Object> alert : api.get("/api/v1/alerts").ok().list("data", "alerts")) {
      units.put(alert.get("rule_id"), Optional.ofNullable(alert.get("unit")).orElse("none"));
    }
    assertThat(units)
        .containsEntry("silent", "seconds")
        .containsEntry("cpu_mean", "none")
        .containsEntry("cpu_kept", "none");
  }

  @Test
  void rules_withoutAlerts_areInTheSameStates() {
    List<Map<String, Object>> without =
        api.get("/api/v1/rules?exclude_alerts=true").ok().list("data", "groups");
    assertThat(without.toString()).contains("alerts=[]").doesNotContain("dedup_key");
    assertThat(states(without))
        .isEqualTo(states(api.get("/api/v1/rules").ok().list("data", "groups")))
        .contains("firing", "inactive");
  }

  private static List<Object> states(List<Map<String, Object>> groups) {
    return groups.stream()
        .flatMap(
            group -> ((List<?>) Optional.ofNullable(group.get("rules")).orElseThrow()).stream())
        .<Object>map(rule -> String.valueOf(((Map<?, ?>) rule).get("state")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "type=alert,6",
    "type=record,0",
    "rule_name[]=CPU%20is%20high&rule_name[]=Burning,2",
    "rule_group[]=windows,1",
    "file[]=all.yaml,3",
    "file[]=other.yaml,0",
    "rule_group[]=hosts&rule_name[]=Burning,0",
  })
  void rules_chosen_areThose(String query, int groupsOrRules) {
    List<Map<String, Object>> groups =
        api.get("/api/v1/rules?exclude_alerts=true&" + query).ok().list("data", "groups");
    if (query.equals("type=alert")) {
      assertThat(states(groups)).hasSize(9);
    } else {
      assertThat(groups).hasSize(groupsOrRules);
    }
  }

  @Test
  void rules_pagedByGroups_areEachOnce() {
    List<Object> names = new ArrayList<>();
    String token = "";
    do {
      Api.Answer page = api.get("/api/v1/rules?group_limit=2&group_next_token=" + token).ok();
      page.list("data", "groups").forEach(group -> names.add(group.get("name")));
      token = page.at("data", "groupNextToken") == null ? "" : page.text("data", "groupNextToken");
    } while (!token.isEmpty());
    assertThat(names).containsExactly("hosts", "windows", "odd");
  }

  @Test
  void why_ofEveryKey_agreesWithItsState() {
    Set<Object> reasons = new HashSet<>();
    for (AlertKeyRow row : rows()) {
      Api.Answer why = api.get("/api/v1/alert-keys/" + row.fingerprint() + "/why").ok();
      assertThat(why.text("data", "state")).isEqualTo(row.state().phase().code());
      assertThat(why.text("data", "rule_id")).isEqualTo(row.ruleId().value());
      String because = why.text("data", "because");
      reasons.add(because);
      List<String> possible =
          switch (row.state().phase()) {
            case NONE -> List.of("condition_not_met");
            case PENDING -> List.of("duration_not_met", "cooling_down");
            case FIRING -> List.of("condition_met", "kept_firing");
            case RESOLVED -> List.of("resolved");
          };
      assertThat(possible).contains(because);
      assertThat(why.text("data", "text"))
          .startsWith(
              switch (row.state().phase()) {
                case NONE, RESOLVED -> "Not firing: ";
                case PENDING -> "Pending since ";
                case FIRING -> "Firing: ";
              });
      assertThat(why.at("data", "watermark", "time")).isEqualTo("2026-11-21T10:09:50.000Z");
    }
    assertThat(reasons)
        .contains(
            "condition_not_met", "duration_not_met", "condition_met", "kept_firing", "resolved");
  }

  @Test
  void why_ofAKeyWithoutARow_isNotifiedFromWhatTheGridRemembers() {
    Set<String> withRow = new HashSet<>();
    rows().forEach(row -> withRow.add(row.fingerprint().toString()));
    Map<String, Object> healthy =
        api.get("/api/v1/rules/silent/alert-keys").ok().list("data", "alert_keys").stream()
            .filter(key -> !withRow.contains(key.get("fingerprint")))
            .findFirst()
            .orElseThrow();
    Api.Answer why = api.get("/api/v1/alert-keys/" + healthy.get("fingerprint") + "/why").ok();
    assertThat(why.text("data", "state")).isEqualTo("none");
    assertThat(why.text("data", "because")).isEqualTo("condition_not_met");
    assertThat(why.text("data", "condition", "next_result")).isEqualTo("false");
    assertThat(why.text("data", "condition", "active", "location")).isEqualTo("Europe/Berlin");
    assertThat(why.text("data", "text"))
        .contains("the next evaluation time", "No partition holds it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/alerts?limit=0|400|invalid parameter \"limit\": \"0\" is no whole number of at least 1",
        "/api/v1/alerts?limit=many|400|invalid parameter \"limit\": \"many\" is no whole number of at least 1",
        "/api/v1/alerts?state=on|400|invalid parameter \"state\": \"on\" is neither pending nor firing",
        "/api/v1/alerts?after=12|400|invalid parameter \"after\": \"12\" is no fingerprint of 16 hexadecimal digits",
        "/api/v1/alerts?after=zzzzzzzzzzzzzzzz|400|invalid parameter \"after\": \"zzzzzzzzzzzzzzzz\" is no fingerprint of 16 hexadecimal digits",
        "/api/v1/alerts?filter=a|400|invalid parameter \"filter\": \"a\" ",
        "/api/v1/rules?type=both|400|invalid parameter \"type\": \"both\" is neither alert nor record",
        "/api/v1/rules?group_limit=-1|400|invalid parameter \"group_limit\": \"-1\" is no whole number",
        "/api/v1/rules?group_next_token=x|400|invalid parameter \"group_next_token\": group_limit needs to be present",
        "/api/v1/rules?group_limit=1&group_next_token=x|400|invalid parameter \"group_next_token\": there is no such group any more",
        "/api/v1/rules?exclude_alerts=maybe|400|invalid parameter \"exclude_alerts\": \"maybe\" is neither true nor false",
        "/api/v1/rules/nothing/alert-keys|404|there is no rule \"nothing\"",
        "/api/v1/alert-keys/nothing/why|400|invalid parameter \"fingerprint\": \"nothing\" is no fingerprint",
        "/api/v1/alert-keys/0000000000000001/why|404|nothing is remembered of key 0000000000000001",
        "/api/v1/nothing|404|there is nothing at this address",
      })
  void requests_thatCannotBeAnswered_areRefusedInASentence(
      String target, int status, String sentence) {
    Api.Answer refused = api.get(target);
    assertThat(refused.status()).as(refused.body()).isEqualTo(status);
    if (target.matches("/api/v1/(rules|alerts)(\\?.*)?")) {
      assertThat(refused.headers()).containsEntry("Content-Type", "application/json");
      assertThat(refused.text("status")).isEqualTo("error");
      assertThat(refused.text("errorType")).isEqualTo("bad_data");
      assertThat(refused.text("error")).startsWith(sentence);
    } else {
      assertThat(refused.headers()).containsEntry("Content-Type", "application/problem+json");
      assertThat(refused.at("status")).isEqualTo(status);
      assertThat(refused.text("type")).isEqualTo("about:blank");
      assertThat(refused.text("detail")).startsWith(sentence);
    }
    assertThat(refused.at("data")).isNull();
  }

  @Test
  void methods_thatAreNotTaken_areRefused() {
    Api.Answer refused = api.call("DELETE", "/api/v1/alerts", "");
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.text("title")).isEqualTo("Method Not Allowed");
    assertThat(refused.text("detail")).isEqualTo("this address does not take this method");
  }
}
