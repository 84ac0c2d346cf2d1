package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.LabelMatcher.Operator;
import dev.tocsin.local.upstream.ReceiverSettings.WebhookSettings;
import dev.tocsin.local.upstream.RouteNode.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Configurations with short timers. */
final class RandomConfiguration {
  private static final int DEPTH = 3;

  private final Pick pick;
  private final RandomLabels labels;
  private final Flavour flavour;

  RandomConfiguration(Pick pick, Flavour flavour) {
    this.pick = pick;
    this.labels = new RandomLabels(pick);
    this.flavour = flavour;
  }

  Configuration next() {
    List<ReceiverSettings> receivers = receivers();
    RouteNode root =
        new RouteNode(
            Optional.of(receivers.getFirst().name()),
            List.of(),
            false,
            Optional.of(groupBy()),
            Optional.of(timers()),
            false,
            List.of(),
            List.of(),
            children(1, receivers));
    return new Configuration(
        flavour.resolveTimeout(),
        root,
        receivers,
        flavour.inhibits() ? inhibitionRules() : List.of());
  }

  /** The same routes and rules, in which the receivers are sent other parts. */
  Configuration withOtherReceivers(Configuration configuration) {
    List<ReceiverSettings> receivers =
        configuration.receivers().stream()
            .map(receiver ->
                new ReceiverSettings(
                    receiver.name(),
                    receiver.webhooks().stream().map(webhook -> webhook()).toList()))
            .toList();
    return new Configuration(
        configuration.resolveTimeout(),
        configuration.route(),
        receivers,
        configuration.inhibitionRules());
  }

  private List<ReceiverSettings> receivers() {
    return IntStream.rangeClosed(1, pick.number(2, 4))
        .mapToObj(number ->
            new ReceiverSettings(
                "team-" + number, Stream.generate(this::webhook).limit(pick.number(1, 2)).toList()))
        .toList();
  }

  private WebhookSettings webhook() {
    return new WebhookSettings(pick.chance(0.7), pick.chance(0.2) ? pick.number(1, 2) : 0);
  }

  /** Siblings have different matchers: else their groups would share one notification log. */
  private List<RouteNode> children(int depth, List<ReceiverSettings> receivers) {
    List<RouteNode> children = new ArrayList<>();
    for (int child = pick.number(depth == 1 ? 1 : 0, 4 - depth); child > 0; child--) {
      RouteNode node = child(depth, receivers);
      if (children.stream().noneMatch(sibling -> sameMatchers(sibling, node))) {
        children.add(node);
      }
    }
    return children;
  }

  private static boolean sameMatchers(RouteNode a, RouteNode b) {
    return a.matchers().containsAll(b.matchers()) && b.matchers().containsAll(a.matchers());
  }

  private RouteNode child(int depth, List<ReceiverSettings> receivers) {
    return new RouteNode(
        pick.perhaps(0.8, () -> pick.of(receivers).name()),
        labels.matchers(2),
        pick.chance(0.3),
        pick.perhaps(0.4, this::groupBy),
        pick.perhaps(0.4, this::timers),
        pick.chance(0.4),
        interval(0.1),
        interval(0.1),
        depth < DEPTH ? children(depth + 1, receivers) : List.of());
  }

  private List<String> interval(double probability) {
    return flavour.reloads() || !pick.chance(probability)
        ? List.of()
        : List.of(pick.chance(0.5) ? Configuration.ALWAYS : Configuration.NEVER);
  }

  private List<String> groupBy() {
    if (flavour == Flavour.LATE_RELOAD) {
      return List.of("...");
    }
    return pick.chance(0.2)
        ? pick.of(List.of(List.of(), List.of("...")))
        : pick.some(pick.number(1, 2), RandomLabels.names());
  }

  private Timers timers() {
    return new Timers(
        flavour == Flavour.EARLY_RELOAD
            ? Duration.ofMillis(2500)
            : Duration.ofMillis(pick.of(List.of(0, 500, 500, 1000, 1000))),
        Duration.ofMillis(pick.of(List.of(1000, 2000))),
        Duration.ofMillis(flavour.repeatMillis(pick)));
  }

  private List<InhibitionRule> inhibitionRules() {
    return Stream.generate(() ->
            new InhibitionRule(
                source(),
                labels.matchers(2),
                pick.some(pick.number(0, 2), RandomLabels.names()),
                pick.chance(0.3)))
        .limit(pick.number(0, 3))
        .toList();
  }

  /** Matchers that few alerts match, so that not every alert is inhibited. */
  private List<LabelMatcher> source() {
    return List.of(
        new LabelMatcher("alertname", Operator.EQUAL, pick.of(List.of("Down", "Slow"))),
        new LabelMatcher("severity", Operator.EQUAL, pick.of(List.of("critical", "warning"))));
  }
}
