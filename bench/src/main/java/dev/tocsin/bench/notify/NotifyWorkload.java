package dev.tocsin.bench.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Alerts, and the configuration that routes them to one webhook.
 *
 * @param groupSize how many alerts share a group
 * @param inhibitRules each has a source that fires and could mute the alerts of another cluster
 */
record NotifyWorkload(int groupSize, int inhibitRules) {
  private static final int CLUSTERS = 100;
  private static final int NAMES = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The label by which an alert is known again. */
  static final String ID = "id";

  /**
   * Alertmanager's configuration.
   *
   * @param webhook address of the receiver
   */
  String configuration(String webhook) {
    StringBuilder text =
        new StringBuilder(
            """
            route:
              receiver: bench
              group_by: [group]
              group_wait: 0s
              group_interval: 5m
              repeat_interval: 4h
            receivers:
            - name: bench
              webhook_configs:
              - url: %s
            """
                .formatted(webhook));
    if (inhibitRules > 0) {
      text.append("inhibit_rules:\n");
    }
    for (int rule = 0; rule < inhibitRules; rule++) {
      text.append(
          """
          - source_matchers: [role="source", rule="%d"]
            target_matchers: [role="target"]
            equal: [cluster]
          """
              .formatted(rule));
    }
    return text.toString();
  }

  /** The body of a post of alerts that fire for an hour, by the numbers of their ids. */
  String alerts(long from, long to, Instant now) {
    return json(LongStream.range(from, to).mapToObj(this::labels).toList(), now);
  }

  /** The body of a post of what the rules of inhibition have for sources. */
  String sources(Instant now) {
    return json(IntStream.range(0, inhibitRules).mapToObj(NotifyWorkload::source).toList(), now);
  }

  private Map<String, String> labels(long id) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "Bench" + id % NAMES);
    labels.put("role", "target");
    labels.put("cluster", "cluster-" + id % CLUSTERS);
    labels.put("instance", "host-" + id % 1_000);
    labels.put("severity", "high");
    labels.put("group", Long.toString(id / groupSize));
    labels.put(ID, Long.toString(id));
    return labels;
  }

  private static Map<String, String> source(int rule) {
    return Map.of(
        "alertname",
        "Source",
        "role",
        "source",
        "rule",
        Integer.toString(rule),
        "cluster",
        "apart-" + rule,
        "group",
        "source-" + rule,
        ID,
        "source-" + rule);
  }

  private static String json(List<Map<String, String>> alerts, Instant now) {
    String end = now.plus(1, ChronoUnit.HOURS).toString();
    List<Map<String, Object>> posted = new ArrayList<>();
    for (Map<String, String> labels : alerts) {
      posted.add(
          Map.of(
              "labels",
              labels,
              "annotations",
              Map.of("summary", "alert " + labels.get(ID) + " of the bench"),
              "endsAt",
              end,
              "generatorURL",
              "http://prometheus.example/graph?g0.expr=up"));
    }
    try {
      return JSON.writeValueAsString(posted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
