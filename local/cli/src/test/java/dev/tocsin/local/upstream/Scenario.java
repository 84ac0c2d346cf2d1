package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration, and what happens to it.
 *
 * @param answers of the webhooks, by path
 * @param end until when notifications are compared
 */
record Scenario(
    long seed,
    Flavour flavour,
    Configuration configuration,
    Map<String, Answer> answers,
    List<Step> steps,
    Duration end) {
  private static final Duration LAST_STEP = Duration.ofSeconds(16);
  private static final Duration END = Duration.ofSeconds(21);

  Scenario {
    answers = Map.copyOf(answers);
    steps = List.copyOf(steps);
  }

  /** The scenario of a seed, always the same. */
  static Scenario random(long seed) {
    Pick pick = new Pick(seed);
    List<Flavour> flavours = List.of(Flavour.values());
    Flavour flavour = flavours.get(Math.floorMod(seed, flavours.size()));
    Configuration configuration = new RandomConfiguration(pick, flavour).next();
    return new Scenario(
        seed,
        flavour,
        configuration,
        flavour == Flavour.FAILURES ? answers(pick, configuration) : Map.of(),
        new RandomTimeline(pick, flavour, configuration, END).until(LAST_STEP),
        END);
  }

  private static Map<String, Answer> answers(Pick pick, Configuration configuration) {
    Map<String, Answer> answers = new HashMap<>();
    for (ReceiverSettings receiver : configuration.receivers()) {
      for (String path : receiver.paths()) {
        answers.put(path, pick.of(List.of(Answer.values())));
      }
    }
    return answers;
  }

  /** All of it as text, for a report. */
  String text() {
    return "seed %d, %s%n%n%s%nanswers: %s%n%n%s%n"
        .formatted(
            seed,
            flavour,
            configuration.yaml(path -> "http://sink" + path),
            answers,
            steps.stream().map(Scenario::line).collect(Collectors.joining("\n")));
  }

  private static String line(Step step) {
    String action =
        step.action() instanceof Action.Reload reload
            ? "Reload of receivers " + reload.configuration().receivers()
            : step.action().toString();
    return "%6d ms  %s".formatted(step.at().toMillis(), action);
  }
}
