package dev.tocsin.local.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.upstream.Observation.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void of_sameNotificationsWithinTolerance_findsNothing() {
    assertThat(
            differences(
                List.of(attempt(1000, 200, "firing"), attempt(3000, 200, "resolved")),
                List.of(attempt(1090, 200, "firing"), attempt(2950, 200, "resolved"))))
        .isEmpty();
  }

  @Test
  void of_lateNotification_namesTheTime() {
    assertThat(
            differences(
                List.of(attempt(1000, 200, "firing")), List.of(attempt(1200, 200, "firing"))))
        .singleElement()
        .asString()
        .contains("200 ms later than expected");
  }

  @Test
  void of_otherBody_namesThePlace() {
    assertThat(
            differences(
                List.of(attempt(1000, 200, "firing")), List.of(attempt(1000, 200, "resolved"))))
        .singleElement()
        .asString()
        .contains("$.status: expected \"firing\", but was \"resolved\"");
  }

  @Test
  void of_missingAndUnexpectedNotification_namesBoth() {
    Attempt sent = attempt(1000, 200, "firing");

    assertThat(differences(List.of(sent), List.of()))
        .singleElement()
        .asString()
        .contains("missing");
    assertThat(differences(List.of(), List.of(sent)))
        .singleElement()
        .asString()
        .contains("not expected");
  }

  @Test
  void of_unexpectedNotificationAtTheEnd_isNotCompared() {
    assertThat(differences(List.of(), List.of(attempt(9950, 200, "firing")))).isEmpty();
  }

  @Test
  void of_attemptAfterAFailedOne_mayDifferByTheBackOff() {
    assertThat(
            differences(
                List.of(attempt(1000, 500, "firing"), attempt(1300, 200, "firing")),
                List.of(attempt(1000, 500, "firing"), attempt(1750, 200, "firing"))))
        .isEmpty();
  }

  @Test
  void of_fieldsOfLaterReleases_areNotCompared() {
    Attempt later = attempt(1000, 200, "firing");
    ((ObjectNode) later.body()).put("notification_reason", "first");

    assertThat(differences(List.of(attempt(1000, 200, "firing")), List.of(later))).isEmpty();
  }

  @Test
  void of_replies_comparesStatusAndBody() throws Exception {
    List<String> found =
        Comparison.of(
            replies(reply(200, "[{\"endsAt\":\"2030-01-01T00:00:00.100Z\"}]"), reply(200, "[]")),
            replies(reply(200, "[{\"endsAt\":\"2030-01-01T00:00:00.200Z\"}]"), reply(400, "[]")),
            Duration.ofSeconds(10),
            Duration.ofMillis(150));

    assertThat(found).containsExactly("GET alerts: expected 200 [], but was 400 []");
  }

  private static List<String> differences(List<Attempt> expected, List<Attempt> actual) {
    return Comparison.of(
        new Observation(START, expected, List.of()),
        new Observation(START, actual, List.of()),
        Duration.ofSeconds(10),
        Duration.ofMillis(150));
  }

  private static Attempt attempt(long at, int status, String state) {
    return new Attempt(
        "/team/0",
        START.plusMillis(at),
        status,
        JSON.createObjectNode().put("groupKey", "{}:{}").put("status", state));
  }

  private static Observation replies(Answered... replies) {
    return new Observation(START, List.of(), List.of(replies));
  }

  private static Answered reply(int status, String body) throws Exception {
    return new Answered("GET alerts", status, JSON.readTree(body));
  }
}
