package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final AlertKey KEY = new AlertKey("cpu_high", "web-1");

  private final EventLog eventLog = new EventLog();
  private final List<Notification> inbox = new ArrayList<>();

  @Test
  void oneAlert_fromPendingToResolved_isOneStoryInOrderOfTime() {
    api(100, "pending", 0);
    api(2100, "firing", 0);
    reported("firing", 2300, 2000, 1);
    reported("approval_requested", 2600, 2000, 1);
    eventLog.approval(inbox.getLast(), "awaiting_approval", at(2700));
    eventLog.approval(inbox.getLast(), "success", at(3000));
    eventLog.approval(inbox.getLast(), "success", at(3100));
    reported("remediation_result", 3200, 3200, 1);
    reported("resolved", 4200, 4000, 1);
    eventLog.alerts(List.of(), at(4300));

    assertThat(story(0))
        .containsExactly(
            "0 pending",
            "2000 firing",
            "2300 notified",
            "2600 approval asked",
            "3000 approved",
            "3200 action",
            "4000 resolved",
            "4200 resolution notified");
  }

  @Test
  void messageBeforeTheApi_theFiringComesFromTheMessage() {
    reported("firing", 2300, 2000, 1);
    api(2500, "firing", 0);

    assertThat(story(0)).containsExactly("2000 firing", "2300 notified");
  }

  @Test
  void refire_isNotifiedInTheSameStory() {
    reported("firing", 2300, 2000, 1);
    reported("firing", 12300, 12000, 2);

    assertThat(story(0)).containsExactly("2000 firing", "2300 notified", "12300 notified again");
  }

  @Test
  void firesAgainAfterItWasResolved_isAStoryOfItsOwn() {
    reported("firing", 2300, 2000, 1);
    reported("resolved", 4300, 4000, 1);
    reported("firing", 9300, 9000, 2);

    assertThat(eventLog.episodes()).hasSize(2);
    assertThat(story(1)).containsExactly("9000 firing", "9300 notified again");
  }

  @Test
  void pendingThatClears_isResolvedWithoutBeingReported() {
    api(100, "pending", 0);
    eventLog.alerts(List.of(), at(1000));
    eventLog.alerts(List.of(), at(2000));

    assertThat(story(0)).containsExactly("0 pending", "1000 resolved");
  }

  @Test
  void news_isWhatWasLearntSinceTheLastCall() {
    api(100, "pending", 0);
    assertThat(eventLog.news()).extracting(Event::what).containsExactly("pending");

    api(200, "pending", 0);
    reported("firing", 2300, 2000, 1);
    eventLog.messages(inbox);

    assertThat(eventLog.news()).extracting(Event::what).containsExactly("firing", "notified");
    assertThat(eventLog.news()).isEmpty();
  }

  private void api(long millis, String state, long since) {
    var alert = new ActiveAlert(KEY, "High CPU", "high", state, Optional.of(at(since)), "96.0");
    eventLog.alerts(List.of(alert), at(millis));
  }

  private void reported(String state, long received, long happened, int fireCount) {
    var body = Json.object().put("state", state).put("rule_id", "cpu_high");
    body.put("instance_id", "web-1").put("alert_name", "High CPU").put("fire_count", fireCount);
    body.put("timestamp", Json.time(at(happened)));
    inbox.add(Notification.first("key-" + inbox.size(), at(received), body));
    eventLog.messages(inbox);
  }

  private List<String> story(int index) {
    return eventLog.episodes().get(index).events().stream()
        .map(event -> Duration.between(START, event.at()).toMillis() + " " + event.what())
        .toList();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
