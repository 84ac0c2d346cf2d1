package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of {@code /api/v1/events}. */
class EventsTest {
  private static final String PATH = "/api/v1/events";
  private static final Labels DB = Labels.of("alertname", "Disk", "team", "db");
  private static final Labels WEB = Labels.of("alertname", "Disk", "team", "web");

  private final RoutedWorld world = new RoutedWorld();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route: {receiver: db, group_by: [team], group_wait: 30s}
        receivers: [{name: db, webhook_configs: [{url: 'http://db.example'}]}]
        """);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void list_withoutAPlace_beginsWithWhatComes() {
    fire(DB);
    OwnApi.Answer first = world.api.get(PATH).ok();
    assertThat(first.list("data", "events")).isEmpty();
    assertThat(first.at("data", "reset")).isEqualTo(false);

    fire(WEB);

    OwnApi.Answer second = after(first);
    assertThat(whats(second)).containsExactly("alert started");
    assertThat(second.at("data", "events", 0, "subject", "labels")).isEqualTo(WEB.asMap());
    assertThat(whats(after(second))).isEmpty();
  }

  @Test
  void list_pages_areAllChangesInOrder() {
    OwnApi.Answer page = world.api.get(PATH).ok();
    fire(DB);
    world.after(Duration.ofSeconds(30));
    world.accept();
    acknowledge(DB);
    world.resolve(DB);

    List<String> all = whats(after(page));
    List<String> paged = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      page = after(page, "limit=1");
      paged.addAll(whats(page));
    }

    assertThat(all)
        .containsExactly(
            "alert started",
            "delivery accepted",
            "acknowledgement acknowledged",
            "alert resolved",
            "acknowledgement resolved");
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void list_filter_leavesOutOtherAlertsAndTheirDeliveries() {
    OwnApi.Answer start = world.api.get(PATH).ok();
    fire(DB);
    fire(WEB);
    world.after(Duration.ofSeconds(30));
    world.accept();

    assertThat(whats(after(start, "filter=team=\"db\"")))
        .containsExactly("alert started", "delivery accepted");
    assertThat(whats(after(start, "filter=team=~\"db|web\"", "filter=team!=\"web\""))).hasSize(2);
    assertThat(whats(after(start))).hasSize(4);
  }

  @Test
  void list_placeOfTwoDaysAgo_isAReset() {
    OwnApi.Answer start = world.api.get(PATH).ok();
    world.clock.advance(Duration.ofDays(2));

    OwnApi.Answer reset = after(start);

    assertThat(reset.at("data", "reset")).isEqualTo(true);
    assertThat(after(reset).at("data", "reset")).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          after=x      | after must be the "next" of the page before
          limit=x      | limit must be a whole number, 1 to 500
          filter=team  | filter must be a matcher such as team="db": at character 5: expected an operator
          """)
  void list_badQuery_isRefusedWithASentence(String query, String sentence) {
    OwnApi.Answer answer = world.api.get(PATH, query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(String.valueOf(answer.at("detail"))).startsWith(sentence);
  }

  private OwnApi.Answer after(OwnApi.Answer page, String... query) {
    return world
        .api
        .get(
            PATH,
            Stream.concat(Stream.of("after=" + page.at("data", "next")), Stream.of(query))
                .toArray(String[]::new))
        .ok();
  }

  private void fire(Labels labels) {
    world.post(labels, Map.of(), Optional.of(world.clock.instant().plus(Duration.ofDays(1))));
  }

  private void acknowledge(Labels labels) {
    world.api.post("/api/v1/alerts/" + labels.fingerprint() + "/ack", "{\"duration\":\"1h\"}").ok();
  }

  private static List<String> whats(OwnApi.Answer answer) {
    return answer.list("data", "events").stream()
        .flatMap(event -> event instanceof Map<?, ?> fields ? Stream.of(fields) : Stream.empty())
        .map(fields -> fields.get("topic") + " " + fields.get("what"))
        .toList();
  }
}
