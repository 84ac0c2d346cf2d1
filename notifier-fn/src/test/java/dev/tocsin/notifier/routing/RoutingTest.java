package dev.tocsin.notifier.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.TestContext;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.route.Route;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {
  private final TestContext context = new TestContext();
  private final Routing routing =
      read(
          """
          route:
            receiver: all
            routes:
            - receiver: db
              matchers: [team="db"]
              mute_time_intervals: [noon, afternoon]
              active_time_intervals: [morning, afternoon]
          receivers:
          - name: all
          - name: db
            webhook_configs: [{url: "http://a.test/"}, {url: "http://b.test/"}]
          time_intervals:
          - {name: morning, time_intervals: [{times: [{start_time: "08:00", end_time: "12:30"}]}]}
          - {name: noon, time_intervals: [{times: [{start_time: "12:00", end_time: "13:00"}]}]}
          - {name: afternoon, time_intervals: [{times: [{start_time: "12:20", end_time: "18:00"}]}]}
          """);
  private final Route db = routing.routesOf(Labels.of("team", "db")).getFirst();
  private final Route all = routing.routesOf(Labels.EMPTY).getFirst();

  private Routing read(String yaml) {
    long unused = context.configure(yaml);
    return context.get(ActiveRouting.class).now();
  }

  @AfterEach
  void close() {
    context.close();
  }

  @ParameterizedTest(name = "at {0} the route is inactive for [{1}] and muted by [{2}]")
  @CsvSource(
      textBlock =
          """
          07:59, morning afternoon, ''
          08:00, '',                ''
          12:10, '',                noon
          12:25, '',                noon afternoon
          13:00, '',                afternoon
          18:00, morning afternoon, ''
          """)
  void intervals_atATime_areThoseThatMute(String time, String inactive, String mute) {
    assertThat(routing.intervals(db, Instant.parse("2026-11-21T" + time + ":00Z")))
        .isEqualTo(new IntervalState(names(inactive), names(mute)));
  }

  private static List<String> names(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Test
  void intervals_routeWithout_isOpen() {
    assertThat(routing.intervals(all, Instant.EPOCH)).isEqualTo(IntervalState.OPEN);
  }

  @Test
  void integrations_ofARoute_areThoseOfItsReceiver() {
    assertThat(routing.integrations(db))
        .extracting(Integration::key)
        .containsExactly("db/webhook[0]", "db/webhook[1]");
    assertThat(routing.integrations(all)).isEmpty();
  }

  @Test
  void integration_byKey_isFoundInAnyReceiver() {
    assertThat(routing.integration("db/webhook[1]"))
        .hasValueSatisfying(
            found -> assertThat(found).isEqualTo(routing.integrations(db).getLast()));
    assertThat(routing.integration("db/webhook[2]")).isEmpty();
  }

  @Test
  void route_byId_isAnyNodeOfTheTree() {
    assertThat(routing.route(db.id())).contains(db);
    assertThat(routing.route(all.id())).contains(all);
    assertThat(routing.route("another")).isEmpty();
  }
}
