package dev.tocsin.routing.explain;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.matcher.GoString;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.team.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An explanation as people read it, a sentence for each fact, without the full stop. */
public final class Sentences {
  private final Instant now;

  private Sentences(Instant now) {
    this.now = now;
  }

  /** What holds at all routes: the alert itself, and what mutes it. */
  public static List<String> ofLabels(Explanation explanation) {
    Sentences said = new Sentences(explanation.at());
    List<String> sentences = new ArrayList<>();
    sentences.add(said.alert(explanation.alert()));
    explanation.response().team().ifPresent(team -> sentences.add(belongs(team)));
    said.response(explanation.response()).ifPresent(sentences::add);
    explanation.acknowledgement().ifPresent(by -> sentences.add(said.acknowledged(by)));
    explanation.silences().forEach(silence -> sentences.add(said.silenced(silence)));
    explanation.pending().forEach(silence -> sentences.add(said.willBeSilenced(silence)));
    explanation.inhibitor().ifPresent(inhibitor -> sentences.add(inhibited(inhibitor)));
    return sentences;
  }

  /** What holds at a route: its group, its time intervals and its integrations. */
  public static List<String> ofRoute(ExplainedRoute route, Instant now) {
    Sentences said = new Sentences(now);
    List<String> sentences = new ArrayList<>();
    sentences.add(said.flush(route));
    route.path().cutOff().forEach(other -> sentences.add(cutOff(other)));
    said.muted(route).ifPresent(sentences::add);
    if (route.integrations().isEmpty()) {
      sentences.add("receiver %s has no integrations".formatted(route.route().receiver()));
    }
    route
        .integrations()
        .forEach(integration -> sentences.add(ofIntegration(integration, route.route(), now)));
    return sentences;
  }

  /** What a group's last flush decided for an integration. */
  public static String ofIntegration(ExplainedIntegration explained, Route route, Instant now) {
    Integration integration = explained.integration();
    return explained
        .last()
        .map(last -> DecisionSentence.of(last, explained.log(), route.repeatInterval(), now))
        .orElseGet(() -> "%s has had no flush of this group yet".formatted(integration.key()));
  }

  private String alert(Optional<Alert> alert) {
    return alert
        .map(known ->
            known.isResolvedAt(now)
                ? "the alert ended at " + time(known.endsAt().orElse(now))
                : "the alert fires since " + time(known.startsAt()))
        .orElse("no alert has exactly these labels");
  }

  private static String belongs(Team team) {
    return "it is team %s's, the first whose matchers fit: %s"
        .formatted(team.name(), team.matchers());
  }

  private Optional<String> response(ExplainedResponse response) {
    return response
        .overdueAt()
        .map(since -> "overdue since %s: nobody has reacted to it in time".formatted(time(since)))
        .or(() -> response.dueAt().map(due -> "someone must react to it by " + time(due)));
  }

  private String acknowledged(Acknowledgement by) {
    return "acknowledged until %s by %s: %s".formatted(time(by.until()), by.author(), by.comment());
  }

  private String silenced(Silence silence) {
    return "silenced until %s by %s".formatted(time(silence.endsAt()), author(silence));
  }

  private String willBeSilenced(Silence silence) {
    return "will be silenced from %s until %s by %s"
        .formatted(time(silence.startsAt()), time(silence.endsAt()), author(silence));
  }

  private static String author(Silence silence) {
    return "%s (silence %s: %s)".formatted(silence.createdBy(), silence.id(), silence.comment());
  }

  private static String inhibited(Inhibitor inhibitor) {
    String name = inhibitor.rule().name();
    return "inhibited by alert %s %s, by inhibit rule %d%s"
        .formatted(
            inhibitor.source().fingerprint(),
            inhibitor.source().labels().asMap().entrySet().stream()
                .map(label -> label.getKey() + "=" + GoString.quote(label.getValue()))
                .collect(joining(", ", "{", "}")),
            inhibitor.index(),
            name.isEmpty() ? "" : " (" + name + ")");
  }

  private String flush(ExplainedRoute route) {
    return route
        .timer()
        .map(this::nextFlush)
        .orElseGet(() ->
            "there is no such group now; an alert that begins it is flushed after %s"
                .formatted(DurationText.of(route.route().groupWait())));
  }

  private String nextFlush(GroupTimer timer) {
    return timer
        .flushedAt()
        .map(last ->
            "the group is flushed next at %s, and was last at %s"
                .formatted(time(timer.dueAt()), time(last)))
        .orElseGet(() -> "the group is flushed first at " + time(timer.dueAt()));
  }

  private static String cutOff(Route other) {
    return "route %s (receiver %s) matches too, but comes after a route that does not continue"
        .formatted(other.key(), other.receiver());
  }

  private Optional<String> muted(ExplainedRoute route) {
    IntervalState intervals = route.intervals();
    String until = route.intervalsChangeAt().map(edge -> " until " + time(edge)).orElse("");
    if (!intervals.inactive().isEmpty()) {
      String names = String.join(", ", intervals.inactive());
      return Optional.of("muted outside the active intervals " + names + until);
    }
    if (!intervals.mute().isEmpty()) {
      return Optional.of(
          "muted by the mute intervals " + String.join(", ", intervals.mute()) + until);
    }
    return route
        .intervalsChangeAt()
        .map(edge -> "time intervals of the route mute from " + time(edge) + " on");
  }

  private String time(Instant time) {
    return TimeText.of(time, now);
  }
}
