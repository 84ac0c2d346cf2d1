package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.routing.explain.ExplainedIntegration;
import dev.tocsin.routing.explain.ExplainedRoute;
import dev.tocsin.routing.explain.Sentences;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.route.Route;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A route that takes an alert.
 *
 * @param path the nodes from the root to the route
 * @param cutOff routes that match too, but come after one that does not continue
 * @param mutedBy time intervals that mute it now
 * @param sentences all of this, as people read it
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownRoute(
    String receiver,
    List<ShownNode> path,
    List<ShownNode> cutOff,
    ShownGroup group,
    ShownTimers timers,
    List<String> mutedBy,
    @Nullable String intervalsChangeAt,
    List<ShownIntegration> integrations,
    List<String> sentences) {
  static ShownRoute of(ExplainedRoute explained, Instant now) {
    Route route = explained.route();
    return new ShownRoute(
        route.receiver(),
        explained.path().nodes().stream().map(ShownNode::of).toList(),
        explained.path().cutOff().stream().map(ShownNode::of).toList(),
        ShownGroup.of(explained),
        ShownTimers.of(explained),
        explained.intervals().inactive().isEmpty()
            ? explained.intervals().mute()
            : explained.intervals().inactive(),
        explained.intervalsChangeAt().map(Rfc3339::format).orElse(null),
        explained.integrations().stream()
            .map(integration -> ShownIntegration.of(integration, route, now))
            .toList(),
        Sentences.ofRoute(explained, now));
  }

  /** A node of the routing tree. */
  @Serdeable
  record ShownNode(String matchers, String receiver, @JsonProperty("continue") boolean continues) {
    static ShownNode of(Route route) {
      return new ShownNode(route.matchers().toString(), route.receiver(), route.continues());
    }
  }

  /** The group of the alert at the route; there need not be any. */
  @Serdeable
  record ShownGroup(UUID id, String key, Map<String, String> labels) {
    static ShownGroup of(ExplainedRoute explained) {
      return new ShownGroup(
          explained.group().id(), explained.groupKey(), explained.group().labels().asMap());
    }
  }

  /** The route's timers, and those of the group where it exists. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownTimers(
      String groupWait,
      String groupInterval,
      String repeatInterval,
      @Nullable String nextFlush,
      @Nullable String lastFlush) {
    static ShownTimers of(ExplainedRoute explained) {
      Route route = explained.route();
      return new ShownTimers(
          DurationText.of(route.groupWait()),
          DurationText.of(route.groupInterval()),
          DurationText.of(route.repeatInterval()),
          explained.timer().map(timer -> Rfc3339.format(timer.dueAt())).orElse(null),
          explained.timer().flatMap(GroupTimer::flushedAt).map(Rfc3339::format).orElse(null));
    }
  }

  /** An integration of the receiver, what it knows of the group, and why. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownIntegration(
      String name,
      @Nullable ShownLog lastNotified,
      @Nullable ShownDecision lastDecision,
      String sentence) {
    static ShownIntegration of(ExplainedIntegration explained, Route route, Instant now) {
      return new ShownIntegration(
          explained.integration().key(),
          explained.log().map(ShownLog::of).orElse(null),
          explained.last().map(ShownDecision::of).orElse(null),
          Sentences.ofIntegration(explained, route, now));
    }
  }

  /** What an integration was last notified of: fingerprints. */
  @Serdeable
  record ShownLog(String at, List<String> firing, List<String> resolved) {
    static ShownLog of(NotificationLog log) {
      return new ShownLog(Rfc3339.format(log.at()), texts(log.firing()), texts(log.resolved()));
    }

    private static List<String> texts(Collection<Fingerprint> alerts) {
      return alerts.stream().sorted().map(Fingerprint::toString).toList();
    }
  }

  /** A decision of a flush. */
  @Serdeable
  record ShownDecision(String at, boolean notifies, String reason, List<String> causes) {
    static ShownDecision of(FlushRecord decision) {
      return new ShownDecision(
          Rfc3339.format(decision.at()), decision.notifies(), decision.reason(), decision.causes());
    }
  }
}
