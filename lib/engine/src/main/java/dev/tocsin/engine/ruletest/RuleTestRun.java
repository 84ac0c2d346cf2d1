package dev.tocsin.engine.ruletest;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.setting.AlertNaming;
import dev.tocsin.engine.replay.Replay;
import dev.tocsin.engine.replay.TransitionLine;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.ruletest.RuleTest.Difference;
import dev.tocsin.engine.ruletest.RuleTest.Expectation;
import dev.tocsin.engine.ruletest.RuleTest.ExpectedAlert;
import dev.tocsin.engine.ruletest.RuleTest.FoundAlert;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays the samples of a test, and compares what is found with what is expected. */
public final class RuleTestRun {
  private final Map<Fingerprint, FoundAlert> alerts = new TreeMap<>();

  private RuleTestRun() {}

  /** The differences, in the order of time; none when all was as expected. */
  public static List<Difference> run(RuleTest test, RuleSet ruleSet) {
    return new RuleTestRun().play(test, ruleSet);
  }

  private List<Difference> play(RuleTest test, RuleSet ruleSet) {
    Replay replay = new Replay(ruleSet, Duration.ZERO, AlertNaming.DEFAULT, this::note);
    List<Difference> differences = new ArrayList<>();
    Iterator<Sample> samples = test.samples().iterator();
    Optional<Sample> next = next(samples);
    for (Expectation expectation : test.expectations()) {
      Instant at = Instant.EPOCH.plus(expectation.at());
      while (next.isPresent() && !next.get().timestamp().isAfter(at)) {
        replay.accept(next.get());
        next = next(samples);
      }
      // The evaluation time at that very moment is evaluated too.
      replay.passTime(at.plusMillis(1));
      compare(expectation).ifPresent(differences::add);
    }
    return differences;
  }

  private static Optional<Sample> next(Iterator<Sample> samples) {
    return samples.hasNext() ? Optional.of(samples.next()) : Optional.empty();
  }

  private void note(TransitionLine line) {
    alerts.put(
        line.labels().fingerprint(),
        new FoundAlert(line.ruleId().value(), line.labels(), line.transition().to()));
  }

  private Optional<Difference> compare(Expectation expectation) {
    List<FoundAlert> alive =
        alerts.values().stream()
            .filter(FoundAlert::isAlive)
            .sorted(comparing(FoundAlert::ruleId))
            .toList();
    List<FoundAlert> left = new ArrayList<>(alerts.values());
    boolean isMet = true;
    for (ExpectedAlert expected : expectation.alerts()) {
      Optional<FoundAlert> match = left.stream().filter(expected::isMetBy).findFirst();
      match.ifPresent(left::remove);
      isMet &= match.isPresent();
    }
    isMet &= left.stream().noneMatch(FoundAlert::isAlive);
    return isMet
        ? Optional.empty()
        : Optional.of(new Difference(expectation.at(), expectation.alerts(), alive));
  }
}
