package dev.tocsin.notifier.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A routing tree as a configuration, and what it means said in other words. */
enum Tree {
  FULL,
  WITHOUT_AUDIT,
  ONE_RECEIVER;

  private static final String AUDIT_ROUTE =
      """
        - receiver: audit
          continue: true
          matchers: [severity="critical"]
          group_by: [alertname]
      """;

  private static final String OTHER_ROUTE =
      """
        - receiver: other
          matchers: [team="y"]
          mute_time_intervals: [quiet]
      """;

  /** An alert of the test. */
  record Source(String name, String team, String severity) {
    boolean isCritical() {
      return severity.equals("critical");
    }

    String text() {
      return name + " team=" + team + " severity=" + severity;
    }
  }

  /** Where a group is notified. */
  record Place(String groupKey, String integration) {
    boolean hearsOfEnds() {
      return !integration.startsWith("audit");
    }
  }

  /** Where an alert belongs. */
  List<Place> placesOf(Source alert) {
    List<Place> places = new ArrayList<>();
    boolean isAudited = this == FULL && alert.isCritical();
    boolean isOther = this != ONE_RECEIVER && alert.team().equals("y");
    if (isAudited) {
      places.add(
          new Place(
              "{}/{severity=\"critical\"}:{alertname=\"%s\"}".formatted(alert.name()),
              "audit/webhook[0]"));
    }
    if (isOther) {
      places.add(new Place("{}/{team=\"y\"}:{team=\"y\"}", "other/webhook[0]"));
    }
    if (!isAudited && !isOther) {
      String key = "{}:{team=\"%s\"}".formatted(alert.team());
      places.add(new Place(key, "db/webhook[0]"));
      if (this != ONE_RECEIVER) {
        places.add(new Place(key, "db/webhook[1]"));
      }
    }
    return places;
  }

  String yaml() {
    return """
    global: {resolve_timeout: 3m}
    route:
      receiver: db
      group_by: [team]
      group_wait: 10s
      group_interval: 30s
      repeat_interval: 90h
      routes:%s
    inhibit_rules:
    - source_matchers: [severity="critical"]
      target_matchers: [severity="warning"]
      equal: [team]
    time_intervals:
    - name: quiet
      time_intervals: [{times: [%s]}]
    receivers:
    - name: db
      webhook_configs: [%s]
    - name: audit
      webhook_configs: [{url: "http://audit.test/", send_resolved: false}]
    - name: other
      webhook_configs: [{url: "http://other.test/"}]
    """
        .formatted(
            switch (this) {
              case FULL -> "\n" + AUDIT_ROUTE + OTHER_ROUTE;
              case WITHOUT_AUDIT -> "\n" + OTHER_ROUTE;
              case ONE_RECEIVER -> " []";
            },
            quietHours(),
            this == ONE_RECEIVER
                ? "{url: \"http://one.test/\"}"
                : "{url: \"http://one.test/\"}, {url: \"http://two.test/\"}");
  }

  /** From 20 to 30 minutes past each hour. */
  private static String quietHours() {
    return IntStream.range(0, 24)
        .mapToObj("{start_time: \"%1$02d:20\", end_time: \"%1$02d:30\"}"::formatted)
        .collect(Collectors.joining(", "));
  }
}
