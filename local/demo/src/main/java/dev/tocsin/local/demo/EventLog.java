package dev.tocsin.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes stories of alerts out of what is seen from outside: the alerts API, the inbox, the approval
 * links. Reported by one thread; the newest twenty stories are kept.
 */
final class EventLog {

  private static final int EPISODES = 20;

  private final List<Episode> episodes = new ArrayList<>();
  private final List<Event> log = new ArrayList<>();
  private Set<String> reported = Set.of();

  /** Oldest first. */
  List<Episode> episodes() {
    return List.copyOf(episodes);
  }

  /** What was learnt since the last call, each with the alert's name in front. */
  List<Event> news() {
    List<Event> news = List.copyOf(log);
    log.clear();
    return news;
  }

  /**
   * The API shows these alerts at {@code now}, and no others; to be recorded after the messages.
   */
  void alerts(List<ActiveAlert> alerts, Instant now) {
    for (ActiveAlert alert : alerts) {
      if (alert.active()) {
        active(alert, now);
      }
    }
    for (Episode episode : episodes()) {
      boolean gone =
          alerts.stream().noneMatch(alert -> alert.active() && alert.key().equals(episode.key()));
      if (gone && seenByApi(episode) && !episode.has("resolved")) {
        extend(episode, new Event(now, "resolved", ""));
      }
    }
  }

  /** These messages are in the inbox; those known already add nothing new. */
  void messages(List<Notification> messages) {
    for (Notification message : messages) {
      if (!reported.contains(message.key())) {
        reported(message);
      }
    }
    reported = messages.stream().map(Notification::key).collect(Collectors.toSet());
  }

  private void reported(Notification message) {
    AlertKey key = AlertKey.of(message);
    boolean firing = message.state().equals("firing");
    if (newest(key).filter(episode -> !firing || !episode.has("resolved")).isEmpty()) {
      begin(key, message.text("alert_name"));
    }
    if (firing || message.state().equals("resolved")) {
      transition(key, message);
    }
    extend(newest(key).orElseThrow(), event(message));
  }

  /** The message knows when the transition was, which the API may have shown later or not yet. */
  private void transition(AlertKey key, Notification message) {
    Episode episode = newest(key).orElseThrow();
    Instant at = message.eventTime().orElse(message.receivedAt());
    if (episode.has(message.state())) {
      episodes.set(episodes.lastIndexOf(episode), episode.dated(message.state(), at));
    } else {
      extend(episode, new Event(at, message.state(), value(message)));
    }
  }

  private static String value(Notification message) {
    String value = message.text("value");
    return value.isEmpty() ? "" : "value " + Rounded.text(value, message.text("unit"));
  }

  /** The approval link in a message says that its run has this status. */
  void approval(Notification question, String status, Instant now) {
    Set<String> decided = Set.of("approved", "running", "success", "failed");
    String what = decided.contains(status) ? "approved" : status;
    newest(AlertKey.of(question))
        .filter(episode -> !what.equals("awaiting_approval") && !episode.has(what))
        .ifPresent(episode -> extend(episode, new Event(now, what, "")));
  }

  private void active(ActiveAlert alert, Instant now) {
    Optional<Episode> known = newest(alert.key()).filter(episode -> !episode.has("resolved"));
    if (known.filter(episode -> episode.has(alert.state())).isPresent()) {
      return;
    }
    boolean pending = alert.state().equals("pending");
    Instant at = pending ? alert.activeAt().orElse(now) : now;
    if (known.isEmpty()) {
      begin(alert.key(), alert.name());
    }
    extend(
        newest(alert.key()).orElseThrow(), new Event(at, alert.state(), "value " + alert.value()));
  }

  private static boolean seenByApi(Episode episode) {
    return episode.has("pending") || episode.has("firing");
  }

  private void begin(AlertKey key, String name) {
    episodes.add(new Episode(key, name, List.of()));
    if (episodes.size() > EPISODES) {
      episodes.remove(0);
    }
  }

  private void extend(Episode episode, Event event) {
    episodes.set(episodes.lastIndexOf(episode), episode.with(event));
    String about = episode.name() + " (" + episode.key().instanceId() + ")";
    log.add(new Event(event.at(), event.what(), (about + " " + event.detail()).strip()));
  }

  private Optional<Episode> newest(AlertKey key) {
    return episodes.reversed().stream().filter(episode -> episode.key().equals(key)).findFirst();
  }

  private static Event event(Notification message) {
    Instant at = message.receivedAt();
    return switch (message.state()) {
      case "firing" -> firing(message);
      case "enriched" -> new Event(at, "enriched", message.context());
      case "approval_requested" -> new Event(at, "approval asked", message.text("remediation"));
      case "remediation_result" -> {
        String result = message.text("remediation") + ": " + message.text("status");
        yield new Event(at, "action", result + " " + message.text("detail"));
      }
      case "resolved" -> new Event(at, "resolution notified", "");
      default -> new Event(at, message.state(), "");
    };
  }

  private static Event firing(Notification message) {
    String count = message.text("fire_count");
    return count.isEmpty() || count.equals("1")
        ? new Event(message.receivedAt(), "notified", message.context())
        : new Event(message.receivedAt(), "notified again", "fire count " + count);
  }
}
