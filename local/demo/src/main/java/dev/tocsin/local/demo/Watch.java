package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the running demonstration from outside and remembers what it saw. Used by one thread.
 */
final class Watch {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Set<String> UNDECIDED = Set.of("awaiting_approval");

  private final Instant startedAt;
  private final InstantSource clock;
  private final Client client = new Client(TIMEOUT);
  private final AlertsApi api;
  private final Inbox inbox;
  private final Supplier<MetricsFeed.Progress> feed;
  private final List<Screen.Address> addresses;
  private final EventLog eventLog = new EventLog();
  private final Set<String> decided = new HashSet<>();

  Watch(
      Instant startedAt,
      InstantSource clock,
      URI http,
      Inbox inbox,
      Supplier<MetricsFeed.Progress> feed,
      List<Screen.Address> addresses) {
    this.startedAt = startedAt;
    this.clock = clock;
    this.inbox = inbox;
    this.feed = feed;
    this.addresses = addresses;
    api = new AlertsApi(client, http);
  }

  /** Looks once, at everything. */
  Screen look() throws InterruptedException {
    Instant now = clock.instant();
    List<Notification> messages = inbox.messages();
    eventLog.messages(messages);
    Optional<List<ActiveAlert>> alerts = api.alerts();
    alerts.ifPresent(list -> eventLog.alerts(list, now));
    List<Screen.Address> open = new ArrayList<>(addresses);
    for (Notification message : messages) {
      if (undecided(message, now)) {
        open.add(new Screen.Address("approve", message.text("approval_url")));
      }
    }
    List<ActiveAlert> active =
        alerts.orElse(List.of()).stream().filter(ActiveAlert::active).toList();
    return new Screen(
        startedAt, now, feed.get(), active, alerts.isPresent(), eventLog.episodes(), open);
  }

  /** What was learnt since the last call. */
  List<Event> news() {
    return eventLog.news();
  }

  private boolean undecided(Notification message, Instant now) throws InterruptedException {
    Optional<URI> link = ApprovalLink.of(message);
    if (link.isEmpty() || decided.contains(message.key())) {
      return false;
    }
    Optional<JsonNode> question = new ApprovalLink(client, link.get()).question();
    String status = question.map(asked -> asked.path("status").asText()).orElse("");
    boolean waiting = UNDECIDED.contains(status);
    if (!waiting) {
      decided.add(message.key());
    }
    if (!status.isEmpty()) {
      eventLog.approval(message, status, now);
    }
    return waiting;
  }
}
